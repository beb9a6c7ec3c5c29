#include <algorithm>
#include <sstream>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_tables.hpp"
#include "support/slow_churn.hpp"
#include "support/slow_known_until.hpp"
#include "support/slow_mrr.hpp"
#include "support/slow_nps.hpp"

// The program against the slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::Rational;
using slow::Table;

constexpr std::uint64_t seeds = 3000;

std::string text_of(Int128 number) { return to_string(number); }

std::optional<Rational> rational(const std::optional<Ratio>& ratio) {
  if (!ratio) return std::nullopt;
  return Rational(boost::multiprecision::cpp_int(text_of(ratio->num)),
                  boost::multiprecision::cpp_int(text_of(ratio->den)));
}

std::optional<Rational> exact(const Result& result, std::string_view name) {
  return rational(test::fact(result, name));
}

/// As text, so that a failure shows both sides.
std::string shown_as(const std::optional<Rational>& value) {
  if (!value) return "n/a";
  std::ostringstream out;
  out << *value;
  return out.str();
}

std::string number(long value) { return std::to_string(value); }

#define CHECK_FACT(result, name, wanted)                           \
  CHECK(std::string(name) + " " + shown_as(exact(result, name)) == \
        std::string(name) + " " + shown_as(wanted))

std::string iso(int day) { return slow::format_day(day); }

Question may(std::string_view metric, std::string_view rule = "") {
  return ask(metric, "2026-05", rule);
}

/// Without one good row nothing is known: no figure, no fact, and the reason.
bool is_unknown(const Report& report) {
  if (report.input->bad < report.input->rows) return false;
  REQUIRE(report.results.size() == 1);
  const Result& result = report.results[0];
  CHECK_FALSE(result.value.amount.has_value());
  CHECK_FALSE(result.reason.empty());
  for (const Fact& fact : result.facts) {
    const auto* quantity = std::get_if<Quantity>(&fact.value);
    CHECK((quantity == nullptr || !quantity->amount));
  }
  return true;
}

void check_churn(const Table& table, const Question& question, const slow::ChurnOptions& options) {
  const slow::ChurnFigures wanted = slow::slow_churn(table, options);
  const Report report = answer(question, slow::to_csv(table));
  CHECK(report.input->bad == wanted.bad);
  if (is_unknown(report)) return;
  REQUIRE(report.results.size() == 1);
  const Result& result = report.results[0];
  CHECK_FACT(result, "opening", Rational(wanted.opening));
  CHECK_FACT(result, "churned_existing", Rational(wanted.churned_existing));
  CHECK_FACT(result, "churned_new", Rational(wanted.churned_new));
  CHECK_FACT(result, "churned", Rational(wanted.churned_existing + wanted.churned_new));
  CHECK_FACT(result, "joined", Rational(wanted.joined));
  CHECK_FACT(result, "returned", Rational(wanted.returned));
  CHECK_FACT(result, "lapsed_and_returned", Rational(wanted.lapsed_and_returned));
  CHECK_FACT(result, "closing", Rational(wanted.closing));
  long left_out = 0;
  for (const auto& [reason, count] : report.input->not_counted) left_out += count;
  CHECK(left_out == wanted.not_customers);
  const std::optional<Rational>* by_rule[] = {&wanted.opening_rule, &wanted.exposed, &wanted.cohort,
                                              &wanted.stripe};
  const auto& rules = question.metric->rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Question by = question;
    by.rule = &rules[i];
    const Report other = answer(by, slow::to_csv(table));
    CHECK(std::string(rules[i].id) + " " + shown_as(rational(other.results[0].value.amount)) ==
          std::string(rules[i].id) + " " + shown_as(*by_rule[i]));
  }
}

void check_mrr_result(const Result& result, const slow::MrrFigures& wanted) {
  CHECK_FACT(result, "mrr", wanted.mrr);
  CHECK_FACT(result, "customers", Rational(wanted.customers));
}

void check_movements(const Result& result, const slow::MrrFigures& wanted) {
  CHECK_FACT(result, "opening", wanted.opening);
  CHECK_FACT(result, "closing", wanted.mrr);
  CHECK_FACT(result, "past_due", wanted.past_due);
  CHECK_FACT(result, "arr", wanted.arr);
  CHECK_FACT(result, "arpa", wanted.arpa);
  CHECK_FACT(result, "net_new", wanted.net_new);
  CHECK_FACT(result, "new", wanted.new_money);
  CHECK_FACT(result, "reactivation", wanted.reactivation);
  CHECK_FACT(result, "expansion", wanted.expansion);
  CHECK_FACT(result, "contraction", wanted.contraction);
  CHECK_FACT(result, "churned", wanted.churned);
  CHECK_FACT(result, "new_customers", Rational(wanted.new_customers));
  CHECK_FACT(result, "reactivation_customers", Rational(wanted.reactivation_customers));
  CHECK_FACT(result, "expansion_customers", Rational(wanted.expansion_customers));
  CHECK_FACT(result, "contraction_customers", Rational(wanted.contraction_customers));
  CHECK_FACT(result, "churned_customers", Rational(wanted.churned_customers));
  CHECK_FACT(result, "nrr", wanted.nrr);
  CHECK_FACT(result, "grr", wanted.grr);
  CHECK_FACT(result, "gross_churn_rate", wanted.gross_churn_rate);
  CHECK_FACT(result, "net_churn_rate", wanted.net_churn_rate);
  CHECK_FACT(result, "quick_ratio", wanted.quick_ratio);
}

void check_mrr(const Table& table, const Question& question, const slow::MrrOptions& options) {
  const auto wanted = slow::slow_mrr(table, options);
  const Report report = answer(question, slow::to_csv(table));
  CHECK(report.input->bad == slow::count_bad_mrr_rows(table, options.end_included));
  if (is_unknown(report)) return;
  REQUIRE(report.results.size() == wanted.size());
  auto result = report.results.begin();
  for (const auto& [currency, figures] : wanted) {
    CHECK(result->value.currency.code() == currency);
    check_mrr_result(*result, figures);
    if (!options.annual_when_billed) check_movements(*result, figures);
    ++result;
  }
}

void check_nps(const Table& table, const Question& question, const slow::NpsOptions& options) {
  const slow::NpsFigures wanted = slow::slow_nps(table, options);
  const Report report = answer(question, slow::to_csv(table));
  CHECK(report.input->bad == wanted.bad);
  if (is_unknown(report)) return;
  REQUIRE(report.results.size() == 1);
  const Result& result = report.results[0];
  CHECK(shown_as(rational(result.value.amount)) == shown_as(wanted.nps));
  CHECK_FACT(result, "promoters", Rational(wanted.promoters));
  CHECK_FACT(result, "passives", Rational(wanted.passives));
  CHECK_FACT(result, "detractors", Rational(wanted.detractors));
  CHECK_FACT(result, "unscored", Rational(wanted.unscored));
  CHECK_FACT(result, "mean", wanted.mean);
  CHECK_FACT(result, "response_rate", wanted.response_rate);
  for (const Fact& breakdown : result.facts) {
    if (breakdown.name != "distribution") continue;
    for (const auto& [score, count] : std::get<Breakdown>(breakdown.value)) {
      const long slow_count =
          score == "between" ? wanted.fractional_scores : wanted.whole_scores[std::stoul(score)];
      CHECK(score + " " + shown_as(rational(count.amount)) == score + " " + number(slow_count));
    }
  }
}

/// Yearly amounts as they are billed are told by `amount`; what `mrr` says is monthly already.
Table without_column(Table table, const std::string& column) {
  const auto found = std::find(table.header.begin(), table.header.end(), column);
  if (found == table.header.end()) return table;
  const auto index = found - table.header.begin();
  table.header.erase(found);
  for (auto& row : table.rows) row.erase(row.begin() + index);
  return table;
}

/// Tables of every kind that has days, by turns.
Table random_dated(std::uint64_t seed) {
  return seed % 3 == 0 ? slow::random_customers(seed) : slow::random_subscriptions(seed);
}

}  // namespace

TEST_CASE("churn is what the slow reading of its definition gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = random_dated(seed);
    slow::ChurnOptions options{slow::random_period_begin(), slow::random_period_end(), false,
                               false};
    Question question = may("churn");
    options.end_included = question.end_included = seed % 4 == 1;
    options.assume_unique = question.assume_unique = seed % 5 == 1;
    check_churn(table, question, options);
  }
}

TEST_CASE("churn of a snapshot is what the slow reading gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    Question question = ask("churn");
    slow::ChurnOptions options;
    options.assume_unique = question.assume_unique = seed % 5 == 1;
    check_churn(slow::random_snapshot(seed), question, options);
  }
}

TEST_CASE("MRR and its movements are what the slow reading of their definition gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = random_dated(seed);
    if (!slow::has_column(table, "mrr") && !slow::has_column(table, "amount")) continue;
    slow::MrrOptions options;
    options.begin = slow::random_period_begin();
    options.end = slow::random_period_end();
    Question question = may("mrr");
    options.end_included = question.end_included = seed % 4 == 1;
    options.assume_unique = question.assume_unique = seed % 5 == 1;
    check_mrr(table, question, options);
  }
}

TEST_CASE("MRR with yearly amounts when billed is what the slow reading gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = without_column(slow::random_subscriptions(seed), "mrr");
    if (!slow::has_column(table, "amount")) continue;
    slow::MrrOptions options;
    options.begin = slow::random_period_begin();
    options.end = slow::random_period_end();
    options.annual_when_billed = true;
    Question question = may("mrr");
    question.options["annual"] = "when-billed";
    check_mrr(table, question, options);
  }
}

TEST_CASE("NPS is what the slow reading of its definition gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = slow::random_answers(seed);
    slow::NpsOptions options;
    Question question = ask("nps");
    if (seed % 2 == 0) {
      question = may("nps");
      options.begin = slow::random_period_begin();
      options.end = slow::random_period_end();
    }
    if (seed % 3 == 0) {
      options.latest = true;
      question.options["per-customer"] = "latest";
    }
    if (seed % 7 == 0) {
      options.scale_low = 1;
      question.options["scale"] = "1-10";
    }
    const bool needs_day = options.begin || options.latest;
    if (needs_day && !slow::has_column(table, "answered_on")) continue;
    if (options.latest && !slow::has_column(table, "customer_id")) continue;
    check_nps(table, question, options);
  }
}

TEST_CASE("the default period and known until are what the slow reading gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = random_dated(seed);
    const bool is_mrr = seed % 2 == 0;
    if (is_mrr && !slow::has_column(table, "mrr") && !slow::has_column(table, "amount")) continue;
    const auto known =
        is_mrr ? slow::known_until_for_mrr(table) : slow::known_until_for_churn(table);
    const Report report = answer(ask(is_mrr ? "mrr" : "churn"), slow::to_csv(table));
    const Span& span = *report.results[0].span;
    REQUIRE(span.known_until.has_value() == known.has_value());
    if (!known) continue;
    CHECK(to_iso(*span.known_until) == iso(*known));
    const auto period = slow::default_period(known);
    CHECK(to_iso(span.period.begin) == iso(period->begin));
    CHECK(to_iso(span.period.end) == iso(period->end));
    CHECK(span.is_partial() == slow::is_partial(*period, *known));
  }
}

}  // namespace csm::test
