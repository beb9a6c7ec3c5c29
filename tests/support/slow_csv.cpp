#include "support/slow_csv.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace csm::test {
namespace {

/// The first of , ; tab | that stands most often outside quotes in the first line that has
/// something.
char found_delimiter(std::string_view text) {
  std::string line;
  bool is_quoted = false;
  for (const char c : text) {
    const bool ends = !is_quoted && (c == '\n' || c == '\r');
    if (ends && !line.empty()) break;
    if (ends) continue;
    if (c == '"') is_quoted = !is_quoted;
    line += is_quoted ? 'x' : c;
  }
  char most = ',';
  for (const char c : {',', ';', '\t', '|'}) {
    if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), most)) {
      most = c;
    }
  }
  return most;
}

class SlowCsv {
 public:
  SlowCsv(std::string_view text, const CsvWay& way) : way_(way) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (way_.delimiter == '\0') way_.delimiter = found_delimiter(text);
    for (const char c : text) {
      here_ = place_behind_line_end(c);
      step(c, false);
      pass(c);
    }
    here_ = place_behind_line_end('\0');
    step('\0', true);
    if (out_.refusal.empty() && !has_header_) {
      out_.refuse(csv_reading_name, "is empty: not even a header line");
    }
  }

  CsvReading reading() && { return std::move(out_); }

 private:
  enum class State { between, cell, plain, quoted, quote, stray, blanks };

  struct Cell {
    std::string text;
    Place place;
  };

  bool is_delimiter(char c) const {
    return way_.delimiter == ' ' ? c == ' ' || c == '\t' : c == way_.delimiter;
  }

  /// A line ends with LF, CRLF or CR: behind a CR it has ended unless an LF follows.
  Place place_behind_line_end(char c) {
    if (is_behind_cr_ && c != '\n') next_line();
    return next_;
  }

  /// Columns count characters: a byte that goes on with one is none.
  void pass(char c) {
    is_behind_cr_ = c == '\r';
    if (c == '\n') {
      next_line();
    } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
      ++next_.column;
    }
  }

  void next_line() {
    is_behind_cr_ = false;
    next_ = {next_.line + 1, 1};
  }

  void step(char c, bool is_end) {
    const bool ends_line = is_end || c == '\n' || c == '\r';
    const bool delimits = !is_end && is_delimiter(c);
    if (!out_.refusal.empty()) return;
    switch (state_) {
      case State::between:
        if (ends_line || (delimits && way_.delimiter == ' ')) return;
        record_place_ = here_;
        return begin_cell(c, ends_line, delimits);
      case State::blanks:
        if (ends_line) return end_record();
        if (delimits) return;
        return begin_cell(c, ends_line, delimits);
      case State::cell:
        return begin_cell(c, ends_line, delimits);
      case State::quoted:
        return step_quoted(c, is_end);
      case State::quote:
        return step_behind_quote(c, ends_line, delimits);
      case State::plain:
      case State::stray:
        if (ends_line || delimits) return end_cell(ends_line);
        if (state_ == State::plain) cells_.back().text += c;
        return;
    }
  }

  void begin_cell(char c, bool ends_line, bool delimits) {
    cells_.push_back({"", here_});
    if (ends_line || delimits) return end_cell(ends_line);
    state_ = c == '"' ? State::quoted : State::plain;
    if (c != '"') cells_.back().text += c;
  }

  void step_quoted(char c, bool is_end) {
    if (is_end) return refuse_quote();
    if (c == '"') {
      state_ = State::quote;
    } else {
      cells_.back().text += c;
    }
  }

  void step_behind_quote(char c, bool ends_line, bool delimits) {
    if (ends_line || delimits) return end_cell(ends_line);
    if (c == '"') {
      cells_.back().text += c;
      state_ = State::quoted;
      return;
    }
    if (!has_stray_) stray_place_ = here_;
    has_stray_ = true;
    state_ = State::stray;
  }

  void end_cell(bool ends_line) {
    state_ = way_.delimiter == ' ' ? State::blanks : State::cell;
    if (ends_line) end_record();
  }

  void end_record() {
    if (!has_header_ && has_stray_) {
      out_.refuse(at(stray_place_), "text follows a closing quote");
    } else if (!has_header_) {
      take_header();
    } else if (has_stray_) {
      out_.add_damage("text follows a closing quote", stray_place_);
    } else if (cells_.size() < width_ || has_text_behind_header()) {
      const std::string noun = cells_.size() == 1 ? " cell" : " cells";
      out_.add_damage("the row has " + std::to_string(cells_.size()) + noun, record_place_);
    } else {
      for (const std::size_t column : columns_) {
        out_.add_cell(cells_[column].text, cells_[column].place);
      }
      out_.end_record();
    }
    cells_.clear();
    has_stray_ = false;
    state_ = State::between;
  }

  void take_header() {
    for (const Cell& cell : cells_) out_.add_name(cell.text);
    has_header_ = true;
    width_ = cells_.size();
    columns_ = columns_of(way_, width_);
  }

  bool has_text_behind_header() const {
    for (std::size_t i = width_; i < cells_.size(); ++i) {
      if (!cells_[i].text.empty()) return true;
    }
    return false;
  }

  void refuse_quote() {
    out_.refuse(at(cells_.back().place), "a quote opens here and never closes");
  }

  static std::string at(const Place& place) {
    return std::string(csv_reading_name) + ":" + std::to_string(place.line) + ":" +
           std::to_string(place.column);
  }

  CsvWay way_;
  CsvReading out_;
  State state_ = State::between;
  bool has_header_ = false;
  std::size_t width_ = 0;
  std::vector<std::size_t> columns_;

  std::vector<Cell> cells_;
  bool has_stray_ = false;
  Place record_place_, stray_place_;
  Place here_;  ///< of the character at hand
  Place next_;  ///< of the next one, unless it ends a CR's line
  bool is_behind_cr_ = false;
};

}  // namespace

CsvReading slow_csv(std::string_view text, const CsvWay& way) {
  return SlowCsv(text, way).reading();
}

}  // namespace csm::test
