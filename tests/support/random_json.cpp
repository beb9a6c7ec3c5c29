#include "support/random_json.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace csm::test {

std::string RandomJson::text() {
  static constexpr std::array<std::string_view, 22> pieces = {
      "a",
      "well",
      "\xc3\xa4",
      "\xe2\x82\xac",
      "\xf0\x9f\x98\x80",
      " ",
      "\\\"",
      "\\\\",
      "\\n",
      "\\/",
      "\\u00e4",
      "\\ud83d\\ude00",
      "{",
      "}",
      "[,]",
      ":",
      "\\u0000",
      "\\\\\\\"",
      "long text that fills more than thirty-two bytes",
      "'",
      "\\b\\f\\t\\r",
      "\x7f"};
  std::string out = "\"";
  const std::size_t kinds = below(3) == 0 ? pieces.size() : 2;
  for (std::size_t n = below(5); n > 0; --n) out += pieces[below(kinds)];
  return out + "\"";
}

std::string RandomJson::number() {
  static constexpr std::array<std::string_view, 14> odd = {"0",
                                                           "-0",
                                                           "10",
                                                           "-12.50",
                                                           "1e3",
                                                           "1E+3",
                                                           "2.5e-7",
                                                           "0.1000000000000000055511151231257827",
                                                           "18446744073709551616",
                                                           "-9223372036854775809",
                                                           "1e400",
                                                           "0.0",
                                                           "123456789",
                                                           "-1.0E-0"};
  return below(2) == 0 ? std::to_string(below(11)) : std::string(odd[below(odd.size())]);
}

std::string RandomJson::value(int depth) {
  switch (below(depth < 3 ? 8 : 6)) {
    case 0:
    case 1:
      return text();
    case 2:
    case 3:
      return number();
    case 4:
      return below(2) == 0 ? "null" : "true";
    case 5:
      return "false";
    case 6: {
      std::string out = "[";
      for (std::size_t i = 0, n = below(4); i < n; ++i) {
        out += (i > 0 ? ", " : "") + value(depth + 1);
      }
      return out + "]";
    }
    default:
      return depth == 0 ? number() : "{\"in\": " + value(depth + 1) + "}";
  }
}

std::string RandomJson::object() {
  if (below(6) == 0) form_ = below(7);
  switch (form_) {
    case 0:
      return "{\"id\":" + text() + ",\"score\":" + number() + ",\"comment\":" + text() + "}";
    case 1:
      return "{\"id\": " + value() + ", \"score\": " + value() + ", \"comment\": " + value() + "}";
    case 2:
      return "{ \"score\" : " + number() + " ,\t\"customer\" : {\"id\" : " + value() +
             ", \"plan\" : {\"name\" : " + text() + "}} , \"id\":" + value() + " }";
    case 3:
      return "{\"k\xc3\xbc\\n\": " + value() + ", \"id\": " + number() + ", \"empty\": {}}";
    case 4:
      return "{\"id\": 1, \"a name of more than thirty-two bytes, twice that\\\" in fact it "
             "is\": " +
             value() + ", \"comment\": " + text() + "}";
    case 5:
      return "{\"id\": " + value() + (below(2) == 0 ? ", \"score\": " : ", \"id\": ") + value() +
             "}";
    default:
      return below(2) == 0 ? "{}" : "{\"id\": {\"deep\": " + value() + "}}";
  }
}

std::string RandomJson::damaged(std::string text) {
  static constexpr std::string_view bytes =
      "\"\\{}[]:,0123456789eE+-.utfn \t\r\x01\x1f\x7f\x80\xc3\xe2\xf0\xff";
  for (std::size_t n = 1 + below(2); n > 0 && !text.empty(); --n) {
    const std::size_t at = below(text.size());
    switch (below(6)) {
      case 0:
        text[at] = bytes[below(bytes.size())];
        break;
      case 1:
        text.insert(at, 1, bytes[below(bytes.size())]);
        break;
      case 2:
        text.erase(at, 1 + below(3));
        break;
      case 3:
        text.resize(at);
        break;
      case 4:
        std::swap(text[at], text[below(text.size())]);
        break;
      default:
        text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
  }
  for (char& c : text) c = c == '\n' ? '\x0b' : c;
  return text;
}

}  // namespace csm::test
