#include "report/separated.hpp"

#include "csm/decimal.hpp"
#include "report/number.hpp"
#include "report/report.hpp"
#include "report/table.hpp"
#include "text/shown.hpp"

// Tables of lines: values with a separator between them, and Markdown.

namespace csm {
namespace {

/// What a spreadsheet would compute instead of show: it gets a ' in front, which spreadsheets take
/// for "this is text".
bool looks_like_formula(std::string_view text) {
  if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) {
    return false;
  }
  return read_decimal(text).fault != DecimalFault::none;
}

std::string separated_cell(const std::string& of_data, char separator, const Screen& screen) {
  const std::string text = legible(of_data, screen);
  const std::string safe = (looks_like_formula(text) ? "'" : "") + text;
  const bool is_bare = safe.find_first_of("\"\r\n") == std::string::npos &&
                       safe.find(separator) == std::string::npos;
  if (is_bare) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string text_of(const Cell& cell, char separator, const Screen& screen) {
  const auto* quantity = std::get_if<Quantity>(&cell);
  if (quantity == nullptr) return separated_cell(std::get<std::string>(cell), separator, screen);
  return quantity->amount ? to_plain(*quantity) : "";
}

std::string separated(const Listing& table, char separator, const Screen& screen) {
  std::string out;
  for (const std::string& column : table.columns) {
    out +=
        (out.empty() ? "" : std::string(1, separator)) + separated_cell(column, separator, screen);
  }
  out += "\n";
  for (const std::vector<Cell>& cells : table.rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += separator;
      out += text_of(cells[i], separator, screen);
    }
    out += "\n";
  }
  return out;
}

}  // namespace

std::string legible(const std::string& text, const Screen& screen) {
  return screen.is_terminal || !is_utf8(text) ? shown(text) : text;
}

std::string markdown_text(const std::string& text) {
  std::string out;
  for (const char c : shown(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      if (std::string_view("\\`*_{}[]>#|!~$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

namespace {

std::string markdown_cell(const Cell& cell) {
  const auto* quantity = std::get_if<Quantity>(&cell);
  if (quantity == nullptr) return markdown_text(std::get<std::string>(cell));
  return quantity->amount ? to_text(*quantity) : "";
}

bool is_of_numbers(const Listing& table, std::size_t column) {
  return !table.rows.empty() && std::holds_alternative<Quantity>(table.rows.front()[column]);
}

}  // namespace

std::string to_csv(const Listing& table, const Screen& screen) {
  return separated(table, ',', screen);
}
std::string to_tsv(const Listing& table, const Screen& screen) {
  return separated(table, '\t', screen);
}

std::string to_markdown(const Listing& table) {
  std::string heading = "|";
  std::string rule = "|";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    heading += " " + markdown_text(table.columns[i]) + " |";
    rule += is_of_numbers(table, i) ? " ---: |" : " --- |";
  }
  std::string out = heading + "\n" + rule + "\n";
  for (const std::vector<Cell>& cells : table.rows) {
    out += "|";
    for (const Cell& cell : cells) out += " " + markdown_cell(cell) + " |";
    out += "\n";
  }
  return out;
}

std::string to_csv_report(const Report& report, const Screen& screen) {
  return to_csv(table_of(report), screen);
}
std::string to_tsv_report(const Report& report, const Screen& screen) {
  return to_tsv(table_of(report), screen);
}
std::string to_markdown_report(const Report& report, const Screen&) {
  return to_markdown(table_of(report));
}

}  // namespace csm
