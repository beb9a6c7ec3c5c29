#include "csm/metrics/expansion.hpp"
#include "published/published.hpp"

namespace csm::published {

namespace {

/// Purchases of customers, one of each kind.
Result bought_in_may(const std::vector<std::pair<std::string, int>>& purchases) {
  std::string text = "customer_id,purchased_on,kind,amount\n";
  int id = 0;
  for (const auto& [kind, amount] : purchases) {
    text += std::to_string(++id) + ",2026-05-15," + kind + "," + std::to_string(amount) + "\n";
  }
  return from_csv(expansion_metric, text, "2026-05");
}

/// Customers of long before May 2026 who went from one MRR to another in it, so many of each.
struct Rise {
  int customers;
  int from;
  int to;
};

Question question_of_movements() {
  Question question = question_of(expansion_metric, "movements");
  question.period = read_period("2026-05", std::nullopt);
  return question;
}

Result moved_in_may(const std::vector<Rise>& rises) {
  std::string text = "customer_id,started_on,ended_on,mrr\n";
  int id = 0;
  for (const Rise& rise : rises) {
    for (int n = 0; n < rise.customers; ++n) {
      const std::string customer = std::to_string(++id);
      text += customer + ",2025-01-01,2026-05-15," + std::to_string(rise.from) + "\n";
      text += customer + ",2026-05-15,," + std::to_string(rise.to) + "\n";
    }
  }
  const Report report =
      run(question_of_movements(), {{"subscriptions", "subscriptions.csv", text}}, {});
  REQUIRE(report.results.size() == 1);
  return report.results[0];
}

Ratio value_of(const Result& result) {
  REQUIRE(result.value.amount);
  return *result.value.amount;
}

}  // namespace

// PanCalcHub, "Expansion Revenue Calculator", pancalchub.com/saas/expansion-revenue-calculator,
// "Example Calculations": 5,000 upsell, 2,000 cross-sell, 1,500 add-on -> 8,500; 50,000, 30,000,
// 20,000 -> 100,000.
TEST_CASE("5,000 of upsell, 2,000 of cross-sell and 1,500 of add-ons are 8,500 of expansion") {
  const Result result = bought_in_may({{"upsell", 5000}, {"cross-sell", 2000}, {"add-on", 1500}});
  CHECK(value_of(result) == Ratio{8500, 1});
  CHECK(value_of(bought_in_may({{"upsell", 50000}, {"cross-sell", 30000}, {"add-on", 20000}})) ==
        Ratio{100000, 1});
}

// Hyperengage, glossary "Expansion MRR (Monthly Recurring Revenue)",
// hyperengage.io/glossary/expansion-mrr-monthly-recurring-revenue: upgrades 500, features 30,
// services 20 -> 550.
TEST_CASE("500 of upgrades, 30 of features and 20 of services are 550 of expansion") {
  const Result result = bought_in_may({{"upgrade", 500}, {"cross_sell", 30}, {"add_on", 20}});
  CHECK(value_of(result) == Ratio{550, 1});
  CHECK(fact(result, "purchases") == Ratio{3, 1});
}

// Prime Calc Pro, "Expansion MRR Calculator", primecalcpro.com/hi/learn/expansion-mrr-calc: "$5000
// from upgrades + $2000 add-ons" -> 7,000.
TEST_CASE("5,000 of upgrades and 2,000 of add-ons are 7,000 of expansion") {
  CHECK(value_of(bought_in_may({{"Upgrade", 5000}, {"Add-on", 2000}})) == Ratio{7000, 1});
}

// mrrsucks, "Expansion Revenue", mrrsucks.com/learn/expansion-revenue: 15 customers up by 150 and 5
// by 80 a month -> 2,650.
TEST_CASE("15 customers who pay 150 more and 5 who pay 80 more are 2,650 of expansion") {
  const Result result = moved_in_may({{15, 50, 200}, {5, 20, 100}});
  CHECK(value_of(result) == Ratio{2650, 1});
  CHECK(fact(result, "customers") == Ratio{20, 1});
}

// atSpark, SaaS glossary "Expansion MRR", atspark.com/glossary/expansion-mrr: from 500 to 800 a
// month and an add-on of 100 -> 400.
TEST_CASE("a customer from 500 to 800 a month with 100 of add-ons is 400 of expansion") {
  const Report report = run(question_of_movements(),
                            {{"subscriptions", "subscriptions.csv",
                              "customer_id,started_on,ended_on,mrr\n1,2025-01-01,2026-05-10,500\n"
                              "1,2026-05-10,,800\n1,2026-05-20,,100\n"}},
                            {});
  CHECK(value_of(report.results.at(0)) == Ratio{400, 1});
}

// Upzelo, glossary "Expansion MRR / Upgrade MRR", upzelo.com/glossary/expansion-mrr: the same
// customers from 5,000 to 6,000 in May -> 20 %.
TEST_CASE("the same customers from 5,000 to 6,000 are an expansion rate of 20 %") {
  const Result result = moved_in_may({{1, 2000, 2500}, {2, 1500, 1750}});
  CHECK(fact(result, "opening") == Ratio{5000, 1});
  CHECK(fact(result, "expansion") == Ratio{1000, 1});
  CHECK(to_text(result.fact("expansion_rate")) == "20.0 %");
}

// QuantLedger, "Expansion MRR Calculation Best Practices",
// quantledger.app/blog/expansion-mrr-calculation-best-practices: an upgrade from 100 to 300 a month
// contributes 200, and 10 more seats at 15 contribute 150.
TEST_CASE("an upgrade from 100 to 300 and 10 more seats at 15 are an expansion of 350") {
  const Result result = moved_in_may({{1, 100, 300}, {1, 300, 450}});
  CHECK(value_of(result) == Ratio{350, 1});
  CHECK(fact(result, "customers") == Ratio{2, 1});
}

// runfutureproof, "Expansion Revenue", runfutureproof.com/terms/expansion-revenue: 500 a month at
// the start, seats +250, a better tier +200, a module +100 -> 550, 110 % of the original.
TEST_CASE("500 a month that became 1,050 is 550 of expansion, 110 % of what it was") {
  const Result result = moved_in_may({{1, 500, 1050}});
  CHECK(value_of(result) == Ratio{550, 1});
  CHECK(to_text(result.fact("expansion_rate")) == "110.0 %");
}

// CalcMastery, "Expansion MRR Calculator", calcmastery.com/expansion-mrr-calculator, "Example":
// 75,000 at the start and 3 % -> 2,250.
TEST_CASE("2,250 of purchases beside 75,000 of opening MRR are an expansion rate of 3 %") {
  Question question = question_of(expansion_metric, "purchases");
  question.period = read_period("2026-05", std::nullopt);
  const Report report = run(
      question,
      {{"purchases", "purchases.csv",
        "customer_id,purchased_on,kind,amount\n1,2026-05-02,upsell,2000\n1,2026-05-03,addon,250\n"},
       {"subscriptions", "subscriptions.csv",
        "customer_id,started_on,ended_on,mrr\n1,2025-01-01,,75000\n"}},
      {});
  REQUIRE(report.results.size() == 1);
  CHECK(value_of(report.results[0]) == Ratio{2250, 1});
  CHECK(to_text(report.results[0].fact("expansion_rate")) == "3.0 %");
}

// examples/STORY.md: in May 2026 9,048.00 of upsell, cross-sell and add-ons, net of refunds, and
// 3,035.60 of expansion by the movements of 69,573.85 at opening.
TEST_CASE("the bundled exports say what their story says of May 2026") {
  Question question = question_of(expansion_metric);
  question.rule = nullptr;
  question.period = read_period("2026-05", std::nullopt);
  const Report report = run(question,
                            {{"purchases", CSM_EXAMPLES "/purchases.csv"},
                             {"subscriptions", CSM_EXAMPLES "/subscriptions.csv"}},
                            {});
  REQUIRE(report.results.size() == 2);
  Ratio story{0, 1};
  Ratio rest{0, 1};
  for (const Fact& by_kind : report.results[0].facts) {
    if (by_kind.name != "amount_by_kind") continue;
    for (const auto& [kind, amount] : std::get<Breakdown>(by_kind.value)) {
      const bool is_of_story = kind == "upsell" || kind == "cross_sell" || kind == "add_on";
      Ratio& sum = is_of_story ? story : rest;
      sum = sum + *amount.amount;
    }
  }
  CHECK(story == Ratio{9048, 1});
  CHECK(rest == Ratio{395, 1});  // of loyalty
  CHECK(value_of(report.results[0]) == Ratio{9443, 1});
  CHECK(to_text(report.results[0].fact("refunds")) == "48.00 USD");
  CHECK(to_text(report.results[1].value) == "3,035.60 USD");
  CHECK(to_text(report.results[1].fact("opening")) == "69,573.85 USD");
  CHECK(fact(report.results[1], "customers") == Ratio{52, 1});
}

}  // namespace csm::published
