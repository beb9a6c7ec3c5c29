#include "io/csv_chunk.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "text/shown.hpp"

namespace csm {
namespace {

/// In front of the text, for the record that the chunk before left unfinished.
constexpr std::size_t headroom = 4096;

/// A block's records are few enough that what is made of them stays in the processor's cache.
constexpr std::size_t records_a_block = 256;

std::uint64_t lines_in(std::string_view text) {
  Place place;
  place.pass(text, true);
  return place.line - 1;
}

/// A cell of plain text without its quotes.
struct PlainCell {
  std::string_view raw;
  bool has_quote_pairs = false;
};

PlainCell plain_cell(std::string_view raw) {
  if (raw.size() < 2 || raw.front() != '"') return {raw};
  const std::string_view inside = raw.substr(1, raw.size() - 2);
  return {inside, inside.find('"') != std::string_view::npos};
}

void add_plain_cell(Block& block, std::size_t slot, const PlainCell& cell) {
  if (!cell.has_quote_pairs) return block.add_cell(slot, cell.raw);
  const auto begin = static_cast<std::uint64_t>(cell.raw.data() - block.text().data());
  block.add_cell(slot, without_quote_pairs(cell.raw), block.text_offset() + begin - 1);
}

}  // namespace

std::string without_quote_pairs(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    text.push_back(raw[i]);
    if (raw[i] == '"') ++i;
  }
  return text;
}

char* CsvChunk::room_for(std::size_t size) {
  begin_ = headroom;
  bytes_.resize(std::max(bytes_.size(), headroom + size + csv_index_slack));
  return bytes_.data() + begin_;
}

void CsvChunk::set_size(std::size_t size) {
  size_ = size;
  part_ = Part::front;
  position_ = 0;
  open_quote_ = none;
}

std::size_t CsvChunk::guessed_start() const {
  constexpr int tries = 16;
  constexpr std::size_t reach = 1 << 14;
  const std::string_view near = text().substr(0, reach);
  std::size_t first = nowhere;
  std::size_t line_end = near.find('\n');
  CsvRecords records(dialect_);
  for (int i = 0; i < tries && line_end != std::string_view::npos; ++i) {
    std::size_t position = line_end + 1;
    if (first == nowhere) first = position;
    const bool is_record = records.next(near, position, false) == CsvRecords::Found::record;
    if (is_record && records.cells().size() == columns_ && records.stray() == 0) {
      return line_end + 1;
    }
    line_end = near.find('\n', line_end + 1);
  }
  return first;
}

void CsvChunk::cut(std::size_t start) {
  start_ = start;
  record_end_ = CsvRecordEnd(dialect_);
  is_plain_ = false;
  const std::string_view own = text().substr(start);
  if (dialect_.delimiter != ' ') {
    index_csv(own, dialect_.delimiter, index_);
    is_plain_ = index_.is_plain;
  }
  if (is_plain_) {
    find_rest_by_index(own);
  } else {
    find_rest_exactly(own);
  }
  if (rest().empty()) record_end_ = CsvRecordEnd(dialect_);
}

void CsvChunk::find_rest_by_index(std::string_view own) {
  std::size_t last = index_.count;
  while (last > 0 && own[index_.ends[last - 1]] != '\n') --last;
  index_.count = last;
  rest_ = start_ + (last > 0 ? index_.ends[last - 1] + std::size_t{1} : 0);
  const std::string_view behind = rest();
  lines_ = index_.line_feeds -
           static_cast<std::uint64_t>(std::count(behind.begin(), behind.end(), '\n'));
  record_end_.begin_record();
  record_end_.pass(behind);
  is_grid_ = is_grid();
}

void CsvChunk::find_rest_exactly(std::string_view own) {
  std::size_t rest = 0;
  while (rest < own.size()) {
    record_end_.begin_record();
    const std::size_t end = record_end_.pass(own.substr(rest));
    if (end == CsvRecordEnd::none && !record_end_.is_between_records()) break;
    rest = end == CsvRecordEnd::none ? own.size() : rest + end;
  }
  rest_ = start_ + rest;
  lines_ = lines_in(own.substr(0, rest));
}

/// Whether a cell can be found by arithmetic.
bool CsvChunk::is_grid() const {
  if (columns_ == 1 || index_.records * columns_ != index_.count) return false;
  const char* own = text().data() + start_;
  for (std::size_t i = columns_ - 1; i < index_.count; i += columns_) {
    if (own[index_.ends[i]] != '\n') return false;
  }
  return true;
}

std::uint64_t CsvChunk::join(std::string_view front, std::uint64_t offset, std::uint64_t line) {
  if (front.size() > begin_) {
    std::vector<char> larger(front.size() + size_ + csv_index_slack);
    text().copy(larger.data() + front.size(), size_);
    bytes_ = std::move(larger);
    begin_ = front.size();
  }
  char* to = bytes_.data() + begin_ - front.size();
  front.copy(to, front.size());
  front_ = front.size();
  joined_ = {to, front.size() + size_};
  offset_ = offset;
  line_ = line;
  return lines_in(joined_.substr(0, front_ + start_));
}

std::optional<StrayBytes> CsvChunk::stray_bytes(bool is_last) const {
  const std::string_view records = is_last ? joined_ : joined_.substr(0, front_ + rest_);
  const std::string_view front = records.substr(0, front_ + start_);
  const bool is_front_ascii = std::all_of(
      front.begin(), front.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_plain_ && index_.is_ascii && is_front_ascii) return std::nullopt;
  if (simdjson::validate_utf8(records.data(), records.size())) return std::nullopt;
  std::size_t i = utf8_size(records);
  StrayBytes stray{offset_ + i, 0};
  for (; i < records.size(); i += utf8_size(records.substr(i))) {
    ++stray.count;
    ++i;
  }
  return stray;
}

bool CsvChunk::give(const std::vector<std::size_t>& projected, bool is_last, Block& block) {
  block.set_text(joined_, offset_, {line_, 1});
  const auto is_full = [&] { return block.rows() + block.damages.size() >= records_a_block; };
  const auto go_on = [&](Part part, std::size_t position) {
    part_ = part;
    position_ = position;
  };
  while (part_ != Part::done && !is_full() && open_quote_ == none) {
    const std::size_t own_end = front_ + rest_;
    if (part_ == Part::front) {
      give_exactly(front_ + start_, projected, block);
      if (position_ == front_ + start_) go_on(Part::own, is_plain_ ? 0 : position_);
    } else if (part_ == Part::own && is_plain_) {
      is_grid_ ? give_grid(projected, block) : give_lines(projected, block);
      if (position_ == index_.count) go_on(Part::rest, own_end);
    } else if (part_ == Part::own) {
      give_exactly(own_end, projected, block);
      if (position_ == own_end) go_on(Part::rest, own_end);
    } else {
      if (is_last) give_exactly(joined_.size(), projected, block);
      if (!is_last || position_ == joined_.size()) part_ = Part::done;
    }
  }
  return block.rows() + block.damages.size() > 0 || open_quote_ != none;
}

/// The records up to a byte that ends one, as the exact scan finds them.
void CsvChunk::give_exactly(std::size_t end, const std::vector<std::size_t>& projected,
                            Block& block) {
  const std::string_view text = joined_.substr(0, end);
  CsvRecords records(dialect_);
  while (position_ < end && block.rows() + block.damages.size() < records_a_block) {
    const CsvRecords::Found found = records.next(text, position_, true);
    if (found == CsvRecords::Found::nothing) position_ = end;
    if (found == CsvRecords::Found::record) give_record(records, projected, block);
    if (found == CsvRecords::Found::open_quote) {
      open_quote_ = offset_ + records.cells().back().start;
      return;
    }
  }
}

void CsvChunk::give_record(const CsvRecords& records, const std::vector<std::size_t>& projected,
                           Block& block) {
  const std::vector<CsvRecords::Cell>& cells = records.cells();
  if (records.stray() != 0) {
    block.damages.push_back({offset_ + records.stray(), stray_text_in_words});
    return;
  }
  const bool only_blanks_more =
      cells.size() > columns_ &&
      std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(columns_), cells.end(),
                  [](const CsvRecords::Cell& cell) { return cell.length == 0; });
  if (cells.size() != columns_ && !only_blanks_more) {
    return damage_length(records.begin(), cells.size(), block);
  }
  for (std::size_t slot = 0; slot < projected.size(); ++slot) {
    const CsvRecords::Cell& cell = cells[projected[slot]];
    const std::string_view raw = joined_.substr(cell.begin, cell.length);
    if (cell.has_quote_pairs) {
      block.add_cell(slot, without_quote_pairs(raw), offset_ + cell.start);
    } else {
      block.add_cell(slot, raw);
    }
  }
}

void CsvChunk::damage_length(std::size_t begin, std::size_t cells, Block& block) const {
  block.damages.push_back(
      {offset_ + begin, fmt::format("the row has {} {}, the header has {}", cells,
                                    cells == 1 ? "cell" : "cells", columns_)});
}

/// The bytes of a plain cell, by its end in the index and where it begins.
std::string_view CsvChunk::cell(std::size_t end, std::size_t begin, bool is_last_of_record) const {
  const std::string_view own = joined_.substr(front_ + start_);
  std::string_view raw = own.substr(begin, index_.ends[end] - begin);
  if (is_last_of_record && raw.ends_with('\r')) raw.remove_suffix(1);
  return raw;
}

void CsvChunk::give_grid(const std::vector<std::size_t>& projected, Block& block) {
  const std::size_t left = (index_.count - position_) / columns_;
  const std::size_t records = std::min(left, records_a_block - block.rows());
  for (std::size_t slot = 0; slot < projected.size(); ++slot) {
    give_grid_column(projected[slot], slot, records, block);
  }
  position_ += records * columns_;
}

void CsvChunk::give_grid_column(std::size_t column, std::size_t slot, std::size_t records,
                                Block& block) {
  const char* own = joined_.data() + front_ + start_;
  const std::uint32_t* ends = index_.ends.data() + position_ + column;
  auto& cells = block.columns[slot].cells;
  const std::size_t before = cells.size();
  cells.resize(before + records);
  bool is_quoted = false;
  const auto give_cell = [&](std::size_t i, std::size_t begin) {
    cells[before + i] = {own + begin, ends[i * columns_] - begin};
    is_quoted |= own[begin] == '"';
  };
  if (records > 0) give_cell(0, position_ + column == 0 ? 0 : ends[-1] + std::size_t{1});
  for (std::size_t i = 1; i < records; ++i) give_cell(i, ends[i * columns_ - 1] + std::size_t{1});
  if (column + 1 == columns_) {
    for (std::size_t i = before; i < cells.size(); ++i) {
      if (cells[i].ends_with('\r')) cells[i].remove_suffix(1);
    }
  }
  if (is_quoted || !block.columns[slot].offsets.empty()) unquote(slot, before, block);
}

/// Takes the quotes off a column's cells from one on.
void CsvChunk::unquote(std::size_t slot, std::size_t first, Block& block) {
  auto& cells = block.columns[slot].cells;
  const std::vector<std::string_view> raw(cells.begin() + static_cast<std::ptrdiff_t>(first),
                                          cells.end());
  cells.resize(first);
  for (const std::string_view cell : raw) add_plain_cell(block, slot, plain_cell(cell));
}

/// The records of a plain chunk, each by its own number of cells.
void CsvChunk::give_lines(const std::vector<std::size_t>& projected, Block& block) {
  const char* own = joined_.data() + front_ + start_;
  while (position_ < index_.count && block.rows() + block.damages.size() < records_a_block) {
    std::size_t last = position_;
    while (own[index_.ends[last]] != '\n') ++last;
    give_line(position_, last, projected, block);
    position_ = last + 1;
  }
}

/// The record between two ends of the index.
void CsvChunk::give_line(std::size_t first, std::size_t last,
                         const std::vector<std::size_t>& projected, Block& block) {
  const auto raw = [&](std::size_t end) {
    return cell(end, end == 0 ? 0 : index_.ends[end - 1] + std::size_t{1}, end == last);
  };
  const std::size_t cells = last - first + 1;
  if (cells == 1 && raw(first).empty()) return;  // an empty line
  bool only_blanks_more = cells > columns_;
  for (std::size_t i = first + columns_; i <= last && only_blanks_more; ++i) {
    only_blanks_more = plain_cell(raw(i)).raw.empty();
  }
  if (cells != columns_ && !only_blanks_more) {
    const std::size_t begin = first == 0 ? 0 : index_.ends[first - 1] + std::size_t{1};
    return damage_length(front_ + start_ + begin, cells, block);
  }
  for (std::size_t slot = 0; slot < projected.size(); ++slot) {
    add_plain_cell(block, slot, plain_cell(raw(first + projected[slot])));
  }
}

}  // namespace csm
