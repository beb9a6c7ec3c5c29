#include "csm/metrics/retention_cost.hpp"
#include "published/published.hpp"

namespace csm::published {

// https://certifiedcalculator.com/customer-retention-cost-calculation/, "Example": 500 customers
// and expenses of $10,000 are $20.00 a customer.
TEST_CASE("10,000 spent on 500 customers is a retention cost of 20") {
  const Result result = by_hand(retention_cost_metric, {{"cost", "10000"}, {"customers", "500"}});
  CHECK(to_text(result.value) == "20.00");
}

// http://mosaic.tech/financial-metrics/customer-retention-cost, "CRC = 125,000/250 = $500".
TEST_CASE("125,000 spent on 250 customers is a retention cost of 500") {
  const Result result = by_hand(retention_cost_metric, {{"cost", "125000"}, {"customers", "250"}});
  CHECK(to_text(result.value) == "500.00");
}

// https://www.customerfacing.io/glossary/customer-retention-cost: a month costs 10k for support,
// 10k for customer success, 5k for marketing, 1k for a platform, 500 for loyalty and 500 for
// other software; "$324k / 1,000 = $324" a customer and year.
TEST_CASE("27,000 a month on 1,000 customers is a retention cost of 324 a year") {
  std::string ledger = "category,amount,begin,end\n";
  for (const char* line : {"support,120000", "success,120000", "marketing,60000", "platform,12000",
                           "loyalty,6000", "software,6000"}) {
    ledger += std::string(line) + ",2025-01-01,2025-12-31\n";
  }
  Question question = question_of(retention_cost_metric);
  question.period = read_period("2025", std::nullopt);
  question.options = {{"customers", "1000"}};
  const Report report = run(question, {{"", "ledger.csv", ledger}}, {});
  CHECK(to_text(report.results.at(0).value) == "324.00");
}

// https://gainsight.com/resource/cost-of-retention-calculator: "you should not include customers
// added in the current year".
TEST_CASE("rule retained leaves out customers who were added in the period") {
  Question question = question_of(retention_cost_metric, "retained");
  question.period = read_period("2025", std::nullopt);
  const std::string customers =
      "customer_id,started_on,churned_on\na,2024-01-01,\nb,2024-01-01,\nc,2025-02-01,\n";
  const Report report = run(question,
                            {{"costs", "ledger.csv", "spent_on,amount\n2025-05-01,600\n"},
                             {"customers", "customers.csv", customers}},
                            {});
  CHECK(fact(report.results.at(0), "customers") == Ratio{2, 1});
  CHECK(to_text(report.results.at(0).value) == "300.00");
}

}  // namespace csm::published
