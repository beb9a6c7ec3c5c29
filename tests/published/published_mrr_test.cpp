#include "csm/metrics/mrr.hpp"
#include "csm/records/amount.hpp"
#include "published/published.hpp"

namespace csm::published {

namespace {

/// Customers that started long before May 2026 and went from one MRR to another in it.
Result moved_in_may(const std::vector<std::pair<int, int>>& customers) {
  std::string text = "customer_id,subscription_id,started_on,ended_on,amount\n";
  int id = 0;
  for (const auto& [from, to] : customers) {
    const std::string customer = std::to_string(++id);
    if (from > 0)
      text += customer + ",a" + customer + ",2025-01-01,2026-05-15," + std::to_string(from) + "\n";
    if (to > 0) text += customer + ",b" + customer + ",2026-05-15,," + std::to_string(to) + "\n";
  }
  return from_csv(mrr_metric, text, "2026-05");
}

}  // namespace

// The definition of MRR, "Checks": 100 at 100 a month and 50 at 600 a year -> 12,500.
TEST_CASE("100 customers at 100 a month and 50 at 600 a year have an MRR of 12,500") {
  std::string text = "customer_id,started_on,ended_on,amount,interval,currency\n";
  for (int i = 0; i < 150; ++i) {
    text += std::to_string(i) + ",2026-01-01,," + (i < 100 ? "100,month" : "600,year") + ",USD\n";
  }
  const Result result = from_csv(mrr_metric, text);
  CHECK(to_text(result.value) == "12,500.00 USD");
  CHECK(fact(result, "customers") == Ratio{150, 1});
  CHECK(fact(result, "arpa") == Ratio{12500, 150});
}

// The definition of MRR, "Checks": 1,200 a year -> 100; 2 x 50 less 10 -> 90.
TEST_CASE("1,200 a year is 100 a month, and 2 x 50 less 10 is 90") {
  const std::string header =
      "customer_id,started_on,ended_on,amount,interval,quantity,discount_amount\n";
  CHECK(to_text(from_csv(mrr_metric, header + "1,2026-01-01,,1200,year,1,0\n").value) == "100.00");
  CHECK(to_text(from_csv(mrr_metric, header + "1,2026-01-01,,50,month,2,10\n").value) == "90.00");
}

// The definition of MRR, "Checks": opening 100, -10 churned, -10 contraction, +10 expansion -> grr
// 80 %, nrr 90 %.
TEST_CASE("opening 100, 10 churned, 10 contraction, 10 expansion keep 80 % gross and 90 % net") {
  const Result result = moved_in_may({{10, 0}, {40, 30}, {50, 60}});
  CHECK(fact(result, "opening") == Ratio{100, 1});
  CHECK(to_text(result.fact("grr")) == "80.0 %");
  CHECK(to_text(result.fact("nrr")) == "90.0 %");
}

// ChurnZero, "Churnopedia: Net Revenue Retention", churnzero.net/churnopedia/net-revenue-retention:
// 27,000 grow to 35,000 by upsells, 5,000 churn: 30,000 of 27,000 is 111 %.
TEST_CASE("27,000 with upsells to 35,000 and 5,000 churned is a net retention of 111 %") {
  const Result result = moved_in_may({{5000, 0}, {22000, 30000}});
  CHECK(fact(result, "expansion") == Ratio{8000, 1});
  CHECK(fact(result, "churned") == Ratio{5000, 1});
  CHECK(fact(result, "nrr") == Ratio{30000, 27000});
  CHECK(percent(fact(result, "nrr"), 0) == "111");
}

// Dodo Payments, glossary "Gross Revenue Retention (GRR)": 10,000 less 1,000 lost -> 90 %.
TEST_CASE("10,000 of which 1,000 are lost is a gross retention of 90 %") {
  const Result result = moved_in_may({{600, 0}, {9400, 9000}});
  CHECK(to_text(result.fact("grr")) == "90.0 %");
}

// MaximCalculator, "Gross Revenue Retention (GRR)": 50,000, 3,000 churned, 2,000 downgraded -> 90
// %.
TEST_CASE("50,000 less 3,000 churned and 2,000 downgraded is a gross retention of 90 %") {
  const Result result = moved_in_may({{3000, 0}, {20000, 18000}, {27000, 27000}});
  CHECK(fact(result, "churned") == Ratio{3000, 1});
  CHECK(fact(result, "contraction") == Ratio{2000, 1});
  CHECK(to_text(result.fact("grr")) == "90.0 %");
}

// Olune, startup glossary "SaaS Quick Ratio", getolune.com: 4,000 new and 1,000 expansion against
// 900 churned and 350 contraction is 4.0 (the ratio that Mamoon Hamid asks of a company); with
// twice the churn it is 2.3.
TEST_CASE("gains of 5,000 against losses of 1,250 are a quick ratio of 4") {
  const Result result = moved_in_may({{0, 4000}, {5000, 6000}, {900, 0}, {1000, 650}});
  CHECK(fact(result, "new") == Ratio{4000, 1});
  CHECK(fact(result, "quick_ratio") == Ratio{4, 1});
  const Result worse = moved_in_may({{0, 4000}, {5000, 6000}, {1800, 0}, {1000, 650}});
  CHECK(fact(worse, "quick_ratio").to_decimal(1) == "2.3");
}

// AbraCalc, "SaaS Quick Ratio Calculator", worked example: 5,000 new and 1,000 expansion against
// 1,500 churned and 500 contraction is 3, net new MRR 4,000.
TEST_CASE("gains of 6,000 against losses of 2,000 are a quick ratio of 3 and 4,000 net new") {
  const Result result = moved_in_may({{0, 5000}, {2000, 3000}, {1500, 0}, {1000, 500}});
  CHECK(fact(result, "quick_ratio") == Ratio{3, 1});
  CHECK(fact(result, "net_new") == Ratio{4000, 1});
}

// dnoise, "NRR (Net Revenue Retention)", dnoise.online/en/metrics/nrr-ndr:
// (200,000 - 6,000 - 4,000 + 20,000) / 200,000 = 105 %.
TEST_CASE("200,000 less 6,000 and 4,000 and with 20,000 more is a net retention of 105 %") {
  const Result result = moved_in_may({{6000, 0}, {94000, 90000}, {100000, 120000}});
  CHECK(to_text(result.fact("nrr")) == "105.0 %");
  CHECK(to_text(result.fact("net_churn_rate")) == "-5.0 %");
}

}  // namespace csm::published
