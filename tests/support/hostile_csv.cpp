#include "support/hostile_csv.hpp"

#include <random>
#include <string_view>

namespace csm::test {
namespace {

class HostileTable {
 public:
  explicit HostileTable(std::uint64_t number) : dice_(number) {
    constexpr std::string_view delimiters = ",,,,;\t| ";
    delimiter_ = delimiters[below(delimiters.size())];
    columns_ = one_in(6) ? 1 : 2 + below(5);
    wildness_ = one_in(2) ? 0 : 1 + below(12);
    line_end_ = below(3);
    write();
    const std::size_t strokes = one_in(4) ? 1 + below(3) : 0;
    for (std::size_t i = 0; i < strokes; ++i) strike();
  }

  HostileCsv finished() && {
    CsvWay way;
    way.delimiter = delimiter_ != ' ' && one_in(4) ? '\0' : delimiter_;
    // As many small ones as large ones.
    const std::size_t magnitude = std::size_t{1} << below(13);
    way.block_size = magnitude + below(magnitude);
    if (one_in(4)) way.pipe_step = 1 + below(2 * magnitude);
    if (one_in(3)) {
      for (std::size_t i = 1 + below(4); i > 0; --i) way.columns.push_back(below(columns_ + 1));
    }
    return {std::move(text_), std::move(way)};
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(dice_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  /// Whether this is where a wild table is wild.
  bool is_wild() { return wildness_ > 0 && one_in(3 + 4 * wildness_); }

  void write() {
    if (one_in(8)) text_ += "\xef\xbb\xbf";
    if (is_wild()) text_ += "\n\r\n";
    for (std::size_t i = 0; i < columns_; ++i) {
      if (i > 0) text_ += delimiter_;
      text_ += one_in(5) ? "\"c \"\"1\"\"\"" : "c";
    }
    line_end();
    const std::size_t rows = one_in(20) ? below(400) : below(30);
    for (std::size_t i = 0; i < rows; ++i) row(i + 1 == rows);
  }

  void row(bool is_last) {
    if (is_wild()) line_end();
    std::size_t cells = columns_;
    if (is_wild()) cells = below(2 * columns_ + 1);
    if (delimiter_ == ' ' && is_wild()) text_ += " \t";
    for (std::size_t i = 0; i < cells; ++i) {
      if (i > 0) text_ += delimiter_;
      if (i > 0 && delimiter_ == ' ' && one_in(4)) text_ += "\t ";
      cell();
    }
    if (is_wild()) text_ += delimiter_;  // a blank cell more
    if (is_last && one_in(2)) return;
    if (is_last && is_wild()) return open_cell();
    line_end();
  }

  void cell() {
    if (is_wild()) return wild_cell();
    switch (below(8)) {
      case 0:
        return quoted(below(12));
      case 1:
        text_ += "\"\"";
        return;
      case 2:
        if (delimiter_ == ' ') text_ += '-';
        return;
      case 3:
        text_ += "\u00fc\u20ac";
        return;
      default:
        text_.append(one_in(30) ? below(200) : 1 + below(6), static_cast<char>('a' + below(26)));
    }
  }

  void wild_cell() {
    constexpr std::string_view cells[] = {"a\"b",    "\"a\"b", "\"\" ",    "\"\"\"",
                                          "x\r",     "\r\n",   "\"\"\"\"", "a\"\"",
                                          "\"\"\"a", "\n",     "\x80",     "\"\r\""};
    if (one_in(8)) return looks_like_rows();
    text_ += cells[below(std::size(cells))];
  }

  /// A quoted cell of so many pieces.
  void quoted(std::size_t pieces) {
    text_ += '"';
    for (std::size_t i = 0; i < pieces; ++i) {
      switch (below(6)) {
        case 0:
          text_ += "\"\"";
          break;
        case 1:
          text_ += delimiter_;
          break;
        case 2:
          line_end();
          break;
        default:
          text_ += "q";
      }
    }
    text_ += '"';
  }

  void looks_like_rows() {
    text_ += '"';
    for (std::size_t rows = below(60); rows > 0; --rows) {
      for (std::size_t i = 0; i < columns_; ++i) {
        if (i > 0) text_ += delimiter_;
        text_ += one_in(4) ? "\"\"r\"\"" : "r";
      }
      line_end();
    }
    text_ += '"';
  }

  void open_cell() {
    text_ += '"';
    for (std::size_t rows = below(20); rows > 0; --rows) (text_ += "o") += delimiter_;
  }

  void line_end() {
    constexpr std::string_view ends[] = {"\n", "\r\n", "\r"};
    // CR alone, and ends of several kinds in one file, are wild.
    std::size_t end = line_end_ == 2 && wildness_ == 0 ? 0 : line_end_;
    if (is_wild()) end = below(3);
    text_ += ends[end];
  }

  void strike() {
    if (text_.empty()) return;
    const std::string_view marks("\"\"\n\r,;\t |a\0", 11);
    const std::size_t at = below(text_.size());
    const char mark = marks[below(marks.size())];
    switch (below(4)) {
      case 0:
        text_.erase(at, 1);
        break;
      case 1:
        text_.insert(at, 1, text_[at]);
        break;
      case 2:
        text_.insert(at, 1, mark);
        break;
      default:
        text_[at] = mark;
    }
  }

  std::mt19937_64 dice_;
  char delimiter_;
  std::size_t columns_;
  std::size_t wildness_;
  std::size_t line_end_;
  std::string text_;
};

}  // namespace

HostileCsv hostile_csv(std::uint64_t number) { return HostileTable(number).finished(); }

}  // namespace csm::test
