#include "csm/metrics/mrr.hpp"

#include "csm/records/subscription.hpp"
#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

const Period may{day(2026, 5, 1), day(2026, 6, 1), "2026-05"};

/// An amount a month, as it is held.
Int128 monthly_amount(int amount) { return annual_of_month(Decimal{amount}); }

/// A customer that went from one MRR to another.
void add(MrrTally& tally, int opening, int closing, bool paid_before = false) {
  MrrState state;
  state.opening = monthly_amount(opening);
  state.closing = monthly_amount(closing);
  state.paid_before = paid_before || opening > 0;
  tally.add(state.fact(), {state.opening, state.closing});
  tally.add_row(state.closing, state.closing, false);
}

Ratio fact(const Result& result, std::string_view name) {
  INFO(name);
  REQUIRE(result.fact(name).amount);
  return *result.fact(name).amount;
}

Subscription billed(std::string_view amount, IntervalUnit unit, int count, Date start) {
  Subscription row;
  row.started_on = start;
  row.amount = dec(amount);
  row.interval = {unit, count};
  REQUIRE(complete(row, {}).fault == nullptr);
  return row;
}

Result by_hand(std::map<std::string, std::string, std::less<>> options) {
  Question question;
  question.metric = &mrr_metric;
  question.rule = &mrr_metric.rules[0];
  question.options = std::move(options);
  return compute_by_hand(question).results.at(0);
}

}  // namespace

// The definition of MRR, the sentence that begins with "Movements", clause by clause.
TEST_CASE("every fact is the movement that the definitions give it") {
  struct Case {
    bool o, c;
    int change;
  };
  int seen = 0;
  for (const Case& k : {Case{false, false, 0}, Case{false, true, 1}, Case{true, false, -1},
                        Case{true, true, -1}, Case{true, true, 0}, Case{true, true, 1}}) {
    for (int bits = 0; bits < 8; ++bits) {
      const bool paid_before = (bits & 1) != 0;
      const bool paused_opening = (bits & 2) != 0;
      const bool paused_closing = (bits & 4) != 0;
      const auto change = static_cast<std::int8_t>(k.change);
      const Movement is = classify({k.o, k.c, change, paid_before, paused_opening, paused_closing});
      const bool churned = k.o && !k.c && !paused_closing;
      const bool contraction = !churned && k.change < 0;
      const bool fresh = !k.o && k.c && !paused_opening && !paid_before;
      const bool reactivation = !k.o && k.c && !paused_opening && !fresh;
      const bool expansion = !fresh && !reactivation && k.change > 0;
      INFO("o " << k.o << " c " << k.c << " change " << k.change << " bits " << bits);
      CHECK((is == Movement::churned) == churned);
      CHECK((is == Movement::contraction) == contraction);
      CHECK((is == Movement::new_) == fresh);
      CHECK((is == Movement::reactivation) == reactivation);
      CHECK((is == Movement::expansion) == expansion);
      CHECK((is == Movement::none) == (k.change == 0));
      ++seen;
    }
  }
  CHECK(seen == 48);
}

TEST_CASE("the figures of a month come out as by hand") {
  MrrTally tally;
  add(tally, 0, 50);        // new
  add(tally, 0, 30);        // new
  add(tally, 0, 20, true);  // reactivation
  add(tally, 100, 140);     // expansion
  add(tally, 100, 70);      // contraction
  add(tally, 200, 0);       // churned
  add(tally, 600, 600);     // nothing
  add(tally, 0, 0);         // nobody
  tally.past_due = monthly_amount(70);
  const Result result = finish(tally, *Currency::of("USD"));
  CHECK(result.value.unit == Unit::money);
  CHECK(to_text(result.value) == "910.00 USD");
  CHECK(fact(result, "mrr") == Ratio{910, 1});
  CHECK(fact(result, "arr") == Ratio{10920, 1});
  CHECK(fact(result, "customers") == Ratio{6, 1});
  CHECK(fact(result, "arpa") == Ratio{910, 6});
  CHECK(fact(result, "opening") == Ratio{1000, 1});
  CHECK(fact(result, "closing") == Ratio{910, 1});
  CHECK(fact(result, "net_new") == Ratio{-90, 1});
  CHECK(fact(result, "new") == Ratio{80, 1});
  CHECK(fact(result, "reactivation") == Ratio{20, 1});
  CHECK(fact(result, "expansion") == Ratio{40, 1});
  CHECK(fact(result, "contraction") == Ratio{30, 1});
  CHECK(fact(result, "churned") == Ratio{200, 1});
  CHECK(fact(result, "new_customers") == Ratio{2, 1});
  CHECK(fact(result, "reactivation_customers") == Ratio{1, 1});
  CHECK(fact(result, "expansion_customers") == Ratio{1, 1});
  CHECK(fact(result, "contraction_customers") == Ratio{1, 1});
  CHECK(fact(result, "churned_customers") == Ratio{1, 1});
  CHECK(fact(result, "nrr") == Ratio{810, 1000});  // 140 + 70 + 0 + 600
  CHECK(fact(result, "grr") == Ratio{770, 1000});  // 100 + 70 + 0 + 600
  CHECK(fact(result, "net_churn_rate") == Ratio{190, 1000});
  CHECK(fact(result, "gross_churn_rate") == Ratio{230, 1000});
  CHECK(fact(result, "quick_ratio") == Ratio{140, 230});
  CHECK(fact(result, "past_due") == Ratio{70, 1});
  CHECK_FALSE(result.interval);
  CHECK_FALSE(result.interval_reason.empty());
}

TEST_CASE("without opening, losses or customers the ratios are absent and never 0") {
  const Result empty = finish(MrrTally{}, {});
  CHECK(fact(empty, "mrr") == Ratio{0, 1});
  for (const std::string_view name :
       {"nrr", "grr", "gross_churn_rate", "net_churn_rate", "quick_ratio", "arpa"}) {
    INFO(name);
    CHECK_FALSE(empty.fact(name).amount);
  }
  MrrTally growing;
  add(growing, 0, 50);
  CHECK_FALSE(finish(growing, {}).fact("nrr").amount);
  CHECK_FALSE(finish(growing, {}).fact("quick_ratio").amount);
  MrrTally losing;
  add(losing, 50, 0);
  CHECK(fact(finish(losing, {}), "quick_ratio") == Ratio{0, 1});
  CHECK(fact(finish(losing, {}), "nrr") == Ratio{0, 1});
  CHECK_FALSE(finish(losing, {}).fact("arpa").amount);
}

TEST_CASE("a tally that breaks the identity stops the program") {
  MrrTally tally;
  add(tally, 100, 140);
  CHECK_NOTHROW(finish(tally, {}));
  for (Int128 MrrTally::*sum : {&MrrTally::opening, &MrrTally::closing, &MrrTally::active}) {
    MrrTally broken = tally;
    broken.*sum += 1;
    CHECK(test::fails_with(ErrorCode::failed, [&] { finish(broken, {}); }));
  }
  MrrTally broken = tally;
  broken.amounts[static_cast<std::size_t>(Movement::new_)] += 1;
  CHECK(test::fails_with(ErrorCode::failed, [&] { finish(broken, {}); }));
}

TEST_CASE("a sum that outgrows 38 digits stops the program") {
  MrrTally tally;
  const Int128 huge = static_cast<Int128>(1) << 126;
  tally.add_row(huge, huge, false);
  CHECK(test::fails_with(ErrorCode::failed, [&] { tally.add_row(huge, huge, false); }));
}

TEST_CASE("movements are net a customer: a switch of plans is an expansion, not new and churned") {
  MrrState state;
  state.add({day(2026, 1, 1), day(2026, 5, 9)}, monthly_amount(100), true, may);
  state.add({day(2026, 5, 9), never}, monthly_amount(150), true, may);
  CHECK(classify(state.fact()) == Movement::expansion);
}

TEST_CASE("who paid before and comes back is reactivated, who had a free plan is new") {
  MrrState back;
  back.add({day(2026, 1, 1), day(2026, 2, 1)}, monthly_amount(10), true, may);
  back.add({day(2026, 5, 9), never}, monthly_amount(10), true, may);
  CHECK(classify(back.fact()) == Movement::reactivation);
  MrrState from_free;
  from_free.add({day(2026, 1, 1), day(2026, 5, 9)}, 0, false, may);
  from_free.add({day(2026, 5, 9), never}, monthly_amount(10), true, may);
  CHECK(classify(from_free.fact()) == Movement::new_);
  MrrState to_free;
  to_free.add({day(2026, 1, 1), day(2026, 5, 9)}, monthly_amount(10), true, may);
  to_free.add({day(2026, 5, 9), never}, 0, false, may);
  CHECK(classify(to_free.fact()) == Movement::churned);
}

TEST_CASE("a pause is a contraction and its end an expansion") {
  Service pauses{day(2026, 1, 1), never};
  pauses.paused_from = day(2026, 5, 9);
  MrrState state;
  state.add(pauses, monthly_amount(10), true, may);
  CHECK(state.paused_at_closing);
  CHECK(classify(state.fact()) == Movement::contraction);
  Service resumes{day(2026, 1, 1), never};
  resumes.paused_from = day(2026, 3, 9);
  resumes.paused_to = day(2026, 5, 9);
  MrrState other;
  other.add(resumes, monthly_amount(10), true, may);
  CHECK(other.paused_at_opening);
  CHECK(classify(other.fact()) == Movement::expansion);
}

// The definition of MRR: --annual when-billed counts a yearly amount whole in the month it is
// billed.
TEST_CASE("when billed, a yearly amount counts whole in its month and not in the others") {
  const Subscription row = billed("1200", IntervalUnit::year, 1, day(2024, 5, 31));
  const auto in = [&](int year, int month) {
    return monthly(billed_in_month(row, Period::month_of(day(year, month, 1))));
  };
  CHECK(in(2024, 5) == Ratio{1200, 1});
  CHECK(in(2025, 5) == Ratio{1200, 1});
  CHECK(in(2026, 5) == Ratio{1200, 1});
  CHECK(in(2026, 4) == Ratio{0, 1});
  CHECK(in(2026, 6) == Ratio{0, 1});
  CHECK(in(2023, 5) == Ratio{0, 1});
  const Subscription two_years = billed("1200", IntervalUnit::year, 2, day(2024, 2, 29));
  const auto of_two = [&](int year) {
    return monthly(billed_in_month(two_years, Period::month_of(day(year, 2, 1))));
  };
  CHECK(of_two(2024) == Ratio{1200, 1});
  CHECK(of_two(2025) == Ratio{0, 1});
  CHECK(of_two(2026) == Ratio{1200, 1});
  const Subscription month = billed("10", IntervalUnit::month, 1, day(2024, 5, 31));
  CHECK(monthly(billed_in_month(month, may)) == Ratio{10, 1});
}

TEST_CASE("MRR by hand is customers times what they pay") {
  const Result result = by_hand({{"customers", "150"}, {"arpa", "83.33"}});
  CHECK(*result.value.amount == Ratio{1249950, 100});
  CHECK(fact(result, "arr") == Ratio{149994, 1});
  CHECK(fact(result, "arpa") == Ratio{8333, 100});
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand({{"customers", "150"}}); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand({{"customers", "1"}, {"arpa", "-1"}}); }));
}
