#include "cli/shell_line.hpp"

namespace csm::cli {
namespace {

/// Reads a line letter by letter.
class LineReader {
 public:
  explicit LineReader(std::string_view breaks) : breaks_(breaks) {}

  void add(char c) {
    if (is_escaped_) {
      // Between "..." a backslash stands for itself before most letters.
      if (quote_ == '"' && std::string_view("\"\\$`").find(c) == std::string_view::npos) {
        word_ += '\\';
      }
      word_ += c;
      is_escaped_ = false;
    } else if (c == '\\' && quote_ != '\'') {
      is_escaped_ = is_in_word_ = true;
    } else if (quote_ != '\0' && c == quote_) {
      quote_ = '\0';
    } else if (quote_ != '\0') {
      word_ += c;
    } else {
      add_unquoted(c);
    }
  }

  ShellLine finish() {
    line_.words.push_back(word_);
    line_.kept = word_.substr(0, quote_ == '\0' ? break_ : quote_begin_);
    return std::move(line_);
  }

 private:
  void add_unquoted(char c) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (is_in_word_) line_.words.push_back(word_);
      word_.clear();
      is_in_word_ = false;
      break_ = 0;
      return;
    }
    is_in_word_ = true;
    if (c == '\'' || c == '"') {
      quote_ = c;
      quote_begin_ = word_.size();
      return;
    }
    word_ += c;
    if (breaks_.find(c) != std::string_view::npos) break_ = word_.size();
  }

  std::string_view breaks_;
  ShellLine line_;
  std::string word_;
  std::size_t break_ = 0;        ///< behind the last character that cuts the word
  std::size_t quote_begin_ = 0;  ///< in the word
  char quote_ = '\0';            ///< that is open
  bool is_escaped_ = false;
  bool is_in_word_ = false;
};

}  // namespace

ShellLine read_shell_line(std::string_view line, std::string_view breaks) {
  LineReader reader(breaks);
  for (const char c : line) reader.add(c);
  return reader.finish();
}

}  // namespace csm::cli
