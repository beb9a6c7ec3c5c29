#include <fmt/format.h>

#include <algorithm>

#include "csm/registry.hpp"
#include "report/report.hpp"

namespace csm {
namespace {

constexpr std::size_t line_width = 78;

/// Characters on screen, one a code point.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

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

/// A text that begins at `column`, broken at blanks to `width`; further lines are set in by
/// `indent`.
std::string wrapped(std::string_view text, std::size_t column, std::size_t indent,
                    std::size_t width) {
  std::string out;
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!is_first && column + 1 + width_of(word) > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      out += " ";
      ++column;
    }
    out += word;
    column += width_of(word);
    is_first = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// "  text", broken to the line's width; what follows is set in by two more.
std::string paragraph(std::string_view text) {
  return "  " + wrapped(text, 2, 4, line_width) + "\n";
}

/// Left and right in one line, or in two where they do not fit.
std::string spread(const std::string& left, const std::string& right, std::string_view indent) {
  const std::size_t used = indent.size() + width_of(left) + width_of(right);
  const std::string first = std::string(indent) + left;
  if (right.empty()) return first + "\n";
  if (used + 2 <= line_width) return first + std::string(line_width - used, ' ') + right + "\n";
  return first + "\n" + std::string(indent) + "  " + right + "\n";
}

/// Both bounds with as many decimals as tell them apart, as many as their figure has at least.
std::string bounds_text(double low, double high, std::string_view unit, int least_decimals) {
  std::string low_text;
  std::string high_text;
  for (int decimals = least_decimals; decimals <= 6 && low_text == high_text; ++decimals) {
    low_text = fmt::format("{:.{}f}", low, decimals);
    high_text = fmt::format("{:.{}f}", high, decimals);
  }
  return low_text + std::string(unit) + " .. " + high_text + std::string(unit);
}

std::string interval_text(const Interval& interval, Unit unit) {
  const bool is_share = unit == Unit::share;
  const double scale = is_share ? 100 : 1;
  return fmt::format("{:.6g} % interval {}", interval.confidence * 100,
                     bounds_text(interval.low * scale, interval.high * scale, is_share ? " %" : "",
                                 unit == Unit::score ? 2 : 1));
}

std::string table_text(const Table& table) {
  std::size_t label_width = 0;
  std::size_t number_width = 0;
  for (const TableRow& row : table) {
    label_width = std::max(label_width, width_of(row.label));
    number_width = std::max(number_width, width_of(row.number));
  }
  std::string out;
  for (const TableRow& row : table) {
    const std::string line = "    " + row.label +
                             std::string(label_width - width_of(row.label) + 2, ' ') +
                             std::string(number_width - width_of(row.number), ' ') + row.number;
    out += row.remark.empty() ? line + "\n" : line + "   " + row.remark + "\n";
  }
  return out;
}

std::string text_of(const Cell& cell) {
  const auto* quantity = std::get_if<Quantity>(&cell);
  if (quantity == nullptr) return shortened(std::get<std::string>(cell));
  return quantity->amount ? to_number(*quantity) : "-";
}

/// The width of each column, and whether it holds numbers, which stand to the right.
struct ListColumn {
  std::size_t width = 0;
  bool is_number = false;
};

std::vector<ListColumn> columns_of(const Listing& list) {
  std::vector<ListColumn> columns;
  for (const std::string& name : list.columns) columns.push_back({width_of(name), false});
  for (const std::vector<Cell>& row : list.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      columns[i].width = std::max(columns[i].width, width_of(text_of(row[i])));
      columns[i].is_number = columns[i].is_number || std::holds_alternative<Quantity>(row[i]);
    }
  }
  return columns;
}

constexpr std::size_t least_text = 24;  ///< columns of screen that a text in the last column has

/// Makes columns of texts narrower, the widest first, until a line fits.
void fit(std::vector<ListColumn>& columns) {
  constexpr std::size_t least = 12;
  std::size_t used = 2;
  for (const ListColumn& column : columns) used += 2 + column.width;
  const ListColumn& last = columns.back();
  if (!last.is_number) used -= last.width - std::min(last.width, least_text);
  for (; used > line_width; --used) {
    ListColumn* widest = nullptr;
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
      const bool may_shrink = !columns[i].is_number && columns[i].width > least;
      if (may_shrink && (widest == nullptr || columns[i].width > widest->width)) {
        widest = &columns[i];
      }
    }
    if (widest == nullptr) return;
    --widest->width;
  }
}

/// Cut in the middle, so that a path keeps its line and two long names their difference.
std::string squeezed(const std::string& text, std::size_t width) {
  constexpr std::string_view gap = "...";
  const std::size_t size = width_of(text);
  if (size <= width) return text;
  const std::size_t kept = width - gap.size();
  const std::size_t behind = (kept + 1) / 2;
  return text.substr(0, bytes_of(text, kept - behind)) + std::string(gap) +
         text.substr(bytes_of(text, size - behind));
}

/// One line of a list; a text in the last column goes on below itself.
std::string list_line(std::vector<std::string> cells, const std::vector<ListColumn>& columns) {
  std::string line = "   ";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += i == 0 ? " " : "  ";
    const bool is_last = i + 1 == cells.size();
    if (!is_last) cells[i] = squeezed(cells[i], columns[i].width);
    const std::string blanks(columns[i].width - width_of(cells[i]), ' ');
    if (columns[i].is_number) {
      line += blanks + cells[i];
    } else if (!is_last) {
      line += cells[i] + blanks;
    } else {
      const std::size_t left = width_of(line);
      line += wrapped(cells[i], left, left, std::max(line_width, left + least_text));
    }
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

/// Nothing where there are no rows: the story says why.
std::string list_text(const Listing& list) {
  if (list.rows.empty()) return "";
  std::vector<ListColumn> columns = columns_of(list);
  fit(columns);
  std::vector<std::string> cells = list.columns;
  for (std::string& name : cells) std::replace(name.begin(), name.end(), '_', ' ');
  std::string out = paragraph(list.title) + list_line(cells, columns);
  for (const std::vector<Cell>& row : list.rows) {
    cells.clear();
    for (const Cell& cell : row) cells.push_back(text_of(cell));
    out += list_line(cells, columns);
  }
  return out;
}

std::string rule_text(const Rule& rule) {
  return paragraph(fmt::format("rule {}: {}", rule.id, rule.summary));
}

std::string heading(const Metric& metric, const Result& result) {
  std::string heading(metric.title);
  if (!result.span) {
    heading += ", by hand";
  } else {
    heading += ", " + title(result.span->period);
  }
  for (const auto& [column, value] : result.segment) heading += ", " + column + " " + value;
  return heading;
}

std::string result_text(const Report& report, const Result& result) {
  std::string out = spread(heading(*report.metric, result), to_text(result.value), "");
  if (!result.reason.empty()) out += paragraph("not defined: " + result.reason);
  std::string interval = result.interval ? interval_text(*result.interval, result.value.unit) : "";
  for (const Paragraph& part : result.story) {
    if (const auto* table = std::get_if<Table>(&part)) {
      out += table_text(*table);
    } else if (!interval.empty()) {
      out += spread(std::get<std::string>(part), interval, "  ");
      interval.clear();
    } else {
      out += paragraph(std::get<std::string>(part));
    }
  }
  for (const Listing& list : result.lists) out += list_text(list);
  const bool has_no_interval = !result.interval && result.value.amount &&
                               result.value.unit != Unit::money && !result.interval_reason.empty();
  if (has_no_interval) out += paragraph("no interval: " + result.interval_reason);
  if (result.span && result.span->outlasts_data()) {
    out += paragraph("data until " + in_words(*result.span->known_until) +
                     ", before the period ends: partial");
  }
  if (result.rule != nullptr) out += rule_text(*result.rule);
  return out;
}

std::string count(std::int64_t n) { return to_text(Quantity::count(n)); }

std::string input_text(const InputSummary& input) {
  std::string files;
  for (std::size_t i = 0; i < input.files.size() && i < 4; ++i) {
    files += (i == 0 ? "" : ", ") + input.files[i];
  }
  if (input.files.size() > 4) files += fmt::format(" and {} more", input.files.size() - 4);
  std::string text =
      fmt::format("{}: {} row{}", files, count(input.rows), input.rows == 1 ? "" : "s");
  if (input.used() == input.rows) return text + (input.rows == 0 ? "" : ", all used");
  text += fmt::format(", {} used", count(input.used()));
  if (input.bad > 0) text += fmt::format(", {} bad and left out", count(input.bad));
  for (const auto& [reason, n] : input.not_counted) {
    text += fmt::format(", {} not counted ({})", count(n), reason);
  }
  return text;
}

}  // namespace

std::string to_text_report(const Report& report) {
  std::string out;
  for (const Result& result : report.results) {
    if (!out.empty()) out += "\n";
    out += result_text(report, result);
  }
  if (report.results.size() > 1) out += "\n";
  const bool is_one_rule = std::all_of(report.results.begin(), report.results.end(),
                                       [](const Result& result) { return result.rule == nullptr; });
  if (report.metric->rules.size() > 1 && is_one_rule) out += rule_text(*report.rule);
  for (const std::string& note : report.notes) out += paragraph(note);
  if (report.input) out += paragraph(input_text(*report.input));
  return out;
}

}  // namespace csm
