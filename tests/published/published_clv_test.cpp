#include "csm/metrics/clv.hpp"
#include "csm/records/amount.hpp"
#include "published/published.hpp"

namespace csm::published {

namespace {

/// A value of so many customers who pay `arpa` a month, of whom `lost` of 1,000 leave in one.
std::string of_subscriptions(int arpa, std::int64_t lost, const Ratio& margin) {
  SubscriptionTally tally;
  tally.add({annual_of_month(Decimal{arpa}), 1, 0}, 1000);
  tally.lost = lost;
  ValueTerms terms;
  terms.margin = margin;
  return to_text(finish(tally, terms, Currency{}).value);
}

}  // namespace

// The general definitions, section 4: 50 x 3 x 24 = 3,600; 100 x 2 x 36 = 7,200.
TEST_CASE("50 x 3 x 24 is 3,600 and 100 x 2 x 36 is 7,200") {
  CHECK(to_text(
            by_hand(clv_metric, {{"purchase-value", "50"}, {"frequency", "3"}, {"lifespan", "24"}})
                .value) == "3,600.00");
  CHECK(to_text(
            by_hand(clv_metric, {{"purchase-value", "100"}, {"frequency", "2"}, {"lifespan", "36"}})
                .value) == "7,200.00");
}

// The general definitions, section 4: 100 / 5 % = 2,000.
TEST_CASE("100 a month at a churn of 5 % is 2,000") {
  CHECK(of_subscriptions(100, 50, {1, 1}) == "2,000.00");
}

// https://abracalc.com/calculator/customer-lifetime-value-calculator/, a page each: ARPA, margin
// and churn a month of 100, 80 %, 5 % are $1,600; 500, 70 %, 2 % are $17,500; 200, 85 %, 3 % are
// "approximately $5,667"; 2,000, 60 %, 0.5 % are $240,000.
TEST_CASE("ARPA x margin / churn as calculators print it") {
  CHECK(of_subscriptions(100, 50, {80, 100}) == "1,600.00");
  CHECK(of_subscriptions(500, 20, {70, 100}) == "17,500.00");
  CHECK(of_subscriptions(200, 30, {85, 100}) == "5,666.67");
  CHECK(of_subscriptions(2000, 5, {60, 100}) == "240,000.00");
}

// https://glmbs.de/why-cpas-need-to-get-a-grip-on-blockchain: $300 a purchase, five a year, two
// years are $3,000.
TEST_CASE("300 a purchase, five a year for two years, is 3,000") {
  PurchaseTally tally;
  tally.customers = 1;
  tally.days = 365;
  tally.purchases = 5;
  tally.revenue = Decimal{1500}.atoms();
  CHECK(to_text(finish(tally, {Ratio{24, 1}, {}, ""}, {}, Currency{}).value) == "3,000.00");
}

}  // namespace csm::published
