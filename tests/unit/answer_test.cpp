#include "csm/records/answer.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

AnswerCell read(std::string_view text) {
  AnswerCell cell;
  CHECK(read_value(text, {}, cell) == nullptr);
  return cell;
}

}  // namespace

TEST_CASE("every word of satisfaction is read as itself, the longest too") {
  for (const AnswerWord& word : answer_words) {
    INFO(word.text);
    const AnswerWord* found = read(word.text).word;
    REQUIRE(found != nullptr);
    CHECK(found->text == word.text);
  }
  const AnswerWord* longest = read("Neither Satisfied nor Dissatisfied").word;
  REQUIRE(longest != nullptr);
  CHECK(longest->opinion == Opinion::neutral);
  CHECK(read("neither satisfied nor dissatisfied at all, and much more besides").word == nullptr);
}

TEST_CASE("a score with its label is the number, in front or behind") {
  CHECK(read("5 - Extremely fun").number == dec("5"));
  CHECK(read("10 - Extremely likely").whole == 10);
  CHECK(read("Not at all likely - 0").whole == 0);
  CHECK(read("4 - so - so").number == dec("4"));
  CHECK(read("7").number == dec("7"));
  for (const std::string_view text : {"5 - 3", "1-5", "good - bad", "a 5", "5 fun"}) {
    INFO(text);
    CHECK(read(text).not_a_number != nullptr);
  }
}
