#include "io/json_lines.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace csm {
namespace {

/// In front of a chunk, for the line that the chunk before leaves unfinished.
constexpr std::size_t room_in_front = 4096;

std::string_view without_blanks(std::string_view line) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t first = std::min(line.find_first_not_of(blanks), line.size());
  line.remove_prefix(first);
  return line.substr(0, line.find_last_not_of(blanks) + 1);
}

}  // namespace

JsonLines::JsonLines(ByteSource& bytes, std::uint64_t content, const JsonColumns& columns,
                     std::size_t block_size)
    : bytes_(bytes), content_(content), columns_(columns), block_size_(block_size) {}

void JsonLines::restart() {
  static std::atomic<std::uint64_t> runs = 0;
  run_ = ++runs;
  size_ = bytes_.size();
  next_offset_ = content_;
  if (!size_) {
    bytes_.restart();
    char mark = '\0';
    for (std::uint64_t i = 0; i < content_; ++i) bytes_.read(&mark, 1);
  }
  next_chunk_ = 0;
  is_exhausted_ = false;
  relay_.restart({"", content_, 1});
}

void JsonLines::find_columns(JsonColumns& columns, bool of_all) {
  JsonFeed feed(bytes_, std::min(block_size_, JsonFeed::small_step));
  JsonRecords records(columns, true);
  feed.start(content_);
  while (!feed.at_end()) {
    if (!of_all && !columns.header().empty() && feed.offset() >= content_ + block_size_) return;
    const std::string_view all = feed.line();
    const std::string_view line = without_blanks(all);
    records.begin(line);
    const bool is_object = line.starts_with('{');
    const bool is_known = is_object && records.match(line.data()) == line.data() + line.size();
    if (is_object && !is_known && records.is_valid(line)) records.find_columns(line, columns);
    feed.pass(std::min(all.size() + 1, feed.text().size()));
  }
  columns.is_whole = true;
}

/// Takes the next piece of the file; false at its end.
bool JsonLines::take(Chunk& chunk, Piece& piece, Block& block, Relay<Unfinished>::Leg& leg) {
  const auto most =
      static_cast<std::size_t>(size_ ? std::min<std::uint64_t>(block_size_, *size_) : block_size_);
  const std::size_t room = room_in_front + most + json_slack;
  if (piece.bytes.size() < room) piece.bytes.resize(room);
  char* to = piece.bytes.data() + room_in_front;
  std::unique_lock lock(taking_);
  if (is_exhausted_) return false;
  chunk = {next_chunk_++, next_offset_, 0, false};
  block.order = chunk.order;
  leg.open(chunk.order);
  if (size_) {
    const std::uint64_t left = *size_ - next_offset_;
    chunk.size = static_cast<std::size_t>(std::min<std::uint64_t>(block_size_, left));
    next_offset_ += chunk.size;
    is_exhausted_ = chunk.is_last = chunk.size == left;
    lock.unlock();
    bytes_.read_at(chunk.offset, to, chunk.size);
    return true;
  }
  while (!chunk.is_last && chunk.size < block_size_) {
    const std::size_t n = bytes_.read(to + chunk.size, block_size_ - chunk.size);
    is_exhausted_ = chunk.is_last = n == 0;
    chunk.size += n;
  }
  next_offset_ += chunk.size;
  return true;
}

/// That of this run; a new one where there is none.
JsonLines::Piece& JsonLines::piece_of(Block& block) const {
  auto* before = dynamic_cast<Piece*>(block.piece.get());
  if (before != nullptr && before->run == run_) return *before;
  auto piece = std::make_unique<Piece>(run_);
  piece->records = std::make_unique<JsonRecords>(columns_, true);
  Piece& made = *piece;
  block.piece = std::move(piece);
  return made;
}

bool JsonLines::next(Block& block) {
  block.clear(columns_.projected().size());
  Piece& piece = piece_of(block);
  Relay<Unfinished>::Leg leg(relay_);
  Chunk chunk;
  if (!take(chunk, piece, block, leg)) return false;
  std::string_view text(piece.bytes.data() + room_in_front, chunk.size);
  find_json_stops(text, piece.stops);
  const std::size_t behind_last = text.rfind('\n') + 1;  // 0 where there is none
  const std::size_t own = chunk.is_last ? text.size() : behind_last;
  std::optional<Unfinished> front = leg.receive();
  if (!front) return false;
  if (own == 0 && !chunk.is_last) {
    front->text.append(text);
    leg.hand_over(std::move(*front));
    return true;
  }
  leg.hand_over(
      {std::string(text.substr(own)), chunk.offset + own, front->line + piece.stops.line_feeds});
  const std::size_t before = front->text.size();
  if (before > room_in_front) {
    piece.bytes.insert(piece.bytes.begin(), before - room_in_front, '\0');
  }
  char* begin = piece.bytes.data() + (before > room_in_front ? 0 : room_in_front - before);
  front->text.copy(begin, before);
  text = {begin, before + own};
  close_json_text(begin + text.size());
  block.set_text(text, front->offset, {front->line, 1}, false);
  read(text, before, piece, block);
  return true;
}

/// The lines of a text, of which so many bytes in front of the chunk begin the first.
void JsonLines::read(std::string_view text, std::size_t front, Piece& piece, Block& block) {
  JsonRecords& records = *piece.records;
  std::size_t at = 0;
  if (front > 0) {
    const std::string_view first = text.substr(0, text.find('\n', front));
    records.begin(first);
    if (records.add_lines(first.data(), block) == first.data()) read_line(first, records, block);
    at = std::min(first.size() + 1, text.size());
  }
  records.begin(text.substr(front), piece.stops);
  const char* const end = text.data() + text.size();
  for (const char* line = records.add_lines(text.data() + at, block); line < end;) {
    const char* const line_end = records.line_end(line);
    read_line({line, static_cast<std::size_t>(line_end - line)}, records, block);
    line = records.add_lines(line_end + 1, block);
  }
}

/// As JSON in general is read.
void JsonLines::read_line(std::string_view line, JsonRecords& records, Block& block) {
  const std::string_view object = without_blanks(line);
  if (object.empty()) return;
  const auto begin =
      block.text_offset() + static_cast<std::uint64_t>(object.data() - block.text().data());
  if (object.front() != '{') {
    block.damages.push_back({begin, "the line is not a JSON object"});
  } else if (records.is_valid(object)) {
    records.add(object, block);
  } else {
    std::size_t at = 0;
    std::string fault = JsonRecords::fault_of(object, at);
    block.damages.push_back({begin + at, std::move(fault)});
  }
}

}  // namespace csm
