#include <algorithm>
#include <sstream>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_costs.hpp"
#include "support/random_tables.hpp"
#include "support/slow_churn.hpp"
#include "support/slow_mrr.hpp"
#include "support/slow_retention_cost.hpp"
#include "support/slow_subscription.hpp"

// Retention cost against the slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::Rational;
using slow::Table;

constexpr std::uint64_t seeds = 3000;

/// As text, so that a failure shows both sides.
std::string shown_as(const std::optional<Rational>& value) {
  if (!value) return "n/a";
  std::ostringstream out;
  out << *value;
  return out.str();
}

std::string shown_as(const std::optional<Ratio>& ratio) {
  using boost::multiprecision::cpp_int;
  if (!ratio) return "n/a";
  return shown_as(Rational(cpp_int(to_string(ratio->num)), cpp_int(to_string(ratio->den))));
}

Report answer_of(const Question& question, const Table& ledger,
                 const std::optional<Table>& customers = std::nullopt) {
  std::vector<Source> sources = {{"costs", "ledger", slow::to_csv(ledger)}};
  if (customers) sources.push_back({"subscriptions", "customers", slow::to_csv(*customers)});
  return run(question, sources, {});
}

void check_costs(const Result& result, const slow::RetentionCostFigures& wanted) {
  CHECK(shown_as(test::fact(result, "cost")) == shown_as(wanted.cost));
  const auto& by_category = std::get<Breakdown>(result.facts.at(1).value);
  CHECK(by_category.size() == wanted.by_category.size());
  for (const auto& [category, amount] : by_category) {
    const auto found = wanted.by_category.find(category);
    REQUIRE(found != wanted.by_category.end());
    CHECK(category + shown_as(amount.amount) == category + shown_as(found->second));
  }
}

long left_out(const Report& report, const std::string& reason) {
  const auto found = report.input->not_counted.find(reason);
  return found == report.input->not_counted.end() ? 0 : found->second;
}

/// The question with a number of customers, and the answer where not every row is bad.
void check_ledger(const Table& ledger, const Question& question,
                  const slow::RetentionCostOptions& options) {
  const slow::RetentionCosts wanted = slow::slow_retention_costs(ledger, options);
  const Report report = answer_of(question, ledger);
  CHECK(report.input->bad == wanted.bad);
  if (report.input->bad >= report.input->rows) return;
  CHECK(left_out(report, "of other categories") == wanted.of_other_categories);
  CHECK(left_out(report, "outside the period") == wanted.outside);
  CHECK(left_out(report, "without a date") == wanted.undated);
  REQUIRE(report.results.size() == wanted.by_currency.size());
  auto result = report.results.begin();
  for (const auto& [currency, figures] : wanted.by_currency) {
    CHECK(result->value.currency.code() == currency);
    check_costs(*result, figures);
    CHECK(shown_as(result->value.amount) == shown_as(Rational(figures.cost / 7)));
    ++result;
  }
}

/// Whether some good row is of the category.
bool has_category(const Table& ledger, const std::string& category) {
  return !slow::slow_retention_costs(ledger, {std::nullopt, {category}}).by_currency.empty();
}

Table without_bad_rows(Table table) {
  Table good{table.header, {}};
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!slow::is_bad_mrr_row(table, row, false)) good.rows.push_back(table.rows[row]);
  }
  return good;
}

void check_customers(const Table& ledger, const Table& all_customers, std::uint64_t seed) {
  const slow::Days may{slow::random_period_begin(), slow::random_period_end()};
  const Table customers = without_bad_rows(all_customers);
  slow::ChurnOptions of_churn{may.begin, may.end, false, false};
  Question question = ask("retention-cost", "2026-05");
  question.rule = &question.metric->rules[seed % 3];
  of_churn.assume_unique = question.assume_unique = seed % 5 == 1;
  const slow::ChurnFigures churn = slow::slow_churn(customers, of_churn);
  const long served[] = {churn.opening + churn.joined, churn.opening - churn.churned_existing,
                         churn.closing};
  const auto wanted = slow::slow_retention_costs(ledger, {may, {}});
  auto mrr = slow::slow_mrr(customers, {may.begin, may.end});
  const Report report = answer_of(question, ledger, all_customers);
  if (wanted.by_currency.empty()) CHECK_FALSE(report.results.at(0).value.amount);
  if (customers.rows.empty() || wanted.by_currency.empty()) return;
  REQUIRE(report.results.size() == wanted.by_currency.size());
  auto result = report.results.begin();
  for (const auto& [currency, figures] : wanted.by_currency) {
    check_costs(*result, figures);
    const long base = served[seed % 3];
    CHECK(shown_as(test::fact(*result, "customers")) == shown_as(Rational(base)));
    CHECK(shown_as(result->value.amount) == shown_as(slow::share_of(figures.cost, base)));
    CHECK(shown_as(test::fact(*result, "cost_to_mrr")) ==
          shown_as(slow::share_of(figures.cost, mrr[currency].mrr)));
    ++result;
  }
}

}  // namespace

TEST_CASE("the costs of a period are what the slow reading of a ledger gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table ledger = slow::random_costs(seed);
    const bool has_days = slow::has_column(ledger, "spent_on") || slow::has_column(ledger, "begin");
    slow::RetentionCostOptions options;
    Question question = ask("retention-cost", "all");
    if (has_days && seed % 3 != 0) {
      question = ask("retention-cost", "2026-05");
      options.period = slow::Days{slow::random_period_begin(), slow::random_period_end()};
    }
    question.options["customers"] = "7";
    if (seed % 4 == 1 && slow::has_column(ledger, "category") && has_category(ledger, "team") &&
        has_category(ledger, "a, b")) {
      question.options["category"] = "TEAM\na, b";
      options.categories = {"team", "a, b"};
    }
    check_ledger(ledger, question, options);
  }
}

TEST_CASE("the months of the costs are what the slow reading of a ledger gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table ledger = slow::random_costs(seed);
    Question question = ask("retention-cost");
    question.options["customers"] = "7";
    const auto period = slow::slow_months_of_costs(ledger);
    check_ledger(ledger, question, {period, {}});
    const Report report = answer_of(question, ledger);
    const Span& span = *report.results.at(0).span;
    REQUIRE(span.period.is_all() == !period.has_value());
    if (!period) continue;
    CHECK(to_iso(span.period.begin) == slow::format_day(period->begin));
    CHECK(to_iso(span.period.end) == slow::format_day(period->end));
  }
}

TEST_CASE("cost a customer and cost to MRR are what the slow readings give", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table ledger = slow::random_costs(seed);
    if (!slow::has_column(ledger, "spent_on") && !slow::has_column(ledger, "begin")) continue;
    check_customers(ledger, slow::random_subscriptions(seed), seed);
  }
}

}  // namespace csm::test
