#include <fmt/format.h>

#include <algorithm>

#include "report/line.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::size_t least_text = 24;  ///< the room that a text has at least

/// The first so many characters of a text, in bytes.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  while (end < text.size()) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xc0) != 0x80;
    if (begins && characters-- == 0) break;
    ++end;
  }
  return end;
}

/// A text of the data for reading along: a long one is cut behind a word.
std::string shortened(std::string_view text) {
  constexpr std::size_t most = 240;
  const std::size_t end = bytes_of(text, most);
  if (end == text.size()) return std::string(text);
  const bool is_whole_word = text[end] == ' ';
  std::string_view cut = text.substr(0, end);
  const std::size_t blank = is_whole_word ? std::string_view::npos : cut.find_last_of(' ');
  // A text without blanks, as Chinese is, is cut within what looks like a long word.
  if (blank != std::string_view::npos && blank > end / 2) cut = cut.substr(0, blank);
  return std::string(cut) + " ...";
}

std::string text_of(const Cell& cell, bool is_whole) {
  const auto* quantity = std::get_if<Quantity>(&cell);
  if (quantity == nullptr) {
    std::string text = shown(std::get<std::string>(cell));
    return is_whole ? text : shortened(text);
  }
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

std::vector<ListColumn> columns_of(const Listing& list, bool is_whole = false) {
  std::vector<ListColumn> columns(list.columns.size());
  const std::size_t rows = std::min(list.rows.size(), list.most_in_text);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ListColumn& column = columns[i];
    column.heading = {shown(list.columns[i])};
    std::replace(column.heading[0].begin(), column.heading[0].end(), '_', ' ');
    for (std::size_t row = 0; row < rows; ++row) {
      const Cell& cell = list.rows[row][i];
      column.cells.push_back(text_of(cell, is_whole));
      column.is_number = column.is_number || std::holds_alternative<Quantity>(cell);
    }
    measure(column);
  }
  return columns;
}

/// A text of at most so many characters, cut in the middle, so that a path keeps its line and two
/// long names their difference.
std::string cut(const std::string& text, std::size_t most) {
  constexpr std::string_view gap = "...";
  const std::size_t size = width_of(text);
  if (size <= most) return text;
  const std::size_t behind = (most - gap.size() + 1) / 2;
  const std::size_t before = most - gap.size() - behind;
  return text.substr(0, bytes_of(text, before)) + std::string(gap) +
         text.substr(bytes_of(text, size - behind));
}

/// Cuts long names, and long texts but those in the last column.
void cut_texts(std::vector<ListColumn>& columns, std::size_t most) {
  for (ListColumn& column : columns) {
    for (std::string& line : column.heading) line = cut(line, most);
    const bool goes_on = !column.is_number && &column == &columns.back();
    if (!goes_on) {
      for (std::string& cell : column.cells) cell = cut(cell, most);
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

/// Cuts texts as little as makes a line fit, and where nothing does, not far.
void cut_to_fit(std::vector<ListColumn>& columns) {
  std::vector<ListColumn> narrow = columns;
  cut_texts(columns, least_text);
  for (std::size_t most = least_text; most >= least_text / 2; most -= 2) {
    cut_texts(narrow, most);
    if (room_of(narrow, narrow.size()) <= line_width) {
      columns = narrow;
      return;
    }
  }
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
                      std::vector<std::string> ListColumn::*part, std::size_t at,
                      bool is_whole = false) {
  std::string line = "  ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ListColumn& column = columns[i];
    const std::string& cell = (column.*part)[at];
    const std::string blanks(column.width - width_of(cell), ' ');
    line += "  ";
    if (column.is_number) {
      line += blanks + cell;
    } else if (i + 1 < columns.size() || is_whole) {
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
    text += (i == columns ? "not shown for want of room: " : "") +
            cut(shown(list.columns[i]), least_text);
  }
  return paragraph(text + " (--format json has all)");
}

}  // namespace

bool fits_in_line(const Listing& list) {
  const std::vector<ListColumn> columns = columns_of(list);
  return room_of(columns, columns.size()) <= line_width;
}

std::string narrow_list(Listing list) {
  constexpr std::size_t least_columns = 3;
  const auto is_too_wide = [&list] {
    std::vector<ListColumn> columns = columns_of(list);
    stack_headings(columns);
    cut_texts(columns, least_text);
    return room_of(columns, columns.size()) > line_width;
  };
  std::string left_out;
  while (list.columns.size() > least_columns && is_too_wide()) {
    left_out =
        cut(shown(list.columns.back()), least_text) + (left_out.empty() ? "" : ", ") + left_out;
    list.columns.pop_back();
    for (std::vector<Cell>& cells : list.rows) cells.pop_back();
  }
  if (!left_out.empty()) left_out = paragraph("not shown for want of room: " + left_out);
  return list_text(list) + left_out;
}

std::string whole_list(const Listing& list) {
  const std::vector<ListColumn> columns = columns_of(list, true);
  std::string out = list.title.empty() ? "" : paragraph(list.title);
  out += list_line(columns, &ListColumn::heading, 0, true);
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    out += list_line(columns, &ListColumn::cells, i, true);
  }
  return out;
}

std::string list_text(const Listing& list) {
  std::vector<ListColumn> columns = columns_of(list);
  if (room_of(columns, columns.size()) > line_width) stack_headings(columns);
  if (room_of(columns, columns.size()) > line_width) cut_to_fit(columns);
  std::size_t count = columns.size();
  const bool ends_in_text = !columns.back().is_number;  // which goes on below itself
  while (!ends_in_text && count > 2 && room_of(columns, count) > line_width) --count;
  columns.resize(count);
  const std::size_t rows = std::min(list.rows.size(), list.most_in_text);
  std::string out = list.title.empty() ? "" : paragraph(list.title);
  for (std::size_t i = 0; i < columns[0].heading.size(); ++i) {
    out += list_line(columns, &ListColumn::heading, i);
  }
  for (std::size_t i = 0; i < rows; ++i) out += list_line(columns, &ListColumn::cells, i);
  return out + rest_text(list, rows, count);
}

}  // namespace csm
