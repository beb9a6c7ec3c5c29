#include "io/csv_records.hpp"

#include <algorithm>

namespace csm {
namespace {

/// The closing quote of the content that begins at i, or the text's size.
std::size_t closing_quote(std::string_view text, std::size_t i, bool& has_pairs) {
  while (true) {
    i = std::min(text.find('"', i), text.size());
    const bool is_pair = i + 1 < text.size() && text[i + 1] == '"';
    if (!is_pair) return i;
    has_pairs = true;
    i += 2;
  }
}

}  // namespace

/// Scans the cell that begins at i; returns where its delimiter or line end stands, or npos where
/// its closing quote is not known yet.
std::size_t CsvRecords::scan_cell(std::string_view text, std::size_t i, bool at_end) {
  Cell& cell = cells_.emplace_back(Cell{i, 0, i, false});
  const bool is_quoted = i < text.size() && text[i] == '"';
  if (is_quoted) {
    const std::size_t quote = closing_quote(text, i + 1, cell.has_quote_pairs);
    if (quote == text.size() || (quote + 1 == text.size() && !at_end)) return npos;
    cell.begin = i + 1;
    cell.length = quote - i - 1;
    i = quote + 1;
    if (stray_ == 0 && i < text.size() && !is_cell_end(text[i])) stray_ = i;
  }
  while (i < text.size() && !is_cell_end(text[i])) ++i;
  if (!is_quoted) cell.length = i - cell.begin;
  return i;
}

/// The last of a run of blanks that delimit as one; behind them where the record ends there.
std::size_t CsvRecords::skip_blanks(std::string_view text, std::size_t i, bool at_end) const {
  while (i + 1 < text.size() && dialect_.is_delimiter(text[i]) &&
         dialect_.is_delimiter(text[i + 1])) {
    ++i;
  }
  if (i == text.size() || !dialect_.is_delimiter(text[i])) return i;
  const bool ends_here = i + 1 < text.size() ? CsvDialect::is_line_end(text[i + 1]) : at_end;
  return ends_here ? i + 1 : i;
}

CsvRecords::Found CsvRecords::next(std::string_view text, std::size_t& position, bool at_end) {
  std::size_t i = position;
  const bool takes_blanks = dialect_.delimiter == ' ';
  while (i < text.size() &&
         (CsvDialect::is_line_end(text[i]) || (takes_blanks && dialect_.is_delimiter(text[i])))) {
    ++i;
  }
  if (i == text.size()) return at_end ? Found::nothing : Found::unfinished;
  begin_ = i;
  cells_.clear();
  stray_ = 0;
  while (true) {
    i = scan_cell(text, i, at_end);
    if (i == npos) return at_end ? Found::open_quote : Found::unfinished;
    if (takes_blanks) i = skip_blanks(text, i, at_end);
    if (i == text.size() || CsvDialect::is_line_end(text[i])) break;
    ++i;
  }
  // A CR at the end of the text may have its LF behind it.
  const bool is_cut = i == text.size() || (text[i] == '\r' && i + 1 == text.size());
  if (is_cut && !at_end) return Found::unfinished;
  if (i + 1 < text.size() && text[i] == '\r' && text[i + 1] == '\n') ++i;
  position = std::min(i + 1, text.size());
  return Found::record;
}

std::size_t CsvRecordEnd::pass(std::string_view piece) {
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const char c = piece[i];
    switch (state_) {
      case State::between:
        return i;
      case State::quoted:
        i = piece.find('"', i);
        if (i == std::string_view::npos) return none;
        state_ = State::quote;
        continue;
      case State::carriage_return:
        state_ = State::between;
        if (c != '\n') return i;
        continue;
      case State::quote:
        if (c == '"') {
          state_ = State::quoted;
          continue;
        }
        break;
      case State::cell:
        if (c == '"') {
          state_ = State::quoted;
          continue;
        }
        break;
      case State::plain:
        break;
    }
    state_ = c == '\n'                  ? State::between
             : c == '\r'                ? State::carriage_return
             : dialect_.is_delimiter(c) ? State::cell
                                        : State::plain;
  }
  return none;
}

}  // namespace csm
