#include "io/csv_head.hpp"

#include <algorithm>

#include "io/csv_chunk.hpp"

namespace csm {
namespace {

constexpr std::size_t records_looked_at = 64;

/// A lone word may be a title as well.
constexpr std::size_t fewest_names = 2;

std::size_t filled(const std::vector<std::string>& cells) {
  return static_cast<std::size_t>(std::count_if(
      cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); }));
}

/// The header where the text is taken apart by that delimiter.
std::optional<CsvHead> head_by(char delimiter, std::string_view text, bool at_end,
                               const Dialect& dialect) {
  std::optional<CsvHead> head;
  CsvRecords records(CsvDialect{delimiter});
  std::size_t position = 0;
  for (std::size_t i = 0; i < records_looked_at; ++i) {
    if (records.next(text, position, at_end) != CsvRecords::Found::record) break;
    if (head) {
      ++(records.cells().size() == head->cells ? head->alike : head->unlike);
      continue;
    }
    if (records.stray() != 0 || records.cells().size() < fewest_names) continue;
    const std::vector<std::string> cells = texts_of(records, text);
    if (filled(cells) < fewest_names || !dialect.is_header(cells)) continue;
    head = CsvHead{CsvDialect{delimiter}, records.begin(), i == 0, 0, 0, cells.size()};
  }
  return head;
}

/// Whether the first record is a header of one cell.
bool is_one_name(std::string_view text, bool at_end, const Dialect& dialect) {
  CsvRecords records(CsvDialect{','});
  std::size_t position = 0;
  return records.next(text, position, at_end) == CsvRecords::Found::record &&
         dialect.is_header(texts_of(records, text));
}

}  // namespace

std::optional<CsvHead> find_csv_head(std::string_view text, bool at_end, const Dialect& dialect) {
  if (dialect.delimiter != '\0') return head_by(dialect.delimiter, text, at_end, dialect);
  std::optional<CsvHead> best;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::optional<CsvHead> head = head_by(delimiter, text, at_end, dialect);
    if (head && (!best || head->alike > best->alike)) best = head;
  }
  if (best || is_one_name(text, at_end, dialect)) return best;
  // Words stand between blanks in any text, so here every record must agree.
  best = head_by(' ', text, at_end, dialect);
  return best && best->is_first && best->alike > 0 && best->unlike == 0 ? best : std::nullopt;
}

std::optional<std::size_t> begin_of_line(std::string_view text, std::size_t line) {
  std::size_t begin = 0;
  for (; line > 1; --line) {
    const std::size_t end = text.find_first_of("\r\n", begin);
    if (end == std::string_view::npos) return std::nullopt;
    begin = text.substr(end).starts_with("\r\n") ? end + 2 : end + 1;
  }
  return begin;
}

std::vector<std::string> texts_of(const CsvRecords& records, std::string_view text) {
  std::vector<std::string> texts;
  for (const CsvRecords::Cell& cell : records.cells()) {
    const std::string_view raw = text.substr(cell.begin, cell.length);
    texts.push_back(cell.has_quote_pairs ? without_quote_pairs(raw) : std::string(raw));
  }
  return texts;
}

}  // namespace csm
