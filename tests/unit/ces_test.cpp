#include "csm/metrics/ces.hpp"

#include "csm/registry.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

CesTally tally_of(const std::vector<std::string_view>& scores) {
  CesTally tally;
  for (const std::string_view score : scores) tally.add(dec(score));
  return tally;
}

Question ask_with(Options options, std::string_view rule = "") {
  Question question = test::ask("ces", "", rule);
  question.options = std::move(options);
  return question;
}

Report report_of(const std::vector<std::string_view>& answers, Options options = {},
                 std::string_view rule = "") {
  std::string text = "customer,ces\n";
  for (const std::string_view answer : answers) text += "c," + std::string(answer) + "\n";
  return test::answer(ask_with(std::move(options), rule), text);
}

/// Easy, neutral and difficult answers of one of each score from 1 to the highest.
std::string parts(const CesQuestion& asked) {
  CesTally tally;
  for (int score = 1; score <= asked.highest; ++score) tally.add(Decimal{score});
  const Result result = finish(tally, asked);
  return to_text(result.fact("easy")) + " " + to_text(result.fact("neutral")) + " " +
         to_text(result.fact("difficult"));
}

}  // namespace

TEST_CASE("each scale has its easy and its difficult scores") {
  CHECK(parts({7, false}) == "3 1 3");
  CHECK(parts({5, false}) == "2 1 2");
  const auto ease = [](const char* score, const CesQuestion& asked) {
    const CesTally tally = tally_of({score});
    return tally.easy(asked) > 0 ? "easy" : tally.difficult(asked) > 0 ? "difficult" : "neutral";
  };
  CHECK(std::string(ease("5", {7, false})) == "easy");
  CHECK(std::string(ease("4.5", {7, false})) == "neutral");
  CHECK(std::string(ease("3.5", {7, false})) == "neutral");
  CHECK(std::string(ease("3", {7, false})) == "difficult");
  CHECK(std::string(ease("5", {7, true})) == "difficult");
  CHECK(std::string(ease("4.5", {7, true})) == "neutral");
  CHECK(std::string(ease("3", {7, true})) == "easy");
  CHECK(std::string(ease("4", {5, false})) == "easy");
  CHECK(std::string(ease("3", {5, false})) == "neutral");
  CHECK(std::string(ease("2", {5, false})) == "difficult");
  CHECK(std::string(ease("2", {5, true})) == "easy");
  CHECK(std::string(ease("4", {5, true})) == "difficult");
}

// 7, 6, 5, 4, 2 on 1..7: three easy, one neutral, one difficult; the sum is 24.
TEST_CASE("the figures of a survey of effort come out as by hand") {
  CesTally tally = tally_of({"7", "6", "5", "4", "2"});
  tally.unscored = 3;
  const Result result = finish(tally, {});
  CHECK(result.value.unit == Unit::share);
  CHECK(*result.value.amount == Ratio{3, 5});
  CHECK(result.interval->method == "wilson");
  CHECK(*result.fact("easy").amount == Ratio{3, 1});
  CHECK(*result.fact("neutral").amount == Ratio{1, 1});
  CHECK(*result.fact("difficult").amount == Ratio{1, 1});
  CHECK(*result.fact("answers").amount == Ratio{5, 1});
  CHECK(*result.fact("easy_share").amount == Ratio{3, 5});
  CHECK(*result.fact("net").amount == Ratio{2, 5});
  CHECK(*result.fact("mean").amount == Ratio{24, 5});
  CHECK(*result.fact("unscored").amount == Ratio{3, 1});
}

TEST_CASE("where low is easy the shares turn round and the mean stays as answered") {
  const CesTally tally = tally_of({"7", "6", "5", "4", "2"});
  const Result result = finish(tally, {7, true});
  CHECK(*result.value.amount == Ratio{1, 5});
  CHECK(*result.fact("difficult").amount == Ratio{3, 1});
  CHECK(*result.fact("net").amount == Ratio{-2, 5});
  CHECK(*result.fact("mean").amount == Ratio{24, 5});
}

TEST_CASE("by rule mean the figure is the mean, with Student's interval") {
  const Report report = report_of({"7", "6", "5", "4", "2"}, {}, "mean");
  const Result& result = report.results.at(0);
  CHECK(result.value.unit == Unit::score);
  CHECK(*result.value.amount == Ratio{24, 5});
  CHECK(result.interval->method == "student t");
  CHECK(*result.fact("easy_share").amount == Ratio{3, 5});
}

TEST_CASE("the mean of one answer has no interval, and of none is absent") {
  const Result one = finish(tally_of({"6"}), {}, 0.95, true);
  CHECK(*one.value.amount == Ratio{6, 1});
  CHECK_FALSE(one.interval);
  CHECK(one.interval_reason == "a single answer has no spread");
  const Result none = finish(CesTally{}, {}, 0.95, true);
  CHECK_FALSE(none.value.amount);
  CHECK(none.reason == "there are no answers");
}

TEST_CASE("effort of no answers is absent and never 0") {
  const Result result = finish(CesTally{}, {});
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "there are no answers");
  CHECK_FALSE(result.interval);
  CHECK_FALSE(result.fact("mean").amount);
  CHECK_FALSE(result.fact("net").amount);
  CHECK(*finish(tally_of({"1"}), {}).value.amount == Ratio{0, 1});
}

TEST_CASE("what lies outside the scale of effort is a bad row, and a word is no number") {
  CHECK(report_of({"0", "1", "7", "7.5", "8", "good"}).input->bad == 4);
  CHECK(report_of({"0", "1", "5", "6", "7"}, {{"scale", "1-5"}}).input->bad == 3);
  CHECK(test::fails_with(ErrorCode::usage, [] { report_of({"5"}, {{"scale", "1-10"}}); }));
}

TEST_CASE("ten answers and none above 5 may be of another scale, unless it is declared") {
  const std::vector<std::string_view> answers(10, "5");
  CHECK(report_of(answers).warnings.size() == 1);
  CHECK(report_of(answers, {{"scale", "1-7"}}).warnings.empty());
  CHECK(report_of(answers, {{"scale", "1-5"}}).warnings.empty());
  CHECK(report_of({"5", "5"}).warnings.empty());
}

TEST_CASE("blank answers are counted apart and never 0") {
  const Report report = report_of({"6", "", "NA", "-"});
  CHECK(*report.results.at(0).value.amount == Ratio{1, 1});
  CHECK(*report.results.at(0).fact("unscored").amount == Ratio{3, 1});
}

TEST_CASE("effort by hand is of both counts, and has no mean") {
  const auto by_hand = [](const char* easy, const char* answers, std::string_view rule = "") {
    return compute_by_hand(ask_with({{"easy", easy}, {"answers", answers}}, rule)).results.at(0);
  };
  const Result result = by_hand("460", "1000");
  CHECK(to_text(result.value) == "46.0 %");
  CHECK(*result.fact("easy_share").amount == Ratio{460, 1000});
  CHECK(by_hand("0", "0").reason == "there are no answers");
  CHECK(test::fails_with(ErrorCode::usage, [&] { by_hand("8", "7"); }));
  CHECK(test::fails_with(ErrorCode::usage, [&] { by_hand("1", "7", "mean"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { compute_by_hand(ask_with({{"easy", "4"}})); }));
}
