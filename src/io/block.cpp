#include "io/block.hpp"

#include <algorithm>

namespace csm {

void Place::pass(std::string_view text, bool cr_ends) {
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '\n' || (cr_ends && text[i] == '\r');
    if (!ends) continue;
    const bool goes_on = cr_ends && text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (goes_on) ++i;
    ++line;
    column = 1;
    line_begin = i + 1;
  }
  // Characters: every byte that does not go on with one.
  column += static_cast<std::uint64_t>(
      std::count_if(text.begin() + static_cast<std::ptrdiff_t>(line_begin), text.end(),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Of a cell in the text: where it begins, its opening quote included.
std::uint64_t Block::standing_at(std::string_view cell) const {
  const auto begin = static_cast<std::size_t>(cell.data() - text_.data());
  const bool is_quoted = begin > 0 && text_[begin - 1] == '"';
  return text_offset_ + begin - (is_quoted ? 1 : 0);
}

std::uint64_t Block::offset(std::size_t row, std::size_t slot) const {
  const Column& column = columns[slot];
  return column.offsets.empty() ? standing_at(column.cells[row]) : column.offsets[row];
}

void Block::keep_offsets(std::size_t slot) {
  Column& column = columns[slot];
  if (!column.offsets.empty()) return;
  std::vector<std::uint64_t> offsets(column.cells.size());
  for (std::size_t row = 0; row < offsets.size(); ++row) offsets[row] = offset(row, slot);
  column.offsets = std::move(offsets);
}

void Block::add_cell(std::size_t slot, std::string cell, std::uint64_t offset) {
  keep_offsets(slot);
  columns[slot].cells.push_back(kept.emplace_back(std::move(cell)));
  columns[slot].offsets.push_back(offset);
}

void Block::drop_row(std::size_t row) {
  const auto at = static_cast<std::ptrdiff_t>(row);
  for (Column& column : columns) {
    column.cells.erase(column.cells.begin() + at);
    if (!column.offsets.empty()) column.offsets.erase(column.offsets.begin() + at);
  }
}

void Block::cut_rows(std::size_t rows) {
  for (Column& column : columns) {
    column.cells.resize(rows);
    if (!column.offsets.empty()) column.offsets.resize(rows);
  }
}

std::size_t Block::line_begin(std::uint64_t offset) const {
  const std::string_view before = text_.substr(0, static_cast<std::size_t>(offset - text_offset_));
  const std::size_t end = before.find_last_of("\r\n");
  return end == std::string_view::npos ? 0 : end + 1;
}

Place Block::place(std::uint64_t offset) const {
  const auto to = static_cast<std::size_t>(offset - text_offset_);
  if (to < placed_to_) {
    placed_to_ = 0;
    placed_ = text_at_;
  }
  // Never between CR and LF: together they end one line.
  std::size_t stop = to;
  if (cr_ends_ && stop > placed_to_ && text_[stop - 1] == '\r') --stop;
  placed_.pass(text_.substr(placed_to_, stop - placed_to_), cr_ends_);
  placed_to_ = stop;
  Place there = placed_;
  there.pass(text_.substr(stop, to - stop), cr_ends_);
  return there;
}

void Block::clear(std::size_t width) {
  columns.resize(width);
  for (Column& column : columns) {
    column.cells.clear();
    column.offsets.clear();
  }
  damages.clear();
  stray_bytes.reset();
  kept.clear();
}

void Block::show(const Block& other, const std::vector<std::size_t>& slots) {
  clear(slots.size());
  for (std::size_t slot = 0; slot < slots.size(); ++slot) {
    columns[slot] = other.columns[slots[slot]];
  }
  damages = other.damages;
  stray_bytes = other.stray_bytes;
  order = other.order;
  set_text(other.text_, other.text_offset_, other.text_at_, other.cr_ends_);
}

void Block::set_text(std::string_view text, std::uint64_t offset, Place at, bool cr_ends) {
  text_ = text;
  text_offset_ = offset;
  text_at_ = placed_ = at;
  placed_to_ = 0;
  cr_ends_ = cr_ends;
}

}  // namespace csm
