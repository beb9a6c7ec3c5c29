#include "csm/metrics/expansion.hpp"
#include "published/published.hpp"

namespace csm::published {

namespace {

/// A customer's change of MRR in May 2026, as rows of one subscription after another.
std::string changed(const std::string& customer, int from, int to) {
  return customer + ",2025-01-01,2026-05-15," + std::to_string(from) + "\n" + customer +
         ",2026-05-15,," + std::to_string(to) + "\n";
}

const std::string head = "customer_id,started_on,ended_on,amount\n";

Result movements(const std::string& rows) {
  Question question = question_of(expansion_metric, "movements");
  question.period = read_period("2026-05", std::nullopt);
  const Report report = run(question, {{"", "t.csv", head + rows}}, {});
  REQUIRE(report.results.size() == 1);
  return report.results[0];
}

}  // namespace

// Upzelo, glossary, "Expansion MRR / Upgrade MRR", upzelo.com/glossary/expansion-mrr: from 5,000 at
// the start of May to 6,000 at its end from the same customers is an expansion of 20 %.
TEST_CASE("5,000 at the start that grow to 6,000 are an expansion of 1,000, 20 %") {
  const Result result =
      movements(changed("a", 3000, 3600) + changed("b", 2000, 2400) + "new,2026-05-03,,700\n");
  CHECK(fact(result, "expansion") == Ratio{1000, 1});
  CHECK(fact(result, "opening") == Ratio{5000, 1});
  CHECK(percent(fact(result, "expansion_rate"), 1) == "20.0");
}

// QuantLedger, "Expansion MRR Calculation Best Practices", quantledger.app: from 100 to 300 a month
// contributes 200, and 10 more seats at 15 contribute 150.
TEST_CASE("an upgrade from 100 to 300 and 10 more seats at 15 are an expansion of 350") {
  const Result result = movements(changed("plan", 100, 300) + changed("seats", 300, 450));
  CHECK(fact(result, "expansion") == Ratio{350, 1});
  CHECK(fact(result, "customers") == Ratio{2, 1});
}

}  // namespace csm::published
