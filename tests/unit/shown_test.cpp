#include "text/shown.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"

using namespace csm;

TEST_CASE("plain text of any script is shown as it is") {
  for (const std::string text : {"", "May 2026", "ü", "\u20ac 5", "日本語", "\U0001f600", "a\\b",
                                 "\u05e9\u05dc\u05d5\u05dd", "\u00a0", "~"}) {
    CHECK(shown(text) == text);
  }
}

TEST_CASE("control characters are shown as escapes") {
  CHECK(shown("a\nb\rc\td") == "a\\nb\\rc\\td");
  CHECK(shown("\x1b[31mred\x1b[0m") == "\\x1b[31mred\\x1b[0m");
  CHECK(shown(std::string(1, '\0')) == "\\x00");
  CHECK(shown("\x7f") == "\\x7f");
  CHECK(shown("\u009b31m") == "\\u009b31m");
  CHECK(shown("\u0085") == "\\u0085");
}

TEST_CASE("no byte of C0, DEL or C1 is ever left in what is shown") {
  for (char32_t c = 0; c < 0xa0; ++c) {
    if (c >= 0x20 && c < 0x7f) continue;
    std::string text;
    if (c < 0x80) {
      text = static_cast<char>(c);
    } else {
      text = {static_cast<char>(0xc0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3f))};
    }
    const std::string out = shown(text);
    INFO(static_cast<unsigned>(c));
    CHECK(out.size() >= 2);
    CHECK(out[0] == '\\');
    for (const char byte : out) CHECK((byte >= 0x20 && byte < 0x7f));
  }
}

TEST_CASE("marks that turn the direction of text or hide in it are shown as escapes") {
  const struct {
    const char* text;
    const char* escape;
  } marks[] = {
      {"\u202a", "\\u202a"}, {"\u202b", "\\u202b"}, {"\u202c", "\\u202c"}, {"\u202d", "\\u202d"},
      {"\u202e", "\\u202e"}, {"\u2066", "\\u2066"}, {"\u2067", "\\u2067"}, {"\u2068", "\\u2068"},
      {"\u2069", "\\u2069"}, {"\u200e", "\\u200e"}, {"\u200f", "\\u200f"}, {"\u061c", "\\u061c"},
      {"\u200b", "\\u200b"}, {"\ufeff", "\\ufeff"}, {"\u2028", "\\u2028"}, {"\u2029", "\\u2029"}};
  for (const auto& [text, escape] : marks) {
    CHECK(shown("a" + std::string(text) + "b") == "a" + std::string(escape) + "b");
  }
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
  CHECK(shown("\xff") == "\\xff");
  CHECK(shown("caf\xe9") == "caf\\xe9");
  CHECK(shown("\xe9"
              "t\xe9") == "\\xe9t\\xe9");
  CHECK(shown("\xc3") == "\\xc3");
  CHECK(shown("\xe2\x82") == "\\xe2\\x82");
  CHECK(shown("\x80") == "\\x80");
  CHECK(shown("\xc0\xaf") == "\\xc0\\xaf");                    // overlong /
  CHECK(shown("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");           // overlong /
  CHECK(shown("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // half of a pair
  CHECK(shown("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // past the last character
  CHECK(shown("\xf0\x9f\x98\x80") == "\U0001f600");
  CHECK(shown("\xff\xc3\xbc") == "\\xffü");
}

TEST_CASE("a text in quotes is cut to about 60 characters, never inside one") {
  CHECK(in_quotes("a b") == "\"a b\"");
  CHECK(in_quotes("a\nb") == "\"a\\nb\"");
  const std::string sixty(60, 'x');
  const std::string fifty_nine(59, 'x');
  CHECK(in_quotes(sixty) == fmt::format("\"{}\"", sixty));
  CHECK(in_quotes(sixty + "x") == fmt::format("\"{}...\"", sixty));
  CHECK(in_quotes(fifty_nine + "\u20ac and more") == fmt::format("\"{}...\"", fifty_nine));
}
