#include "text/words.hpp"

#include "support/catch.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// The words between bars: "too|expensive".
std::string words(std::string_view text) {
  WordReader reader;
  std::string out;
  for (const std::string_view word : reader.read(text)) {
    out += (out.empty() ? "" : "|") + std::string(word);
  }
  return out;
}

}  // namespace

TEST_CASE("a word is a run of letters, digits and marks in any case", "[words]") {
  CHECK(words("Too expensive, for US!") == "too|expensive|for|us");
  CHECK(words("v2.0 beta_3") == "v2|0|beta|3");
  CHECK(words("") == "");
  CHECK(words(" ... \n\t-") == "");
  CHECK(words("a\nb\x07"
              "c") == "a|b|c");
  CHECK(words(std::string("a\0b", 3)) == "a|b");
}

TEST_CASE("an apostrophe inside a word belongs to it, straight or curly", "[words]") {
  CHECK(words("Don't don\u2019t DON'T") == "don't|don't|don't");
  CHECK(words("'quoted' the users' \u2019tis rock'") == "quoted|the|users|tis|rock");
  CHECK(words("a''b") == "a|b");
}

TEST_CASE("words are folded over case, composition and compatibility", "[words]") {
  CHECK(words("Straße STRASSE strasse") == "strasse|strasse|strasse");
  CHECK(words("CAFÉ cafe\u0301") == "caf\u00e9|caf\u00e9");
  CHECK(words("\uff30\uff52\uff49\uff43\uff45 \ufb01ne") == "price|fine");
  CHECK(words("ЦЕНА цена") == "цена|цена");
  CHECK(words("ΣΑΣ σας") == "σασ|σασ");
  CHECK(words("co\u00adoperate") == "cooperate");
  CHECK(folded_like_words("Zu TEUER!") == "zu teuer!");
}

TEST_CASE("a symbol parts words, also one that folding would spell in letters", "[words]") {
  CHECK(words("acme\u2122 acme\u2120co") == "acme|acme|co");
  CHECK(words("don\u00b4t \u00a8a") == "don|t|a");
  CHECK(words("\u00af\\_(\u30c4)_/\u00af") == "\u30c4");
  CHECK(words("m\u00b2 \u00bd \u2460") == "m2|1|2|1");
}

TEST_CASE("a blank of no width parts words, a soft hyphen and joiners do not", "[words]") {
  CHECK(words("too\u200bexpensive") == "too|expensive");
  CHECK(words("too\u2060ex\u00adpen\u200dsive\ufe0f") == "tooexpensive");
}

TEST_CASE("marks are put in order however many pile up, in little time", "[words]") {
  CHECK(words("a\u0301\u0316") == words("a\u0316\u0301"));
  std::string text = "a";
  for (int i = 0; i < 200'000; ++i) text += "\u0301\u0316";
  // Those below come first, then those above, of which one joins the letter; bytes are 2 each.
  CHECK(words(text).size() == 2 + 2 * 399'999);
}

TEST_CASE("letters of scripts without blanks are words of their own", "[words]") {
  CHECK(words("价格太贵了") == "价|格|太|贵|了");
  CHECK(words("サポートが悪い") == "サポート|が|悪|い");
  CHECK(words("app很慢 v2版") == "app|很|慢|v2|版");
  CHECK(words("가격이 비싸요") == "가격이|비싸요");
  CHECK(words("แพง") == "แ|พ|ง");
}

TEST_CASE("bytes that are no UTF-8 stand between words", "[words]") {
  CHECK(words("price\xffrise") == "price|rise");
  CHECK(words("\xc3") == "");
  CHECK(words("caf\xc3") == "caf");
  CHECK(words("\xed\xa0\x80 ok \xf4\x90\x80\x80") == "ok");
  CHECK(words("\xc0\xafslash") == "slash");
  CHECK_FALSE(is_utf8("a\xff"));
  CHECK(is_utf8("é"));
}

TEST_CASE("the edges of a text are told to lie in a word or not", "[words]") {
  CHECK(begins_in_word("é!"));
  CHECK_FALSE(begins_in_word("!é"));
  CHECK_FALSE(begins_in_word(""));
  CHECK(ends_in_word("!é"));
  CHECK_FALSE(ends_in_word("é!"));
  CHECK_FALSE(ends_in_word(""));
  CHECK(characters_in("é!") == 2);
}

}  // namespace csm
