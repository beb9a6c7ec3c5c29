#include "metrics/themes.hpp"

#include "support/catch.hpp"
#include "text/words.hpp"
#include "unit/expect.hpp"

namespace csm {
namespace {

Themes themes(std::string text) { return Themes(NamedText{"themes.txt", std::move(text)}); }

/// The names of the themes that a comment belongs to, between bars.
std::string matched(const Themes& themes, std::string_view comment) {
  WordReader reader;
  std::string out;
  for (const std::size_t theme : themes.match(reader.read(comment))) {
    out += (out.empty() ? "" : "|") + themes.names()[theme];
  }
  return out;
}

std::string complaint(std::string text) {
  try {
    themes(std::move(text));
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::refused);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a word fits in any case and form, and only as a whole", "[feedback]") {
  const Themes price = themes("Price: price, STRASSE, cafe\u0301\n");
  CHECK(matched(price, "The PRICE!") == "Price");
  CHECK(matched(price, "prices, pricey") == "");
  CHECK(matched(price, "in der Straße") == "Price");
  CHECK(matched(price, "CAFÉ") == "Price");
  CHECK(matched(price, "") == "");
}

TEST_CASE("a phrase fits words that follow one another, whatever stands between", "[feedback]") {
  const Themes price = themes("price: too expensive, \"yes, but\"\n");
  CHECK(matched(price, "It is too, EXPENSIVE") == "price");
  CHECK(matched(price, "too\n--\nexpensive") == "price");
  CHECK(matched(price, "too very expensive") == "");
  CHECK(matched(price, "expensive too") == "");
  CHECK(matched(price, "too too expensive") == "price");
  CHECK(matched(price, "Yes - but no") == "price");
  CHECK(matched(price, "too") == "");
}

TEST_CASE("a stem fits every word that begins with it, in phrases too", "[feedback]") {
  const Themes t = themes("price: expens*, too pric*\nwide: e*\n");
  CHECK(matched(t, "expense") == "price|wide");
  CHECK(matched(t, "expens") == "price|wide");
  CHECK(matched(t, "inexpensive") == "");
  CHECK(matched(t, "too pricey") == "price");
  CHECK(matched(t, "too low a price") == "");
  CHECK(matched(t, "ever") == "wide");
}

TEST_CASE("a comment belongs to each theme once, in the order of the dictionary", "[feedback]") {
  const Themes t = themes("b: two, one\na: one\n");
  CHECK(t.names() == std::vector<std::string>{"b", "a"});
  CHECK(matched(t, "one two one") == "b|a");
}

TEST_CASE("phrases of ideographs fit without blanks", "[feedback]") {
  const Themes t = themes("价格: 太贵, 价*\n支持: サポート\n");
  CHECK(matched(t, "真的太贵了") == "价格");
  CHECK(matched(t, "太 贵") == "价格");
  CHECK(matched(t, "太不贵") == "");
  CHECK(matched(t, "评价") == "价格");
  CHECK(matched(t, "このサポートが") == "支持");
}

TEST_CASE("remarks, blank lines, line ends of Windows and a byte order mark mean nothing",
          "[feedback]") {
  const Themes t = themes(
      "\xef\xbb\xbf# what they say\r\n\r\nprice : price ,cost # both\r\n \t \r\n"
      "lang: c#, \"# sign\"");
  CHECK(t.names() == std::vector<std::string>{"price", "lang"});
  CHECK(matched(t, "cost") == "price");
  CHECK(matched(t, "both") == "");
  CHECK(matched(t, "C") == "lang");
  CHECK(matched(t, "sign") == "lang");
}

TEST_CASE("lines end in LF, CRLF or CR", "[feedback]") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CHECK(themes("p: price" + end + end + "q: support" + end).names() ==
          std::vector<std::string>{"p", "q"});
    CHECK(complaint("p: price" + end + end + "q" + end).starts_with("themes.txt:3:1: "));
  }
}

TEST_CASE("what is no dictionary is refused with file, line and column", "[feedback]") {
  CHECK(complaint("a: b\n  price, cost\n") ==
        "themes.txt:2:3: \"price, cost\" has no colon behind a theme's name; a theme is a line "
        "such as \"price: price, too expensive, expens*\"");
  CHECK(complaint("price:  \n") ==
        "themes.txt:1:7: the theme \"price\" has no word; write some behind the colon, with commas "
        "between them");
  CHECK(complaint(": price\n") ==
        "themes.txt:1:1: no name stands in front of the colon; a theme is a line such as \"price: "
        "price, too expensive, expens*\"");
  CHECK(complaint("größe: ö*l\n") ==
        "themes.txt:1:9: a star stands at the end of a word, as in expens*");
  for (const char* star : {"a: *b", "a: b *", "a: b**", "a: *", "a: \u2764\ufe0f*", "a: b *c"}) {
    CHECK(complaint(star).ends_with("a star stands at the end of a word, as in expens*"));
  }
  CHECK(complaint("Price: a\n\nPRICE: b\n") ==
        "themes.txt:3:1: the theme \"PRICE\" stands in line 1 already; put its words together");
  CHECK(complaint("a: b,, c\n") ==
        "themes.txt:1:6: nothing stands here between commas; take a comma out");
  CHECK(complaint("a: b,\n") ==
        "themes.txt:1:6: nothing stands here between commas; take a comma out");
  CHECK(complaint("a: b, \"c d\n") ==
        "themes.txt:1:7: a quote is not closed, or something stands beside the quoted words; "
        "quotes go around a whole entry");
  CHECK(complaint("a: \"b\" c\n").find("1:4: a quote is not closed") != std::string::npos);
  CHECK(complaint("a: !?\n") == "themes.txt:1:4: \"!?\" has no word: neither a letter nor a digit");
  CHECK(complaint("a: \"\"\n") == "themes.txt:1:5: \"\" has no word: neither a letter nor a digit");
  CHECK(complaint("a: caf\xe9\n") ==
        "themes.txt:1:1: the line is no UTF-8; save the file in that encoding");
  for (const char* empty : {"", "\n\n", "# nothing\n", "\xef\xbb\xbf"}) {
    CHECK(complaint(empty) ==
          "themes.txt: has no theme; a theme is a line such as \"price: price, too expensive, "
          "expens*\"");
  }
}

}  // namespace csm
