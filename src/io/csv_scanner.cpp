#include "io/csv_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "csm/error.hpp"
#include "io/csv_head.hpp"

namespace csm {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// One that is found.
const char* delimiter_in_words(CsvDialect dialect) {
  switch (dialect.delimiter) {
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case '|':
      return "vertical bars";
    default:
      return "blanks";
  }
}

/// Blocks of one chunk may be so many.
constexpr std::uint64_t blocks_a_chunk = std::uint64_t{1} << 32;

}  // namespace

CsvScanner::CsvScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
                       std::size_t block_size)
    : bytes_(std::move(bytes)),
      block_size_(block_size),
      asked_(dialect),
      dialect_{dialect.delimiter} {
  restart();
}

void CsvScanner::restart() {
  bytes_->restart();
  ahead_.clear();
  ends_ahead_ = false;
  size_ = bytes_->size();
  next_chunk_ = 0;
  is_exhausted_ = false;
  static std::atomic<std::uint64_t> runs = 0;
  run_ = ++runs;
  read_header();
}

/// Reads so many bytes from the beginning on, where there are so many.
void CsvScanner::read_ahead(std::size_t wanted) {
  std::size_t size = ahead_.size();
  if (size >= wanted) return;
  ahead_.resize(wanted);
  while (!ends_ahead_ && size < wanted) {
    const std::size_t n = bytes_->read(ahead_.data() + size, wanted - size);
    ends_ahead_ = n == 0;
    size += n;
  }
  ahead_.resize(size);
}

/// Finds the header in what it reads ahead, and sets the chunks to begin behind it.
void CsvScanner::read_header() {
  constexpr std::size_t first_step = 1 << 14;
  read_ahead(
      std::max(size_ ? std::min(first_step, block_size_) : block_size_, byte_order_mark.size()));
  const std::size_t begin = ahead_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const std::size_t position = pass_subheader(read_first_record(find_head(begin)));
  Place behind;
  behind.pass(std::string_view(ahead_).substr(begin, position - begin), true);
  next_offset_ = first_record_ = position;
  Handover first;
  first.offset = position;
  first.line = behind.line;
  relay_.restart(std::move(first));
  is_small_ = size_ ? *size_ <= position + block_size_ : ends_ahead_;
  if (size_) {
    ahead_.clear();
  } else {
    ahead_.erase(0, position);
  }
}

/// Where the header is to be looked for: at the line asked for, at the names that are needed, or at
/// the beginning.
std::size_t CsvScanner::find_head(std::size_t begin) {
  header_line_ = 0;
  if (asked_.header_line > 0) return begin_of_asked_line(begin);
  if (!asked_.is_header) return begin;
  read_ahead(begin + csv_head_reach);
  const auto text = std::string_view(ahead_).substr(begin);
  const std::string_view near = text.substr(0, csv_head_reach);
  const auto head = find_csv_head(near, ends_ahead_ && near.size() == text.size(), asked_);
  if (!head) return begin;
  dialect_ = head->dialect;
  if (head->is_first) return begin;
  Place place;
  place.pass(near.substr(0, head->begin), true);
  header_line_ = place.line;
  return begin + head->begin;
}

std::size_t CsvScanner::begin_of_asked_line(std::size_t begin) {
  while (true) {
    const auto line = begin_of_line(std::string_view(ahead_).substr(begin), asked_.header_line);
    // A CR at the end may have its LF behind it.
    if (line && (ends_ahead_ || begin + *line < ahead_.size())) return begin + *line;
    if (ends_ahead_) {
      usage_error("--header-line",
                  fmt::format("{} does not have {} lines", name(), asked_.header_line));
    }
    read_ahead(ahead_.size() * 2);
  }
}

/// Takes the record that begins there for the header; returns where the next one may begin.
std::size_t CsvScanner::read_first_record(std::size_t begin) {
  const auto head_text = [&] { return std::string_view(ahead_).substr(begin); };
  while (dialect_.delimiter == '\0' && !choose_delimiter(head_text())) {
    read_ahead(ahead_.size() * 2);
  }
  CsvRecords records(dialect_);
  std::size_t position = begin;
  CsvRecords::Found found = records.next(ahead_, position, ends_ahead_);
  while (found == CsvRecords::Found::unfinished) {
    read_ahead(ahead_.size() * 2);
    found = records.next(ahead_, position = begin, ends_ahead_);
  }
  if (found == CsvRecords::Found::nothing) refuse(name(), "is empty: not even a header line");
  Block head;
  const std::size_t mark = ahead_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  head.set_text(std::string_view(ahead_).substr(mark), mark, {});
  if (found == CsvRecords::Found::open_quote) {
    refuse_open_quote(head, records.cells().back().start);
  }
  if (records.stray() != 0) {
    const Place stray = head.place(records.stray());
    refuse(fmt::format("{}:{}:{}", name(), stray.line, stray.column), stray_text_in_words);
  }
  header_ = texts_of(records, ahead_);
  return position;
}

/// Where the first row may begin.
std::size_t CsvScanner::pass_subheader(std::size_t begin) {
  subheader_ = {};
  if (!asked_.is_header) return begin;
  read_ahead(begin + csv_head_reach);
  const auto text = std::string_view(ahead_).substr(begin);
  const std::string_view near = text.substr(0, csv_head_reach);
  const bool is_all = ends_ahead_ && near.size() == text.size();
  if (auto found = find_csv_subheader(near, is_all, dialect_, header_)) {
    subheader_ = std::move(*found);
  }
  return begin + subheader_.end;
}

std::vector<std::string> CsvScanner::notes() const {
  std::vector<std::string> notes;
  if (header_line_ != 0) {
    const bool is_second = header_line_ == 2;
    notes.push_back(fmt::format("the header is line {}; {} before it {} not part of the table",
                                header_line_,
                                is_second ? "the line" : fmt::format("{} lines", header_line_ - 1),
                                is_second ? "is" : "are"));
  }
  if (!subheader_.note.empty()) notes.push_back(subheader_.note);
  if (asked_.delimiter == '\0' && dialect_.delimiter != ',') {
    notes.push_back(fmt::format("cells are delimited by {}", delimiter_in_words(dialect_)));
  }
  if (!bytes_->note().empty()) notes.push_back(bytes_->note());
  return notes;
}

/// The most frequent of , ; tab | outside quotes in the first record; comma where there is none.
/// False where the text ends before the record does.
bool CsvScanner::choose_delimiter(std::string_view text) {
  constexpr std::string_view candidates = ",;\t|";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  bool has_begun = false;
  bool has_ended = false;
  for (std::size_t i = 0; i < text.size() && !has_ended; ++i) {
    const char c = text[i];
    const bool is_line_end = !quoted && CsvDialect::is_line_end(c);
    has_ended = has_begun && is_line_end;
    has_begun = has_begun || !is_line_end;
    if (c == '"') quoted = !quoted;
    const std::size_t found = candidates.find(c);
    if (!quoted && found != std::string_view::npos) ++counts[found];
  }
  if (!has_ended && !ends_ahead_) return false;
  dialect_.delimiter = candidates[static_cast<std::size_t>(
      std::max_element(std::begin(counts), std::end(counts)) - std::begin(counts))];
  return true;
}

/// Takes the next piece of the file; false at its end.
bool CsvScanner::take_chunk(Piece& piece, Block& block, Relay<Handover>::Leg& leg) {
  CsvChunk& chunk = piece.chunk;
  Taken& taken = piece.taken;
  char* to = chunk.room_for(block_size_);
  std::unique_lock lock(taking_);
  if (is_exhausted_) return false;
  taken.order = next_chunk_++;
  taken.offset = next_offset_;
  block.order = taken.order * blocks_a_chunk;
  leg.open(taken.order);
  if (size_) {
    const auto left = static_cast<std::size_t>(*size_ - next_offset_);
    const std::size_t size = std::min(block_size_, left);
    next_offset_ += size;
    is_exhausted_ = taken.is_last = size == left;
    lock.unlock();
    bytes_->read_at(taken.offset, to, size);
    chunk.set_size(size);
    return true;
  }
  std::size_t size = ahead_.copy(to, block_size_);
  ahead_.erase(0, size);
  while (!ends_ahead_ && size < block_size_) {
    const std::size_t n = bytes_->read(to + size, block_size_ - size);
    ends_ahead_ = n == 0;
    size += n;
  }
  next_offset_ += size;
  is_exhausted_ = taken.is_last = ends_ahead_ && ahead_.empty();
  chunk.set_size(size);
  return true;
}

/// Goes on from the chunk before; false where nothing of this one can be given yet.
bool CsvScanner::connect(CsvChunk& chunk, const Taken& taken, std::size_t guess,
                         Relay<Handover>::Leg& leg) {
  std::optional<Handover> received = leg.receive();
  if (!received) {
    const std::lock_guard lock(taking_);
    is_exhausted_ = true;
    return false;
  }
  Handover& before = *received;
  std::size_t start = before.record_end.pass(chunk.text());
  if (start == CsvRecordEnd::none && (before.record_end.is_between_records() || taken.is_last)) {
    start = chunk.text().size();
  }
  if (start == CsvRecordEnd::none) {
    before.text.append(chunk.text());
    leg.hand_over(std::move(before));
    return false;
  }
  if (start != guess) chunk.cut(start);
  Handover after;
  after.line = before.line + chunk.join(before.text, before.offset, before.line) + chunk.lines();
  after.text = chunk.rest();
  after.offset = taken.offset + chunk.rest_begin();
  after.record_end = chunk.record_end();
  leg.hand_over(std::move(after));
  return true;
}

CsvScanner::Piece& CsvScanner::new_piece(Block& block) const {
  auto piece = std::make_unique<Piece>(run_, CsvChunk(dialect_, header_.size()));
  Piece& made = *piece;
  block.piece = std::move(piece);
  return made;
}

bool CsvScanner::next(Block& block) {
  block.clear(projected_.size());
  auto* piece = dynamic_cast<Piece*>(block.piece.get());
  if (piece == nullptr || piece->run != run_) piece = &new_piece(block);
  std::optional<StrayBytes> stray_bytes;
  while (!piece->is_open || !piece->chunk.give(projected_, piece->taken.is_last, block)) {
    piece->is_open = false;
    Relay<Handover>::Leg leg(relay_);
    if (!take_chunk(*piece, block, leg)) return false;
    std::size_t guess = CsvChunk::nowhere;
    if (piece->taken.order > 0) guess = piece->chunk.guessed_start();
    if (guess != CsvChunk::nowhere) piece->chunk.cut(guess);
    piece->is_open = connect(piece->chunk, piece->taken, guess, leg);
    stray_bytes.reset();
    if (piece->is_open) stray_bytes = piece->chunk.stray_bytes(piece->taken.is_last);
  }
  block.stray_bytes = stray_bytes;
  ++block.order;
  if (piece->chunk.open_quote() != CsvChunk::none && block.rows() + block.damages.size() == 0) {
    refuse_open_quote(block, piece->chunk.open_quote());
  }
  return true;
}

bool CsvScanner::look_at_end(Block& block) {
  constexpr std::size_t reach = 1 << 15;
  block.clear(projected_.size());
  if (!size_ || is_small()) return false;
  auto piece = std::make_unique<Piece>(run_, CsvChunk(dialect_, header_.size()));
  CsvChunk& chunk = piece->chunk;
  const auto read_from = [&](std::uint64_t offset) {
    const auto size = static_cast<std::size_t>(*size_ - offset);
    bytes_->read_at(offset, chunk.room_for(size), size);
    chunk.set_size(size);
  };
  const std::uint64_t near = *size_ - std::min(reach, block_size_);
  read_from(near);
  const std::size_t start = chunk.guessed_start();
  if (start == CsvChunk::nowhere) return false;
  read_from(near + start);
  chunk.cut(0);
  chunk.join({}, near + start, 1);
  const bool has_records = chunk.give(projected_, true, block);
  block.piece = std::move(piece);
  return has_records;
}

std::vector<std::string> CsvScanner::record_with_cell(const Block& block,
                                                      std::uint64_t offset) const {
  constexpr int most_lines = 16;
  const std::string_view text = block.text();
  const auto cell = static_cast<std::size_t>(offset - block.text_offset());
  std::size_t begin = cell;
  CsvRecords records(dialect_);
  for (int line = 0; line < most_lines; ++line) {
    while (begin > 0 && !CsvDialect::is_line_end(text[begin - 1])) --begin;
    std::size_t position = begin;
    const bool is_record = records.next(text, position, true) == CsvRecords::Found::record;
    const auto& cells = records.cells();
    const auto is_it = [&](const CsvRecords::Cell& other) { return other.start == cell; };
    if (is_record && std::any_of(cells.begin(), cells.end(), is_it)) return texts_of(records, text);
    if (begin == 0) break;
    --begin;
  }
  return {};
}

std::vector<std::string_view> CsvScanner::records(const Block& block) const {
  std::vector<std::string_view> found;
  CsvRecords records(dialect_);
  const std::string_view text = block.text();
  std::size_t position = 0;
  while (records.next(text, position, true) == CsvRecords::Found::record) {
    std::string_view record = text.substr(records.begin(), position - records.begin());
    if (record.ends_with('\n')) record.remove_suffix(1);
    if (record.ends_with('\r')) record.remove_suffix(1);
    found.push_back(record);
  }
  return found;
}

void CsvScanner::refuse_open_quote(const Block& block, std::uint64_t offset) const {
  const Place open = block.place(offset);
  refuse(fmt::format("{}:{}:{}", name(), open.line, open.column),
         "a quote opens here and never closes, so everything behind it would be one cell");
}

}  // namespace csm
