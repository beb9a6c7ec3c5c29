#include "csm/metrics/renewal.hpp"
#include "published/published.hpp"

namespace csm::published {

// Planhat, "SaaS Renewal Rate", planhat.com/blog/saas-renewal-rate: 10 contracts of 1,000 a month
// come up, 2 of them churn: 80 % by number and by value; with one of the renewed at 4,000 the rate
// by value is 110 %.
TEST_CASE("renewal rates by number and by value as Planhat prints them") {
  std::string text = "customer_id,term_end,value,renewed,renewed_value\n";
  for (int i = 0; i < 10; ++i) {
    text += std::to_string(i) + ",2026-05-15,1000," +
            (i < 2    ? "no,\n"
             : i == 2 ? "yes,4000\n"
                      : "yes,1000\n");
  }
  const Result result = from_csv(renewal_metric, text, "2026-05");
  CHECK(*result.value.amount == Ratio{80, 100});
  CHECK(fact(result, "gross_value_rate") == Ratio{80, 100});
  CHECK(fact(result, "net_value_rate") == Ratio{110, 100});
}

// "Renewal Percentage Calculator", codingace.net/crmp/renewal_percentage.html: starting base,
// renewed base, expansion, contraction, and the gross and net renewal rates of four months.
TEST_CASE("gross and net renewal rates of four months as CodingAce prints them") {
  struct Month {
    int base, renewed, expansion, contraction;
    const char *gross, *net;
  };
  for (const Month& month :
       {Month{120, 102, 8, 4, "0.8500", "0.8833"}, Month{135, 118, 9, 3, "0.8741", "0.9185"},
        Month{150, 126, 12, 5, "0.8400", "0.8867"}, Month{140, 124, 10, 2, "0.8857", "0.9429"}}) {
    const int at_new = month.renewed + month.expansion - month.contraction;
    const std::string text = "customer_id,term_end,value,renewed,renewed_value\na,2026-05-15," +
                             std::to_string(month.renewed) + ",yes," + std::to_string(at_new) +
                             "\nb,2026-05-15," + std::to_string(month.base - month.renewed) +
                             ",no,\n";
    const Result result = from_csv(renewal_metric, text, "2026-05");
    CHECK(fact(result, "gross_value_rate").to_decimal(4) == month.gross);
    CHECK(fact(result, "net_value_rate").to_decimal(4) == month.net);
  }
}

// Dock, "How to Calculate Renewal Rates: 7 metrics you should know",
// dock.us/library/calculate-renewal-rates: "if 85 out of 100 annual contracts renew, your logo
// renewal rate is 85%". Monetizely, "Understanding Contract Renewal Rate: A Critical SaaS Success
// Metric", getmonetizely.com: 80 of 100 contracts in Q2 are 80 %. BigDelta, "Renewal Rate",
// bigdelta.com/library/metrics/renewal-rate: 22 of 24 expiring contracts are 92 %.
TEST_CASE("renewal rates by number as Dock, Monetizely and BigDelta print them") {
  CHECK(to_text(by_hand(renewal_metric, {{"renewed", "85"}, {"due", "100"}}).value) == "85.0 %");
  CHECK(to_text(by_hand(renewal_metric, {{"renewed", "80"}, {"due", "100"}}).value) == "80.0 %");
  CHECK(by_hand(renewal_metric, {{"renewed", "22"}, {"due", "24"}}).value.amount->to_decimal(2) ==
        "0.92");
}

}  // namespace csm::published
