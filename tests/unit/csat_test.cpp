#include "csm/metrics/csat.hpp"

#include "csm/registry.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

const CsatScale of_five = {{1, 5}, 4};

CsatTally tally_of(const std::vector<std::string_view>& scores) {
  CsatTally tally;
  for (const std::string_view score : scores) tally.add(dec(score));
  return tally;
}

std::string csv(const std::vector<std::string_view>& answers) {
  std::string text = "response_id,score\n";
  int id = 0;
  for (const std::string_view answer : answers) {
    text += std::to_string(++id) + "," + std::string(answer) + "\n";
  }
  return text;
}

Question ask_with(std::map<std::string, std::string, std::less<>> options) {
  Question question = test::ask("csat");
  question.options = std::move(options);
  return question;
}

Report report_of(const std::vector<std::string_view>& answers,
                 std::map<std::string, std::string, std::less<>> options = {}) {
  return test::answer(ask_with(std::move(options)), csv(answers));
}

/// Positive answers, all answers, and bad rows.
std::string counts(const std::vector<std::string_view>& answers,
                   std::map<std::string, std::string, std::less<>> options = {}) {
  const Report report = report_of(answers, std::move(options));
  const Result& result = report.results.at(0);
  return to_text(result.fact("positive")) + " of " + to_text(result.fact("answers")) + ", " +
         std::to_string(report.input->bad) + " bad";
}

}  // namespace

// 5, 5, 4, 3, 1, 4.5, 3.5 of 1..5: positive are 5, 5, 4, 4.5; top 2 the same, top 3 also 3 and 3.5,
// bottom 2 the 1; the sum is 26.
TEST_CASE("the figures of a survey of satisfaction come out as by hand") {
  CsatTally tally = tally_of({"5", "5", "4", "3", "1", "4.5", "3.5"});
  tally.unscored = 2;
  const Result result = finish(tally, of_five);
  CHECK(result.value.unit == Unit::share);
  CHECK(*result.value.amount == Ratio{4, 7});
  CHECK(result.interval->method == "wilson");
  CHECK(*result.fact("positive").amount == Ratio{4, 1});
  CHECK(*result.fact("answers").amount == Ratio{7, 1});
  CHECK(*result.fact("mean").amount == Ratio{26, 7});
  CHECK(*result.fact("top2").amount == Ratio{4, 7});
  CHECK(*result.fact("top3").amount == Ratio{6, 7});
  CHECK(*result.fact("bottom2").amount == Ratio{1, 7});
  CHECK(*result.fact("unscored").amount == Ratio{2, 1});
}

TEST_CASE("each scale has its positive scores") {
  const auto positive = [](const char* scale, const char* below, const char* at) {
    INFO(scale);
    CHECK(counts({below}, {{"scale", scale}}) == "0 of 1, 0 bad");
    CHECK(counts({at}, {{"scale", scale}}) == "1 of 1, 0 bad");
  };
  positive("1-3", "2", "3");
  positive("1-5", "3", "4");
  positive("1-7", "5", "6");
  positive("1-10", "5", "6");
  positive("0-10", "5", "6");
  positive("1-5", "3.999999999999", "4.5");
}

TEST_CASE("what lies outside the scale that is declared is a bad row") {
  CHECK(counts({"0", "1", "3", "3.5", "4"}, {{"scale", "1-3"}}) == "1 of 2, 3 bad");
  CHECK(counts({"0", "1", "5", "5.5", "6"}, {{"scale", "1-5"}}) == "1 of 2, 3 bad");
  CHECK(counts({"0", "1", "7", "8", "-1"}, {{"scale", "1-7"}}) == "1 of 2, 3 bad");
  CHECK(counts({"0", "1", "10", "11"}, {{"scale", "1-10"}}) == "1 of 2, 2 bad");
  CHECK(counts({"0", "1", "10", "11"}, {{"scale", "0-10"}}) == "1 of 3, 1 bad");
}

TEST_CASE("without a scale the smallest of 1..5, 1..7 and 1..10 that holds all answers counts") {
  CHECK(counts({"1", "4", "5"}) == "2 of 3, 0 bad");
  CHECK(counts({"1", "2", "3"}) == "0 of 3, 0 bad");
  CHECK(counts({"4", "5", "5.5"}) == "0 of 3, 0 bad");
  CHECK(counts({"4", "6", "7"}) == "2 of 3, 0 bad");
  CHECK(counts({"5", "6", "7", "7.5"}) == "3 of 4, 0 bad");
  CHECK(counts({"4", "5", "6", "10"}) == "2 of 4, 0 bad");
  CHECK(counts({"0", "4", "11", "0.5"}) == "1 of 1, 3 bad");
  CHECK(smallest_scale(0) == of_five);
  CHECK(smallest_scale(5) == of_five);
  CHECK(smallest_scale(6) == CsatScale{{1, 7}, 6});
  CHECK(smallest_scale(8) == CsatScale{{1, 10}, 6});
}

TEST_CASE("the output says that the scale is taken from the data, and only then") {
  const Report report = report_of({"6"});
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes[0] == "the scale 1..7 is taken from the data; --scale declares it");
  CHECK(report_of({"6"}, {{"scale", "1-7"}}).notes.empty());
  CHECK(report_of({"good"}).notes.empty());
  CHECK(report_of({""}).notes.empty());
}

TEST_CASE("the scale is taken from all answers of the input, those outside the period too") {
  const std::string text = "answered_on,score\n2026-04-30,7\n2026-05-01,5\n2026-05-02,6\n";
  const Report report = test::answer(test::ask("csat", "2026-05"), text);
  CHECK(*report.results.at(0).value.amount == Ratio{1, 2});
  CHECK(report.input->not_counted.at("outside the period") == 1);
}

TEST_CASE("--positive-from moves the border, within the scale") {
  CHECK(counts({"4", "5"}, {{"positive-from", "5"}}) == "1 of 2, 0 bad");
  CHECK(counts({"1", "2"}, {{"positive-from", "2"}}) == "1 of 2, 0 bad");
  CHECK(counts({"5", "7"}, {{"scale", "1-7"}, {"positive-from", "5"}}) == "2 of 2, 0 bad");
  CHECK(counts({"9", "8"}, {{"positive-from", "9"}}) == "1 of 2, 0 bad");
  for (const char* wrong : {"1", "6", "4.5", "0", "-1", "x", ""}) {
    INFO(wrong);
    CHECK(test::fails_with(ErrorCode::usage, [&] {
      report_of({"5"}, {{"scale", "1-5"}, {"positive-from", wrong}});
    }));
  }
  CHECK(test::fails_with(ErrorCode::usage, [] { report_of({"5"}, {{"positive-from", "6"}}); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { report_of({"5"}, {{"positive-from", "11"}}); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { report_of({"yes"}, {{"positive-from", "4"}}); }));
}

TEST_CASE("a scale there is not is refused") {
  for (const char* wrong : {"1-4", "5", "1..5", ""}) {
    CHECK(test::fails_with(ErrorCode::usage, [&] { report_of({"5"}, {{"scale", wrong}}); }));
  }
}

TEST_CASE("words are positive, neutral or negative, in any case and spelling") {
  for (const std::string_view word :
       {"good", "Satisfied", "VERY SATISFIED", "very_satisfied", "happy", "yes"}) {
    INFO(word);
    CHECK(counts({word}) == "1 of 1, 0 bad");
  }
  for (const std::string_view word : {"neutral", "bad", "unsatisfied", "dissatisfied", "no",
                                      "Very unsatisfied", "very-dissatisfied", "unhappy"}) {
    INFO(word);
    CHECK(counts({word}) == "0 of 1, 0 bad");
  }
  CHECK(counts({"mediocre", "goods", "3,5"}) == "n/a of n/a, 3 bad");
}

TEST_CASE("what was not offered or not answered stays out, and is told apart") {
  const Report report = report_of(
      {"good", "bad", "neutral", "offered", "unanswered", "", "not offered", "unoffered"});
  const Result& result = report.results.at(0);
  CHECK(*result.value.amount == Ratio{1, 3});
  CHECK(*result.fact("unscored").amount == Ratio{3, 1});
  CHECK(report.input->not_counted.at("not offered") == 2);
}

TEST_CASE("words have no mean, no top and no bottom") {
  const Report report = report_of({"good", "bad", "good"});
  const Result& result = report.results.at(0);
  for (const char* name : {"mean", "top2", "top3", "bottom2"}) {
    CHECK_FALSE(result.fact(name).amount);
  }
  for (const Fact& fact : result.facts) {
    if (fact.name != "distribution") continue;
    CHECK(std::get<Breakdown>(fact.value) ==
          Breakdown{{"good", Quantity::count(2)}, {"bad", Quantity::count(1)}});
  }
}

TEST_CASE("numbers beside words are refused, and bad rows where a scale is declared") {
  CHECK(test::fails_with(ErrorCode::refused, [] { report_of({"good", "5"}); }));
  CHECK(counts({"good", "5", "unoffered"}, {{"scale", "1-5"}}) == "1 of 1, 2 bad");
  CHECK(counts({"5", "offered", "unoffered"}) == "1 of 1, 0 bad");
}

TEST_CASE("satisfaction of no answers is absent and never 0") {
  const Result result = finish(CsatTally{}, of_five);
  CHECK_FALSE(result.value.amount);
  CHECK_FALSE(result.reason.empty());
  CHECK_FALSE(result.interval);
  for (const char* name : {"mean", "top2", "top3", "bottom2"}) {
    CHECK_FALSE(result.fact(name).amount);
  }
  CHECK(*finish(tally_of({"1"}), of_five).value.amount == Ratio{0, 1});
}

TEST_CASE("scores and words weigh as many as they are, and tallies merge into the whole's") {
  CsatTally weighed;
  weighed.add(dec("5"), 2);
  weighed.add(answer_words[0], 3);
  CsatTally merged = tally_of({"5"});
  merged.add(answer_words[0]);
  CsatTally rest = tally_of({"5"});
  rest.add(answer_words[0], 2);
  merged.merge(rest);
  CHECK(weighed == merged);
}

TEST_CASE("satisfaction by hand is of both counts, of which one holds the other") {
  const auto by_hand = [](const char* positive, const char* answers) {
    return compute_by_hand(ask_with({{"positive", positive}, {"answers", answers}})).results.at(0);
  };
  const Result result = by_hand("40", "50");
  CHECK(to_text(result.value) == "80.0 %");
  CHECK(result.facts.size() == 2);
  CHECK(by_hand("0", "0").reason == "there are no answers");
  CHECK(to_text(by_hand("0", "7").value) == "0.0 %");
  CHECK(to_text(by_hand("7", "7").value) == "100.0 %");
  CHECK(test::fails_with(ErrorCode::usage, [&] { by_hand("8", "7"); }));
  CHECK(test::fails_with(ErrorCode::usage, [&] { by_hand("-1", "7"); }));
  CHECK(test::fails_with(ErrorCode::usage, [&] { by_hand("1.5", "7"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { compute_by_hand(ask_with({{"positive", "4"}})); }));
}
