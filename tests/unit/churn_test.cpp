#include "csm/metrics/churn.hpp"

#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

const Period may{day(2026, 5, 1), day(2026, 6, 1), "2026-05"};

/// N0 = 100, L = 8, J = 2, A = 18, R = 5.
ChurnTally hundred() {
  ChurnTally tally;
  tally.add({.at_opening = true, .at_closing = true}, 91);
  tally.add({.at_opening = true, .at_closing = true, .lapsed = true}, 1);
  tally.add({.at_opening = true}, 8);
  tally.add({.joined = true}, 2);
  tally.add({.at_closing = true, .joined = true}, 13);
  tally.add({.at_closing = true, .joined = true, .was_before = true}, 5);
  tally.add({.was_before = true}, 40);  // gone long ago
  tally.add({}, 3);                     // joined later
  return tally;
}

Ratio value(const ChurnTally& tally, ChurnRule rule) {
  const Result result = finish(tally, rule);
  REQUIRE(result.value.amount);
  CHECK(result.value.unit == Unit::share);
  return *result.value.amount;
}

/// A customer's fact from the services of its rows.
ChurnFact fact_of(const std::vector<std::pair<Date, Date>>& services) {
  ChurnState state;
  for (const auto& [start, end] : services) state.add(Service{start, end}, may);
  return state.fact();
}

Result by_hand(std::map<std::string, std::string, std::less<>> options,
               std::string_view rule = "opening") {
  Question question;
  question.metric = &churn_metric;
  question.rule = &find_rule(churn_metric, rule);
  question.options = std::move(options);
  return compute_by_hand(question).results.at(0);
}

}  // namespace

// The definition of churn, the table of rules.
TEST_CASE("each rule has its own numerator and base") {
  const ChurnTally tally = hundred();
  CHECK(value(tally, ChurnRule::opening) == Ratio{10, 100});
  CHECK(value(tally, ChurnRule::exposed) == Ratio{10, 102});
  CHECK(value(tally, ChurnRule::cohort) == Ratio{8, 100});
  CHECK(value(tally, ChurnRule::stripe) == Ratio{10, 120});
}

TEST_CASE("the facts of churn are those of the definitions") {
  const Result result = finish(hundred(), ChurnRule::opening);
  const auto count = [&](std::string_view name) { return *result.fact(name).amount; };
  CHECK(count("opening") == Ratio{100, 1});
  CHECK(count("churned") == Ratio{10, 1});
  CHECK(count("churned_existing") == Ratio{8, 1});
  CHECK(count("churned_new") == Ratio{2, 1});
  CHECK(count("joined") == Ratio{20, 1});
  CHECK(count("returned") == Ratio{5, 1});
  CHECK(count("lapsed_and_returned") == Ratio{1, 1});
  CHECK(count("closing") == Ratio{110, 1});
  CHECK(count("retention") == Ratio{92, 100});
  CHECK(result.fact("retention").unit == Unit::share);
}

TEST_CASE("there is an interval only where the numerator is a part of the base") {
  const ChurnTally with_new = hundred();
  CHECK_FALSE(finish(with_new, ChurnRule::opening).interval);
  CHECK_FALSE(finish(with_new, ChurnRule::opening).interval_reason.empty());
  for (const ChurnRule rule : {ChurnRule::exposed, ChurnRule::cohort, ChurnRule::stripe}) {
    CHECK(finish(with_new, rule).interval);
  }
  ChurnTally without;
  without.add({.at_opening = true, .at_closing = true}, 936);
  without.add({.at_opening = true}, 64);
  const auto interval = finish(without, ChurnRule::opening, 0.95).interval;
  REQUIRE(interval);
  CHECK(interval->low == Approx(0.0504).margin(5e-5));
  CHECK(interval->high == Approx(0.0809).margin(5e-5));
}

TEST_CASE("churn of nobody is absent, with a reason") {
  for (const ChurnRule rule :
       {ChurnRule::opening, ChurnRule::exposed, ChurnRule::cohort, ChurnRule::stripe}) {
    const Result result = finish(ChurnTally{}, rule);
    CHECK_FALSE(result.value.amount);
    CHECK_FALSE(result.reason.empty());
    CHECK_FALSE(result.interval);
    CHECK_FALSE(result.fact("retention").amount);
    CHECK(to_text(result.value) == "n/a");
  }
  ChurnTally newcomers;
  newcomers.add({.joined = true}, 2);
  CHECK_FALSE(finish(newcomers, ChurnRule::opening).value.amount);
  CHECK_FALSE(finish(newcomers, ChurnRule::cohort).value.amount);
  CHECK(value(newcomers, ChurnRule::exposed) == Ratio{1, 1});
  CHECK(value(newcomers, ChurnRule::stripe) == Ratio{1, 1});
}

TEST_CASE("a tally whose balance does not come out stops the program") {
  ChurnTally tally = hundred();
  CHECK_NOTHROW(finish(tally, ChurnRule::opening));
  ++tally.closing;
  CHECK(test::fails_with(ErrorCode::failed, [&] { finish(tally, ChurnRule::opening); }));
}

TEST_CASE("tallies of parts merge into the tally of the whole") {
  ChurnTally twice = hundred();
  twice.merge(hundred());
  ChurnTally expected;
  expected.opening = 200;
  expected.churned_existing = 16;
  expected.churned_new = 4;
  expected.joined = 40;
  expected.returned = 10;
  expected.lapsed_and_returned = 2;
  expected.closing = 220;
  CHECK(twice == expected);
}

TEST_CASE("a customer is lost when none of its subscriptions is left") {
  const Date before = day(2026, 1, 1);
  const ChurnFact lost = fact_of({{before, day(2026, 5, 9)}, {before, day(2026, 5, 20)}});
  CHECK((lost.at_opening && !lost.at_closing && !lost.joined));
  const ChurnFact kept = fact_of({{before, day(2026, 5, 9)}, {before, never}});
  CHECK((kept.at_opening && kept.at_closing && !kept.joined && !kept.lapsed));
}

TEST_CASE("a change of plan within the period is neither lost nor new") {
  const ChurnFact fact = fact_of({{day(2026, 1, 1), day(2026, 5, 9)}, {day(2026, 5, 9), never}});
  CHECK((fact.at_opening && fact.at_closing && !fact.joined && !fact.lapsed));
}

TEST_CASE("a gap within the period is lapsed and returned, and no loss") {
  const ChurnFact fact = fact_of({{day(2026, 1, 1), day(2026, 5, 9)}, {day(2026, 5, 10), never}});
  CHECK((fact.at_opening && fact.at_closing && !fact.joined && fact.lapsed));
}

TEST_CASE("who comes back after being gone at the opening has joined and returned") {
  const ChurnFact fact = fact_of({{day(2026, 1, 1), day(2026, 3, 1)}, {day(2026, 5, 10), never}});
  CHECK((!fact.at_opening && fact.at_closing && fact.joined && fact.was_before));
}

TEST_CASE("who joins and leaves within the period is at neither end") {
  const ChurnFact fact = fact_of({{day(2026, 5, 2), day(2026, 5, 31)}});
  CHECK((!fact.at_opening && !fact.at_closing && fact.joined && !fact.was_before));
}

TEST_CASE("the order of a customer's rows does not matter, nor where they were gathered") {
  const Service old{day(2026, 1, 1), day(2026, 5, 9)};
  const Service fresh{day(2026, 5, 10), never};
  ChurnState one;
  one.add(old, may);
  ChurnState other;
  other.add(fresh, may);
  ChurnState there = one;
  there.merge(other);
  ChurnState back = other;
  back.merge(one);
  CHECK(there.fact().lapsed);
  CHECK(back.fact().lapsed);
}

TEST_CASE("churn by hand: churned includes churned-new") {
  CHECK(by_hand({{"opening", "1000"}, {"churned", "64"}}).value.amount == Ratio{64, 1000});
  const Result result =
      by_hand({{"opening", "100"}, {"churned", "10"}, {"churned-new", "2"}, {"joined", "20"}});
  CHECK(result.value.amount == Ratio{10, 100});
  CHECK(*result.fact("churned_existing").amount == Ratio{8, 1});
  CHECK(*result.fact("closing").amount == Ratio{110, 1});
  CHECK(by_hand({{"opening", "100"}, {"churned", "10"}, {"churned-new", "2"}}, "exposed")
            .value.amount == Ratio{10, 102});
  CHECK(by_hand({{"opening", "100"}, {"churned", "10"}, {"joined", "20"}}, "stripe").value.amount ==
        Ratio{10, 120});
  CHECK_FALSE(by_hand({{"opening", "0"}, {"churned", "0"}}).value.amount);
}

TEST_CASE("numbers by hand that contradict each other are refused") {
  const auto is_refused = [](std::map<std::string, std::string, std::less<>> options,
                             std::string_view rule = "opening") {
    return test::fails_with(ErrorCode::usage, [&] { by_hand(options, rule); });
  };
  CHECK(is_refused({{"opening", "100"}}));
  CHECK(is_refused({{"churned", "10"}}));
  CHECK(is_refused({{"opening", "100"}, {"churned", "101"}}));
  CHECK(is_refused({{"opening", "100"}, {"churned", "1"}, {"churned-new", "2"}}));
  CHECK(is_refused({{"opening", "9"}, {"churned", "3"}, {"churned-new", "2"}, {"joined", "1"}}));
  CHECK(is_refused({{"opening", "100"}, {"churned", "10"}}, "stripe"));
  CHECK(is_refused({{"opening", "-1"}, {"churned", "0"}}));
  CHECK(is_refused({{"opening", "1.5"}, {"churned", "0"}}));
  CHECK(is_refused({{"opening", "1,000"}, {"churned", "0"}}));
}
