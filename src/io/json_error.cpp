#include "io/json_error.hpp"

namespace csm {
namespace {

/// A recursive descent that stops at the first fault.
class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  std::optional<JsonError> check() {
    if (value(0)) {
      skip_blanks();
      if (position_ < text_.size()) fail("something follows the end of the value");
    }
    return error_;
  }

 private:
  bool fail(const char* message) {
    if (!error_) error_ = JsonError{position_, message};
    return false;
  }

  char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }
  bool is_digit() const { return peek() >= '0' && peek() <= '9'; }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++position_;
  }

  bool take(char c) {
    skip_blanks();
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  bool value(int depth) {
    if (depth > 1000) return fail("too many values stand inside each other");
    skip_blanks();
    if (position_ >= text_.size()) return fail("the text ends where a value is wanted");
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool object(int depth) {
    ++position_;
    if (take('}')) return true;
    do {
      skip_blanks();
      if (peek() != '"') return fail("a name in double quotes is wanted here");
      if (!string()) return false;
      if (!take(':')) return fail("a colon is missing here");
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("a comma or } is missing here");
  }

  bool array(int depth) {
    ++position_;
    if (take(']')) return true;
    do {
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("a comma or ] is missing here");
  }

  bool string() {
    ++position_;
    for (; position_ < text_.size(); ++position_) {
      const auto c = static_cast<unsigned char>(peek());
      if (c == '"') {
        ++position_;
        return true;
      }
      if (c == '\n' || c == '\r') return fail("a text is not closed on its line");
      if (c < 0x20) return fail("a control character stands in a text unescaped");
      if (c == '\\' && !escape()) return false;
    }
    return fail("a text is not closed");
  }

  /// Leaves the position on the escape's last character.
  bool escape() {
    ++position_;
    if (peek() != 'u') {
      const bool known = std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos;
      return (known && peek() != '\0') || fail("an unknown escape follows the backslash");
    }
    const std::size_t begin = position_;
    const auto unit = hex_digits();
    if (!unit) return false;
    if (*unit < 0xd800 || *unit > 0xdfff) return true;
    const bool pairs = *unit < 0xdc00 && text_.substr(position_ + 1, 2) == "\\u";
    if (pairs) position_ += 2;
    const auto low = pairs ? hex_digits() : std::optional<unsigned>(0);
    if (low && *low >= 0xdc00 && *low <= 0xdfff) return true;
    position_ = begin;
    return fail("half of a pair of surrogates stands alone");
  }

  /// Four of them, from behind the position on.
  std::optional<unsigned> hex_digits() {
    unsigned value = 0;
    for (int i = 0; i < 4; ++i) {
      ++position_;
      const char c = static_cast<char>(peek() | 0x20);
      if (!is_digit() && (c < 'a' || c > 'f')) {
        fail("four hex digits follow \\u");
        return std::nullopt;
      }
      value = value * 16 + static_cast<unsigned>(is_digit() ? c - '0' : c - 'a' + 10);
    }
    return value;
  }

  bool word(std::string_view wanted) {
    if (text_.substr(position_, wanted.size()) != wanted) return fail("no JSON value begins here");
    position_ += wanted.size();
    return true;
  }

  bool digits() {
    if (!is_digit()) return fail("a digit is wanted here");
    while (is_digit()) ++position_;
    return true;
  }

  bool number() {
    if (peek() == '-') ++position_;
    if (!is_digit()) return fail("no JSON value begins here");
    if (peek() == '0') {
      ++position_;
      if (is_digit()) return fail("a number has a zero in front");
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      ++position_;
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++position_;
      if (peek() == '+' || peek() == '-') ++position_;
      return digits();
    }
    return true;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::optional<JsonError> error_;
};

}  // namespace

std::optional<JsonError> find_json_error(std::string_view text) { return Checker(text).check(); }

}  // namespace csm
