#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace csm {

/// The characters that matter in delimited text.
struct CsvDialect {
  char delimiter = ',';  ///< ' ' is runs of blanks and tabs

  bool is_delimiter(char c) const {
    return delimiter == ' ' ? c == ' ' || c == '\t' : c == delimiter;
  }
  static bool is_line_end(char c) { return c == '\n' || c == '\r'; }
};

/// What is wrong where a cell goes on behind its closing quote.
inline constexpr const char* stray_text_in_words =
    "text follows a closing quote; a quote inside a cell is written twice (\"\")";

/// Takes records off a text one after the other, a character at a time: what delimited text is.
///
/// Records end with LF, CRLF or CR, also mixed; empty lines are no records. A cell that begins with
/// a quote runs to its closing quote, delimiters and line ends included, and "" in it is a quote; a
/// quote anywhere else is a character like any other. This is the reference that the faster index
/// (io/csv_index.hpp) stands in for where a text is regular.
class CsvRecords {
 public:
  struct Cell {
    std::size_t begin;  ///< of the content, in the text
    std::size_t length;
    std::size_t start;     ///< of the cell, its opening quote included
    bool has_quote_pairs;  ///< "" still stand in it
  };
  enum class Found {
    record,
    unfinished,  ///< the text ends within a record
    open_quote,  ///< `at_end`: the last cell's quote never closes
    nothing,     ///< no record is left
  };

  explicit CsvRecords(CsvDialect dialect) : dialect_(dialect) {}

  /// Scans the record at `position` and moves on behind it; `at_end` where nothing follows the
  /// text.
  Found next(std::string_view text, std::size_t& position, bool at_end);

  const std::vector<Cell>& cells() const { return cells_; }
  std::size_t begin() const { return begin_; }
  /// Where text follows a closing quote; 0: nowhere.
  std::size_t stray() const { return stray_; }

 private:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  bool is_cell_end(char c) const { return dialect_.is_delimiter(c) || CsvDialect::is_line_end(c); }
  std::size_t scan_cell(std::string_view text, std::size_t i, bool at_end);
  std::size_t skip_blanks(std::string_view text, std::size_t i, bool at_end) const;

  CsvDialect dialect_;
  std::vector<Cell> cells_;
  std::size_t begin_ = 0;
  std::size_t stray_ = 0;
};

/// Finds where the record ends that a text begins in the middle of, piece after piece.
class CsvRecordEnd {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  explicit CsvRecordEnd(CsvDialect dialect) : dialect_(dialect) {}

  /// The next piece begins with a record.
  void begin_record() { state_ = State::cell; }
  /// Goes over the next piece up to the first byte that begins a record; `none` where the piece has
  /// no such byte. Between records that is the piece's first byte.
  std::size_t pass(std::string_view piece);
  /// What was passed ends with a whole record.
  bool is_between_records() const { return state_ == State::between; }

 private:
  enum class State { between, cell, plain, quoted, quote, carriage_return };

  CsvDialect dialect_;
  State state_ = State::between;
};

}  // namespace csm
