#include "io/csv_scanner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"

namespace csm {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Line ends of a text from `begin` on; CRLF is one, at its CR.
std::uint64_t count_line_ends(std::string_view text, std::size_t begin = 0) {
  std::uint64_t lines = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) ++lines;
    if (text[i] == '\r') ++lines;
  }
  return lines;
}

}  // namespace

CsvScanner::CsvScanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
                       std::size_t block_size)
    : bytes_(std::move(bytes)), block_size_(block_size), delimiter_(dialect.delimiter) {
  restart();
}

void CsvScanner::restart() {
  bytes_->restart();
  buffer_.clear();
  base_ = lines_before_ = 0;
  counted_to_ = counted_lines_ = 0;
  position_ = 0;
  at_end_ = false;
  fill(std::max(block_size_, byte_order_mark.size()));
  if (buffer_.starts_with(byte_order_mark)) position_ = byte_order_mark.size();
  if (delimiter_ == '\0') choose_delimiter();
  Scan scan = scan_record();
  while (scan == Scan::needs_more) {
    fill(buffer_.size() * 2);
    scan = scan_record();
  }
  unquoted_.clear();
  header_.clear();
  if (scan == Scan::end) refuse(name(), "is empty: not even a header line");
  for (const RawCell& cell : record_) header_.emplace_back(text_of(cell));
}

/// Reads until the buffer holds `wanted` bytes or the source ends.
void CsvScanner::fill(std::size_t wanted) {
  std::size_t size = buffer_.size();
  while (!at_end_ && size < wanted) {
    buffer_.resize(wanted);
    const std::size_t n = bytes_->read(buffer_.data() + size, wanted - size);
    at_end_ = n == 0;
    size += n;
  }
  buffer_.resize(size);
}

/// The most frequent of , ; tab | outside quotes in the first record; comma where there is none.
void CsvScanner::choose_delimiter() {
  constexpr std::string_view candidates = ",;\t|";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  bool has_begun = false;
  for (std::size_t i = position_; i < buffer_.size() || !at_end_; ++i) {
    if (i == buffer_.size()) fill(buffer_.size() * 2);
    if (i == buffer_.size()) break;
    const char c = buffer_[i];
    if (!quoted && is_record_end(c)) {
      if (has_begun) break;
      continue;
    }
    has_begun = true;
    if (c == '"') quoted = !quoted;
    const std::size_t found = candidates.find(c);
    if (!quoted && found != std::string_view::npos) ++counts[found];
  }
  delimiter_ = candidates[static_cast<std::size_t>(
      std::max_element(std::begin(counts), std::end(counts)) - std::begin(counts))];
}

/// Scans the content of a quoted cell that begins at i; returns the index of the closing quote, or
/// the buffer's size where it does not close in it.
std::size_t CsvScanner::scan_quoted(std::size_t i) {
  for (; i < buffer_.size(); ++i) {
    if (buffer_[i] != '"') continue;
    const bool is_pair = i + 1 < buffer_.size() && buffer_[i + 1] == '"';
    if (!is_pair) return i;
    record_.back().has_quote_pairs = true;
    ++i;
  }
  return buffer_.size();
}

/// Scans the cell that begins at i into `record_`; returns where its delimiter or record end
/// stands, or npos where its closing quote is not in the buffer yet.
std::size_t CsvScanner::scan_cell(std::size_t i) {
  RawCell& cell = record_.emplace_back(RawCell{i, 0, i, false});
  const bool is_quoted = i < buffer_.size() && buffer_[i] == '"';
  if (is_quoted) {
    const std::size_t quote = scan_quoted(i + 1);
    if (quote + 1 >= buffer_.size() && !at_end_) return std::string::npos;
    if (quote == buffer_.size()) {
      const Place open = place(base_ + i);
      refuse(fmt::format("{}:{}:{}", name(), open.line, open.column),
             "a quote opens here and never closes, so everything behind it would be one cell");
    }
    cell.begin = i + 1;
    cell.length = quote - i - 1;
    i = quote + 1;
    if (stray_ == 0 && !is_cell_end(i)) stray_ = i;
  }
  while (!is_cell_end(i)) ++i;
  if (!is_quoted) cell.length = i - cell.begin;
  return i;
}

/// The first of a run of blanks that delimit as one; behind them where the record ends there.
std::size_t CsvScanner::skip_blanks(std::size_t i) const {
  while (i + 1 < buffer_.size() && is_delimiter(buffer_[i]) && is_delimiter(buffer_[i + 1])) ++i;
  if (i == buffer_.size() || !is_delimiter(buffer_[i])) return i;
  const bool ends_here = i + 1 < buffer_.size() ? is_record_end(buffer_[i + 1]) : at_end_;
  return ends_here ? i + 1 : i;
}

/// Scans the next record from `position_` into `record_`; moves on only past a whole record.
CsvScanner::Scan CsvScanner::scan_record() {
  std::size_t i = position_;
  const bool takes_blanks = delimiter_ == ' ';
  while (i < buffer_.size() &&
         (is_record_end(buffer_[i]) || (takes_blanks && is_delimiter(buffer_[i])))) {
    ++i;
  }
  if (i == buffer_.size()) return at_end_ ? Scan::end : Scan::needs_more;
  record_begin_ = i;
  record_.clear();
  stray_ = 0;
  while (true) {
    i = scan_cell(i);
    if (i == std::string::npos) return Scan::needs_more;
    if (takes_blanks) i = skip_blanks(i);
    if (i == buffer_.size() || is_record_end(buffer_[i])) break;
    ++i;
  }
  // A CR at the end of the buffer may have its LF behind it.
  const bool is_cut = i == buffer_.size() || (buffer_[i] == '\r' && i + 1 == buffer_.size());
  if (is_cut && !at_end_) return Scan::needs_more;
  if (i + 1 < buffer_.size() && buffer_[i] == '\r' && buffer_[i + 1] == '\n') ++i;
  position_ = std::min(i + 1, buffer_.size());
  return Scan::record;
}

std::string_view CsvScanner::text_of(const RawCell& cell) {
  const std::string_view raw(buffer_.data() + cell.begin, cell.length);
  if (!cell.has_quote_pairs) return raw;
  std::string& text = unquoted_.emplace_back();
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    text.push_back(raw[i]);
    if (raw[i] == '"') ++i;
  }
  return text;
}

void CsvScanner::keep_record(Block& block) {
  if (stray_ != 0) {
    block.damages.push_back({base_ + stray_,
                             "text follows a closing quote; a quote inside a cell is "
                             "written twice (\"\")"});
    return;
  }
  const bool only_blanks_more =
      record_.size() > header_.size() &&
      std::all_of(record_.begin() + static_cast<std::ptrdiff_t>(header_.size()), record_.end(),
                  [](const RawCell& cell) { return cell.length == 0; });
  if (record_.size() != header_.size() && !only_blanks_more) {
    block.damages.push_back({base_ + record_begin_,
                             fmt::format("the row has {} {}, the header has {}", record_.size(),
                                         record_.size() == 1 ? "cell" : "cells", header_.size())});
    return;
  }
  for (const std::size_t column : projected_) {
    block.cells.push_back(text_of(record_[column]));
    block.offsets.push_back(base_ + record_[column].start);
  }
}

/// Forgets what was scanned and reads more behind what was not.
void CsvScanner::start_block() {
  lines_before_ += count_line_ends(std::string_view(buffer_).substr(0, position_));
  base_ += position_;
  counted_to_ = counted_lines_ = 0;
  buffer_.erase(0, position_);
  position_ = 0;
  unquoted_.clear();
  fill(std::max(block_size_, buffer_.size()));
}

bool CsvScanner::next(Block& block) {
  block.clear();
  block.width = projected_.size();
  start_block();
  while (true) {
    const Scan scan = scan_record();
    if (scan == Scan::record) {
      keep_record(block);
    } else if (scan == Scan::end) {
      return !block.cells.empty() || !block.damages.empty();
    } else if (!block.cells.empty() || !block.damages.empty()) {
      return true;
    } else {
      fill(buffer_.size() * 2);  // one record larger than the block
    }
  }
}

Place CsvScanner::place(std::uint64_t offset) const {
  const std::string_view before =
      std::string_view(buffer_).substr(0, static_cast<std::size_t>(offset - base_));
  const std::size_t last = before.find_last_of("\r\n");
  std::string_view line = last == std::string_view::npos ? before : before.substr(last + 1);
  if (base_ == 0 && last == std::string_view::npos && line.starts_with(byte_order_mark)) {
    line.remove_prefix(byte_order_mark.size());
  }
  const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  });
  // Asked for one place after another, only what lies between them is counted.
  if (before.size() < counted_to_) counted_to_ = counted_lines_ = 0;
  counted_lines_ += count_line_ends(before, counted_to_);
  counted_to_ = before.size();
  return {lines_before_ + counted_lines_ + 1, static_cast<std::uint64_t>(characters) + 1};
}

}  // namespace csm
