#include "io/json_error.hpp"

#include "io/json_feed.hpp"

namespace csm {
namespace {

/// Goes over a text in memory as JsonFeed goes over a file.
class TextFeed {
 public:
  explicit TextFeed(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  void pass(std::size_t size) { at_ += size; }
  std::uint64_t offset() const { return at_; }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  bool take(char c) {
    skip_blanks();
    if (at_end() || peek() != c) return false;
    ++at_;
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// A recursive descent that stops at the first fault.
template <class Feed>
class Checker {
 public:
  explicit Checker(Feed& feed) : feed_(feed) {}

  std::optional<JsonError> check() {
    if (value(0)) {
      feed_.skip_blanks();
      if (!feed_.at_end()) fail("something follows the end of the value");
    }
    return error_;
  }

 private:
  bool fail(const char* message) { return fail_at(feed_.offset(), message); }

  bool fail_at(std::uint64_t offset, const char* message) {
    if (!error_) error_ = JsonError{offset, message};
    return false;
  }

  char peek() { return feed_.peek(); }
  bool is_digit() { return peek() >= '0' && peek() <= '9'; }
  bool take(char c) { return feed_.take(c); }

  bool value(int depth) {
    if (depth > 1000) return fail("too many values stand inside each other");
    feed_.skip_blanks();
    if (feed_.at_end()) return fail("the text ends where a value is wanted");
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
    feed_.pass(1);
    if (take('}')) return true;
    do {
      feed_.skip_blanks();
      if (peek() != '"') return fail("a name in double quotes is wanted here");
      if (!string()) return false;
      if (!take(':')) return fail("a colon is missing here");
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("a comma or } is missing here");
  }

  bool array(int depth) {
    feed_.pass(1);
    if (take(']')) return true;
    do {
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("a comma or ] is missing here");
  }

  bool string() {
    feed_.pass(1);
    for (; !feed_.at_end(); feed_.pass(1)) {
      const auto c = static_cast<unsigned char>(peek());
      if (c == '"') {
        feed_.pass(1);
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
    feed_.pass(1);
    if (peek() != 'u') {
      const bool known = std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos;
      return (known && peek() != '\0') || fail("an unknown escape follows the backslash");
    }
    const std::uint64_t begin = feed_.offset();
    const auto unit = hex_digits();
    if (!unit) return false;
    if (*unit < 0xd800 || *unit > 0xdfff) return true;
    const bool pairs = *unit < 0xdc00 && follows('\\') && follows('u');
    const auto low = pairs ? hex_digits() : std::optional<unsigned>(0);
    if (low && *low >= 0xdc00 && *low <= 0xdfff) return true;
    return fail_at(begin, "half of a pair of surrogates stands alone");
  }

  /// Whether a character stands behind the position, which then is on it.
  bool follows(char c) {
    feed_.pass(1);
    return peek() == c;
  }

  /// Four of them, from behind the position on.
  std::optional<unsigned> hex_digits() {
    unsigned value = 0;
    for (int i = 0; i < 4; ++i) {
      feed_.pass(1);
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
    const std::uint64_t begin = feed_.offset();
    for (const char c : wanted) {
      if (peek() != c) return fail_at(begin, "no JSON value begins here");
      feed_.pass(1);
    }
    return true;
  }

  bool digits() {
    if (!is_digit()) return fail("a digit is wanted here");
    while (is_digit()) feed_.pass(1);
    return true;
  }

  bool number() {
    if (peek() == '-') feed_.pass(1);
    if (!is_digit()) return fail("no JSON value begins here");
    if (peek() == '0') {
      feed_.pass(1);
      if (is_digit()) return fail("a number has a zero in front");
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      feed_.pass(1);
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      feed_.pass(1);
      if (peek() == '+' || peek() == '-') feed_.pass(1);
      return digits();
    }
    return true;
  }

  Feed& feed_;
  std::optional<JsonError> error_;
};

}  // namespace

std::optional<JsonError> find_json_error(std::string_view text) {
  TextFeed feed(text);
  return Checker(feed).check();
}

std::optional<JsonError> find_json_error(JsonFeed& feed) { return Checker(feed).check(); }

std::string json_fault(const std::optional<JsonError>& error) {
  return std::string("is not JSON: ") +
         (error ? error->message : "the text cannot be read (is it UTF-8?)");
}

}  // namespace csm
