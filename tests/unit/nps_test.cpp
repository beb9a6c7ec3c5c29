#include "csm/metrics/nps.hpp"

#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

NpsTally tally_of(const std::vector<std::string_view>& scores) {
  NpsTally tally;
  for (const std::string_view score : scores) tally.add(dec(score));
  return tally;
}

Ratio fact(const Result& result, std::string_view name) {
  INFO(name);
  REQUIRE(result.fact(name).amount);
  return *result.fact(name).amount;
}

const Breakdown& distribution_of(const Result& result) {
  for (const Fact& fact : result.facts) {
    if (fact.name == "distribution") return std::get<Breakdown>(fact.value);
  }
  throw std::logic_error("no distribution");
}

LatestAnswer answer(int on_day, const std::string& id, int score) {
  return {true, day(2026, 5, on_day), CustomerText(id), Decimal{score}};
}

/// The score that counts of two answers, in either order.
Decimal latest(const LatestAnswer& a, const LatestAnswer& b) {
  LatestAnswer there = a;
  there.merge(b);
  LatestAnswer back = b;
  back.merge(a);
  CHECK(there.score == back.score);
  return there.score;
}

}  // namespace

// The definition of NPS: promoter >= 9, passive >= 7 and < 9, detractor < 7 (so 8.5 is passive).
TEST_CASE("each score is a promoter, a passive or a detractor") {
  for (const std::string_view score : {"9", "9.5", "10"}) {
    INFO(score);
    CHECK(tally_of({score}).promoters == 1);
    CHECK(tally_of({score}).answers() == 1);
  }
  for (const std::string_view score : {"7", "8", "8.5", "8.999999999999"}) {
    INFO(score);
    CHECK(tally_of({score}).passives == 1);
    CHECK(tally_of({score}).answers() == 1);
  }
  for (const std::string_view score : {"0", "1", "6", "6.999999999999"}) {
    INFO(score);
    CHECK(tally_of({score}).detractors == 1);
    CHECK(tally_of({score}).answers() == 1);
  }
}

TEST_CASE("the figures of a survey come out as by hand") {
  NpsTally tally = tally_of({"0", "7", "7", "9", "9", "9", "8.5", "10"});
  tally.unscored = 2;
  tally.sent = 20;
  tally.responded = 8;
  const Result result = finish(tally);
  CHECK(result.value.unit == Unit::points);
  CHECK(*result.value.amount == Ratio{300, 8});
  CHECK(fact(result, "promoters") == Ratio{4, 1});
  CHECK(fact(result, "passives") == Ratio{3, 1});
  CHECK(fact(result, "detractors") == Ratio{1, 1});
  CHECK(fact(result, "answers") == Ratio{8, 1});
  CHECK(fact(result, "promoters_share") == Ratio{1, 2});
  CHECK(fact(result, "passives_share") == Ratio{3, 8});
  CHECK(fact(result, "detractors_share") == Ratio{1, 8});
  CHECK(fact(result, "mean") == Ratio{595, 80});  // 59.5 / 8
  CHECK(fact(result, "unscored") == Ratio{2, 1});
  CHECK(fact(result, "response_rate") == Ratio{8, 20});
}

TEST_CASE("the distribution has every score of the scale, and those between apart") {
  const Result result = finish(tally_of({"0", "7", "7", "10", "8.5"}));
  const Breakdown& scores = distribution_of(result);
  REQUIRE(scores.size() == 12);
  for (std::size_t i = 0; i <= 10; ++i) {
    CHECK(scores[i].first == std::to_string(i));
    const int expected = i == 7 ? 2 : i == 0 || i == 10 ? 1 : 0;
    CHECK(*scores[i].second.amount == Ratio{expected, 1});
  }
  CHECK(*scores[11].second.amount == Ratio{1, 1});
  CHECK(distribution_of(finish(tally_of({"7"}))).size() == 11);
}

TEST_CASE("the score of no answers is absent and never 0") {
  NpsTally tally;
  tally.unscored = 5;
  const Result result = finish(tally);
  CHECK_FALSE(result.value.amount);
  CHECK_FALSE(result.reason.empty());
  CHECK_FALSE(result.interval);
  CHECK_FALSE(result.fact("mean").amount);
  CHECK_FALSE(result.fact("promoters_share").amount);
  CHECK_FALSE(result.fact("response_rate").amount);
  CHECK(to_text(result.value) == "n/a");
}

TEST_CASE("a score of exactly 0 is a figure") {
  const Result result = finish(tally_of({"10", "3"}));
  CHECK(*result.value.amount == Ratio{0, 2});
  CHECK(result.interval);
}

TEST_CASE("answers weigh as many as they are, and tallies merge into the whole's") {
  NpsTally weighed;
  weighed.add(dec("9"), 3);
  weighed.add(dec("6.5"), 2);
  NpsTally merged = tally_of({"9", "6.5"});
  merged.merge(tally_of({"9", "9", "6.5"}));
  CHECK(weighed == merged);
  CHECK(weighed.answers() == 5);
}

TEST_CASE("the latest answer counts: by day, then by the greatest id, then the lowest score") {
  CHECK(latest(answer(3, "z", 9), answer(4, "a", 2)) == Decimal{2});
  CHECK(latest(answer(3, "a", 9), answer(3, "b", 2)) == Decimal{2});
  CHECK(latest(answer(3, "b", 9), answer(3, "a", 2)) == Decimal{9});
  CHECK(latest(answer(3, "a", 9), answer(3, "a", 2)) == Decimal{2});
  CHECK(latest(answer(3, "9", 1), answer(3, "10", 5)) == Decimal{5});
  CHECK(latest(answer(3, "", 1), answer(3, "0", 5)) == Decimal{5});
  CHECK(latest(LatestAnswer{}, answer(3, "a", 4)) == Decimal{4});
}

TEST_CASE("NPS by hand is of the three counts, and says nothing of what it cannot know") {
  Question question;
  question.metric = &nps_metric;
  question.rule = &nps_metric.rules[0];
  question.options = {{"promoters", "6"}, {"passives", "4"}, {"detractors", "7"}};
  const Result result = compute_by_hand(question).results.at(0);
  CHECK(*result.value.amount == Ratio{-100, 17});
  CHECK(to_text(result.value) == "-5.9");
  CHECK(fact(result, "answers") == Ratio{17, 1});
  CHECK(test::fails_with(ErrorCode::failed, [&] { (void)result.fact("mean"); }));
  question.options.erase("passives");
  CHECK(test::fails_with(ErrorCode::usage, [&] { compute_by_hand(question); }));
}

TEST_CASE("a column of days is no column of ids: two answers of one day are not repeated") {
  Question question;
  question.metric = &nps_metric;
  question.rule = &nps_metric.rules[0];
  const Report report =
      run(question, {{"", "t.csv", "score,Response Date\n9,2026-05-03\n3,2026-05-03\n"}}, {});
  CHECK(*report.results.at(0).value.amount == Ratio{0, 1});
  CHECK(report.warnings.empty());
}
