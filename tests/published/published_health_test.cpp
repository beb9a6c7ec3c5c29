#include "csm/metrics/health.hpp"
#include "published/published.hpp"

namespace csm::published {

namespace {

using Factors = std::vector<std::string>;

/// The result of so many factors as they would be typed, and of a table of customers.
Result health_of(const Factors& factors, const std::string& text, Options options = {}) {
  std::string lines;
  for (const std::string& factor : factors) lines += (lines.empty() ? "" : "\n") + factor;
  Question question = question_of(health_metric);
  question.options = std::move(options);
  question.options["factor"] = lines;
  const Report report = run(question, {{"", "t.csv", text}}, {});
  CHECK(report.input->bad == 0);
  return report.results.at(0);
}

/// The mean to so many decimals.
std::string score_of(const Factors& factors, const std::string& text, int decimals,
                     Options options = {}) {
  return health_of(factors, text, std::move(options)).value.amount->to_decimal(decimals);
}

std::int64_t in_band(const Result& result, std::string_view band) {
  for (const Fact& fact : result.facts) {
    if (fact.name != "bands") continue;
    for (const auto& [name, count] : std::get<Breakdown>(fact.value)) {
      if (name == band) return static_cast<std::int64_t>(count.amount->num / count.amount->den);
    }
  }
  return -1;
}

}  // namespace

// Natero, "Calculation of Account Health Score",
// support.natero.com/hc/en-us/articles/204446145-Calculation-of-Account-Health-Score, and the
// general definition of the score: 83 x 7/23 + 71 x 5/23 + 78 x 8/23 + 54 x 3/23 = 75.
TEST_CASE("83, 71, 78 and 54 weighing 7, 5, 8 and 3 are a health score of 74.87") {
  const Factors factors = {"churn:7:0..100", "engagement:5:0..100", "usage:8:0..100",
                           "csm:3:0..100"};
  const std::string text = "customer_id,churn,engagement,usage,csm\na,83,71,78,54\n";
  CHECK(score_of(factors, text, 2) == "74.87");
  CHECK(score_of(factors, text, 0) == "75");
}

// Natero, two other editions of the same article: support.natero.com/hc/en-us/articles/204446145,
// 80 x 2/10 + 71 x 3/10 + 79 x 3/10 + 54 x 2/10 = 72, and
// support.natero.com/support/solutions/articles/50000000840-calculation-of-account-health-score,
// 80 x 2/10 + 71 x 3/10 + 90 x 3/10 + 54 x 2/10 = 75.
TEST_CASE("80, 71, 79 and 54 weighing 2, 3, 3 and 2 are 72, with 90 in place of 79 they are 75") {
  const Factors factors = {"support:2:0..100", "engagement:3:0..100", "usage:3:0..100",
                           "csm:2:0..100"};
  const std::string header = "customer_id,support,engagement,usage,csm\n";
  CHECK(score_of(factors, header + "a,80,71,79,54\n", 0) == "72");
  CHECK(score_of(factors, header + "a,80,71,90,54\n", 0) == "75");
}

// Vitally, "Health scores", docs.vitally.io/account-health-scores-and-metrics/health-scores: two
// integrations enabled (10 points of 10) and one disabled (0) are (10 + 10 + 0) / 3 = ~6.67.
TEST_CASE("two integrations of three are 6.67 of 10") {
  const Factors factors = {"a:1:0..10", "b:1:0..10", "c:1:0..10"};
  CHECK(score_of(factors, "customer_id,a,b,c\nx,10,10,0\n", 1) == "66.7");
}

// "Customer Health Scoring Algorithm", SCORING_ALGORITHM.md of
// github.com/Jackiekarwacki/CustomerSuccessDashboard: 90 x 0.4 + 75 x 0.4 + 80 x 0.2 = 82; from 75
// on a customer is healthy, from 50 on at risk, below that critical.
TEST_CASE("90, 75 and 80 weighing 40, 40 and 20 % are 82, which is healthy") {
  const Factors factors = {"engagement:0.4:0..100", "adoption:0.4:0..100", "support:0.2:0..100"};
  const Result result = health_of(factors, "customer_id,engagement,adoption,support\na,90,75,80\n");
  CHECK(*result.value.amount == Ratio{82, 1});
  CHECK(in_band(result, "green") == 1);
}

// "Health Score Calculation", HEALTH_SCORE_CALCULATION.md of
// github.com/simisgithome/SuperOps-hackathon: six factors of an enterprise client are 98.4, those
// of a small one 48.8, which is at risk (below 50).
TEST_CASE("six weighed factors are 98.4 for one client and 48.8 for another") {
  const Factors factors = {"payment:0.25:0..100",  "support:0.20:0..100",  "licenses:0.20:0..100",
                           "contract:0.15:0..100", "adoption:0.10:0..100", "contact:0.10:0..100"};
  const std::string header = "customer_id,payment,support,licenses,contract,adoption,contact\n";
  CHECK(score_of(factors, header + "big,100,92,100,100,100,100\n", 1) == "98.4");
  const Result small = health_of(factors, header + "small,77.5,49,30,37.3,30,50\n");
  CHECK(small.value.amount->to_decimal(1) == "48.8");
  CHECK(in_band(small, "red") == 1);
}

}  // namespace csm::published
