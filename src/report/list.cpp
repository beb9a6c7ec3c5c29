#include <fmt/format.h>

#include <algorithm>

#include "report/line.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::size_t least_text = 24;  ///< the room that a text has at least

std::string text_of(const Cell& cell) {
  const auto* quantity = std::get_if<Quantity>(&cell);
  if (quantity == nullptr) return shown(std::get<std::string>(cell));
  return quantity->amount ? to_number(*quantity) : "-";
}

/// A column's name and cells as they are shown; numbers stand to the right.
struct ListColumn {
  std::vector<std::string> heading;  ///< its lines
  std::vector<std::string> cells;
  std::size_t width = 0;  ///< of the widest of them
  bool is_number = false;
};

void measure(ListColumn& column) {
  column.width = 0;
  for (const auto* lines : {&column.heading, &column.cells}) {
    for (const std::string& line : *lines) column.width = std::max(column.width, width_of(line));
  }
}

std::vector<ListColumn> columns_of(const Listing& list) {
  std::vector<ListColumn> columns(list.columns.size());
  const std::size_t rows = std::min(list.rows.size(), list.most_in_text);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ListColumn& column = columns[i];
    column.heading = {shown(list.columns[i])};
    std::replace(column.heading[0].begin(), column.heading[0].end(), '_', ' ');
    for (std::size_t row = 0; row < rows; ++row) {
      const Cell& cell = list.rows[row][i];
      column.cells.push_back(text_of(cell));
      column.is_number = column.is_number || std::holds_alternative<Quantity>(cell);
    }
    measure(column);
  }
  return columns;
}

/// A text of at most `least_text` characters.
std::string cut(const std::string& text) {
  if (width_of(text) <= least_text) return text;
  std::string out;
  std::size_t characters = 0;
  for (const char c : text) {
    characters += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
    if (characters > least_text - 3) break;
    out += c;
  }
  return out + "...";
}

/// Cuts long names, and long texts but those in the last column.
void cut_texts(std::vector<ListColumn>& columns) {
  for (ListColumn& column : columns) {
    for (std::string& line : column.heading) line = cut(line);
    const bool goes_on = !column.is_number && &column == &columns.back();
    if (!goes_on) {
      for (std::string& cell : column.cells) cell = cut(cell);
    }
    measure(column);
  }
}

/// How much of the line the first so many columns take; a text in the last one goes on below.
std::size_t room_of(const std::vector<ListColumn>& columns, std::size_t count) {
  std::size_t width = 2;
  for (std::size_t i = 0; i < count; ++i) {
    const bool goes_on = i + 1 == count && !columns[i].is_number;
    width += 2 + (goes_on ? std::min(columns[i].width, least_text) : columns[i].width);
  }
  return width;
}

/// Breaks the headings at their blanks, and puts all on as many lines, the last ones filled.
void stack_headings(std::vector<ListColumn>& columns) {
  std::size_t lines = 1;
  for (ListColumn& column : columns) {
    std::string rest = column.heading[0];
    column.heading.clear();
    for (std::size_t blank = rest.find(' '); blank != std::string::npos; blank = rest.find(' ')) {
      column.heading.push_back(rest.substr(0, blank));
      rest.erase(0, blank + 1);
    }
    column.heading.push_back(rest);
    lines = std::max(lines, column.heading.size());
    measure(column);
  }
  for (ListColumn& column : columns) {
    column.heading.insert(column.heading.begin(), lines - column.heading.size(), "");
  }
}

/// One line of a list; a text in the last column goes on below itself.
std::string list_line(const std::vector<ListColumn>& columns,
                      std::vector<std::string> ListColumn::*part, std::size_t at) {
  std::string line = "  ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ListColumn& column = columns[i];
    const std::string& cell = (column.*part)[at];
    const std::string blanks(column.width - width_of(cell), ' ');
    line += "  ";
    if (column.is_number) {
      line += blanks + cell;
    } else if (i + 1 < columns.size()) {
      line += cell + blanks;
    } else {
      const std::size_t left = width_of(line);
      line += wrapped(cell, left, left, std::max(line_width, left + least_text));
    }
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

/// "and 7 more; not shown for want of room: adoption, seats": what the other formats have besides.
std::string rest_text(const Listing& list, std::size_t rows, std::size_t columns) {
  if (rows == list.rows.size() && columns == list.columns.size()) return "";
  std::string text;
  if (rows < list.rows.size()) {
    text = fmt::format("and {} more", to_text(Quantity::count(list.rows.size() - rows)));
  }
  for (std::size_t i = columns; i < list.columns.size(); ++i) {
    text += i > columns ? ", " : text.empty() ? "" : "; ";
    text += (i == columns ? "not shown for want of room: " : "") + cut(shown(list.columns[i]));
  }
  return paragraph(text + " (--format json has all)");
}

}  // namespace

std::string list_text(const Listing& list) {
  std::vector<ListColumn> columns = columns_of(list);
  if (room_of(columns, columns.size()) > line_width) stack_headings(columns);
  if (room_of(columns, columns.size()) > line_width) cut_texts(columns);
  std::size_t count = columns.size();
  const bool ends_in_text = !columns.back().is_number;  // which goes on below itself
  while (!ends_in_text && count > 2 && room_of(columns, count) > line_width) --count;
  columns.resize(count);
  const std::size_t rows = std::min(list.rows.size(), list.most_in_text);
  std::string out = paragraph(list.title);
  for (std::size_t i = 0; i < columns[0].heading.size(); ++i) {
    out += list_line(columns, &ListColumn::heading, i);
  }
  for (std::size_t i = 0; i < rows; ++i) out += list_line(columns, &ListColumn::cells, i);
  return out + rest_text(list, rows, count);
}

}  // namespace csm
