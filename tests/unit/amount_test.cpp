#include "csm/records/amount.hpp"

#include <set>

#include "csm/records/customer.hpp"
#include "csm/records/subscription.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

Charge charge(std::string_view amount, IntervalUnit unit = IntervalUnit::month, int count = 1) {
  Charge charge;
  charge.amount = dec(amount);
  charge.interval = {unit, 1};
  charge.interval_count = count;
  return charge;
}

/// MRR of a charge that is in order.
Ratio mrr(const Charge& charge) {
  const AnnualAmount annual = annual_amount(charge);
  INFO((annual.fault == nullptr ? "" : annual.fault));
  REQUIRE(annual.fault == nullptr);
  return monthly(annual.amount);
}

/// The field that a bad charge is blamed on.
std::string culprit(const Charge& charge) {
  const AnnualAmount annual = annual_amount(charge);
  return annual.fault == nullptr ? "none" : std::string(annual.field);
}

}  // namespace

// The definition of MRR: year / 12, quarter / 3, n months / n, week x 52/12, day x 365/12; once is
// 0.
TEST_CASE("amounts are brought to a month by their unit") {
  CHECK(mrr(charge("1200", IntervalUnit::year)) == Ratio{100, 1});
  CHECK(mrr(charge("300", IntervalUnit::quarter)) == Ratio{100, 1});
  CHECK(mrr(charge("100", IntervalUnit::month)) == Ratio{100, 1});
  CHECK(mrr(charge("12", IntervalUnit::week)) == Ratio{52, 1});
  CHECK(mrr(charge("12", IntervalUnit::day)) == Ratio{365, 1});
  CHECK(mrr(charge("5000", IntervalUnit::once)) == Ratio{0, 1});
  CHECK(mrr(charge("100", IntervalUnit::year)) == Ratio{25, 3});
  CHECK(mrr(charge("10", IntervalUnit::week)) == Ratio{130, 3});
  CHECK(mrr(charge("1", IntervalUnit::day)) == Ratio{365, 12});
}

TEST_CASE("amounts of n units are divided by n, exactly") {
  const struct {
    IntervalUnit unit;
    int twelfths;  // of a unit's amount a month
  } units[] = {{IntervalUnit::day, 365},
               {IntervalUnit::week, 52},
               {IntervalUnit::month, 12},
               {IntervalUnit::quarter, 4},
               {IntervalUnit::year, 1}};
  for (const auto& [unit, twelfths] : units) {
    for (const int n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 30, 360, 27720}) {
      INFO(twelfths << " / " << n);
      CHECK(mrr(charge("0.01", unit, n)) == Ratio{twelfths, static_cast<Int128>(1200) * n});
    }
  }
}

TEST_CASE("a count in the interval's word and in its own column multiply") {
  Charge every_six = charge("600");
  every_six.interval = {IntervalUnit::month, 6};
  CHECK(mrr(every_six) == Ratio{100, 1});
  every_six.interval_count = 2;
  CHECK(mrr(every_six) == Ratio{50, 1});
}

// 27720 = 2^3 * 3^2 * 5 * 7 * 11.
TEST_CASE("13 months cannot be held exactly and are refused by name, as every non-divisor is") {
  const std::set<int> bad = {13, 16, 17, 19, 23, 25, 26, 27, 29};
  for (int n = 1; n <= 30; ++n) {
    INFO(n);
    CHECK(culprit(charge("10", IntervalUnit::month, n)) ==
          (bad.contains(n) ? "interval_count" : "none"));
  }
  CHECK(culprit(charge("10", IntervalUnit::month, 27721)) == "interval_count");
  CHECK(culprit(charge("10", IntervalUnit::month, 55440)) == "interval_count");
  CHECK(culprit(charge("10", IntervalUnit::month, 2147483647)) == "interval_count");
  CHECK(culprit(charge("10", IntervalUnit::month, 0)) == "interval_count");
  CHECK(culprit(charge("10", IntervalUnit::month, -1)) == "interval_count");
  Charge by_word = charge("10");
  by_word.interval = {IntervalUnit::month, 13};
  CHECK(culprit(by_word) == "interval");
}

TEST_CASE("an amount counts as often as its quantity") {
  Charge seats = charge("50");
  seats.quantity = dec("2");
  CHECK(mrr(seats) == Ratio{100, 1});
  seats.quantity = dec("2.5");
  CHECK(mrr(seats) == Ratio{125, 1});
  seats.quantity = dec("0");
  CHECK(mrr(seats) == Ratio{0, 1});
}

TEST_CASE("discounts come off the whole interval: the percentage first, then the amount") {
  Charge discounted = charge("50");
  discounted.quantity = dec("2");
  discounted.discount_amount = dec("10");
  CHECK(mrr(discounted) == Ratio{90, 1});  // the definition of MRR: 2 x 50 less 10
  discounted.discount_percent = dec("10");
  CHECK(mrr(discounted) == Ratio{80, 1});  // 100 - 10 % - 10, not (100 - 10) - 10 %
}

TEST_CASE("a discount is taken once an interval, not once a month") {
  Charge yearly_charge = charge("1200", IntervalUnit::year);
  yearly_charge.discount_amount = dec("120");
  CHECK(mrr(yearly_charge) == Ratio{90, 1});
  yearly_charge.discount_amount = dec("0");
  yearly_charge.discount_percent = dec("25");
  CHECK(mrr(yearly_charge) == Ratio{75, 1});
}

TEST_CASE("percentages may have decimals and stay exact") {
  Charge discounted = charge("80");
  discounted.discount_percent = dec("12.5");
  CHECK(mrr(discounted) == Ratio{70, 1});
  discounted = charge("100");
  discounted.discount_percent = dec("33.3333");
  CHECK(mrr(discounted) == Ratio{666667, 10000});
}

TEST_CASE("a row is never below 0") {
  Charge discounted = charge("50");
  discounted.discount_amount = dec("60");
  CHECK(mrr(discounted) == Ratio{0, 1});
  discounted.discount_amount = dec("0");
  discounted.discount_percent = dec("100");
  CHECK(mrr(discounted) == Ratio{0, 1});
  CHECK(mrr(charge("0")) == Ratio{0, 1});
}

TEST_CASE("negative amounts and percentages outside 0..100 are bad, and the culprit is named") {
  CHECK(culprit(charge("-0.01")) == "amount");
  Charge bad = charge("50");
  bad.quantity = dec("-1");
  CHECK(culprit(bad) == "quantity");
  bad = charge("50");
  bad.discount_amount = dec("-1");
  CHECK(culprit(bad) == "discount_amount");
  bad = charge("50");
  bad.discount_percent = dec("-0.01");
  CHECK(culprit(bad) == "discount_percent");
  bad.discount_percent = dec("100.01");
  CHECK(culprit(bad) == "discount_percent");
  bad.discount_percent = dec("100");
  CHECK(culprit(bad) == "none");
}

TEST_CASE("what cannot be held is bad rather than rounded") {
  Charge fine = charge("0.000000000001");
  CHECK(mrr(fine) == Ratio{1, Decimal::unit});
  fine.discount_percent = dec("50");
  CHECK(culprit(fine) == "amount");
  Charge large = charge("999999999999999999");
  CHECK(mrr(large) == Ratio{999999999999999999, 1});
  large.quantity = dec("2");
  CHECK(culprit(large) == "amount");
  CHECK(culprit(charge("999999999999999999", IntervalUnit::day)) == "none");
}

TEST_CASE("a year is twelve months, and an amount a month is brought to a year and back") {
  CHECK(monthly(annual_of_month(dec("83.33"))) == Ratio{8333, 100});
  CHECK(yearly(annual_of_month(dec("83.33"))) == Ratio{99996, 100});
  CHECK(annual_amount(charge("83.33")).amount == annual_of_month(dec("83.33")));
}

TEST_CASE("a column mrr is monthly already and replaces all that") {
  Subscription row;
  row.started_on = day(2026, 5, 1);
  row.amount = dec("999");
  row.interval = {IntervalUnit::year, 1};
  row.interval_count = 13;
  row.quantity = dec("7");
  row.discount_percent = dec("50");
  row.mrr = dec("70");
  CHECK(complete(row, {}).fault == nullptr);
  CHECK(monthly(row.annual_amount) == Ratio{70, 1});
  row.mrr = dec("-0.01");
  CHECK(complete(row, {}).field == "mrr");
  Customer customer;
  customer.started_on = day(2026, 5, 1);
  customer.mrr = dec("70");
  CHECK(complete(customer, {}).fault == nullptr);
  CHECK(monthly(customer.annual_amount) == Ratio{70, 1});
  customer.mrr = dec("-70");
  CHECK(complete(customer, {}).field == "mrr");
}
