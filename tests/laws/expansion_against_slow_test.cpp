#include <algorithm>
#include <random>

#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_expansion.hpp"
#include "support/random_tables.hpp"
#include "support/shown_as.hpp"
#include "support/slow_expansion.hpp"
#include "support/slow_known_until.hpp"

// Expansion against its slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::Rational;
using slow::Table;

constexpr std::uint64_t seeds = 3000;

/// Every fact of every result as text, one a line, whatever the order of the results.
using Lines = std::map<std::string, std::string>;

std::string in_lines(const Lines& lines) {
  std::string text;
  for (const auto& [name, value] : lines) text += name + " " + value + "\n";
  return text;
}

Lines lines_of(const Report& report) {
  Lines lines;
  for (const Result& result : report.results) {
    const Rule& rule = result.rule != nullptr ? *result.rule : *report.rule;
    const std::string head =
        std::string(result.value.currency.code()) + " " + std::string(rule.id) + " ";
    CHECK(lines.count(head + "value") == 0);
    lines[head + "value"] = shown_as(result.value);
    CHECK(result.value.amount.has_value() == result.reason.empty());
    for (const Fact& fact : result.facts) {
      lines[head + std::string(fact.name)] =
          std::visit([](const auto& value) { return shown_as(value); }, fact.value);
    }
  }
  return lines;
}

template <class Number>
std::string by_kind(const std::map<std::string, Number>& numbers, bool counts_renewals) {
  std::string text;
  for (const std::string& kind : slow::kinds_that_count(counts_renewals)) {
    text += kind + " " + shown_as(Rational(numbers.at(kind))) + "; ";
  }
  return text;
}

/// Without one good row of purchases, or of services, what they would have said is not known: no
/// figure in any currency.
const Lines unknown_purchases = {
    {"value", "n/a"},          {"expansion", "n/a"}, {"purchases", "n/a"},
    {"customers", "n/a"},      {"refunds", "n/a"},   {"amount_by_kind", ""},
    {"customers_by_kind", ""}, {"opening", "n/a"},   {"expansion_rate", "n/a"}};
const Lines unknown_movements = {{"value", "n/a"},
                                 {"expansion", "n/a"},
                                 {"customers", "n/a"},
                                 {"opening", "n/a"},
                                 {"expansion_rate", "n/a"}};

Lines lines_of(const slow::PurchasedExpansion& f, bool counts_renewals) {
  return {{"value", shown_as(f.expansion)},
          {"expansion", shown_as(f.expansion)},
          {"purchases", std::to_string(f.purchases)},
          {"customers", std::to_string(f.customers)},
          {"refunds", shown_as(f.refunds)},
          {"amount_by_kind", by_kind(f.amount_by_kind, counts_renewals)},
          {"customers_by_kind", by_kind(f.customers_by_kind, counts_renewals)},
          {"opening", shown_as(f.opening)},
          {"expansion_rate", shown_as(f.expansion_rate)}};
}

Lines lines_of(const slow::MovedExpansion& f) {
  return {{"value", shown_as(f.expansion)},
          {"expansion", shown_as(f.expansion)},
          {"customers", std::to_string(f.customers)},
          {"opening", shown_as(f.opening)},
          {"expansion_rate", shown_as(f.expansion_rate)}};
}

/// A question with its tables: purchases, services, or both.
struct Case {
  Question question;
  slow::ExpansionOptions options;
  std::optional<Table> purchases;
  std::optional<Table> services;
  bool is_of_customers = false;
  std::string rule;  ///< the only one asked for
};

Lines lines_of(const slow::Expansion& wanted, const Case& of) {
  Lines lines;
  const auto add = [&](const std::string& head, const Lines& more) {
    for (const auto& [name, value] : more) lines[head + name] = value;
  };
  if (of.purchases && of.rule != "movements") {
    for (const auto& [currency, figures] : wanted.purchased) {
      add(currency + " purchases ", wanted.knows_purchases
                                        ? lines_of(figures, of.options.counts_renewals)
                                        : unknown_purchases);
    }
  }
  if (of.services && of.rule != "purchases") {
    for (const auto& [currency, figures] : wanted.moved) {
      add(currency + " movements ", wanted.knows_services ? lines_of(figures) : unknown_movements);
    }
  }
  return lines;
}

/// Currency by currency, purchases before movements.
bool are_in_order(const std::vector<Result>& results) {
  std::vector<std::pair<std::string, bool>> order;
  for (const Result& result : results) {
    const bool is_of_movements = result.rule != nullptr && result.rule->id == "movements";
    order.emplace_back(result.value.currency.code(), is_of_movements);
  }
  return std::is_sorted(order.begin(), order.end());
}

long left_out(const Report& report, const std::string& reason) {
  const auto found = report.input->not_counted.find(reason);
  return found == report.input->not_counted.end() ? 0 : found->second;
}

std::vector<Source> sources_of(const Case& of) {
  std::vector<Source> sources;
  if (of.purchases) sources.push_back({"purchases", "purchases", slow::to_csv(*of.purchases)});
  if (of.services) {
    sources.push_back({of.is_of_customers ? "customers" : "subscriptions", "services",
                       slow::to_csv(*of.services)});
  }
  return sources;
}

/// The word of the first good row, in any spelling, is taken for another kind.
void explain_a_word(Case& of) {
  for (std::size_t row = 0; row < of.purchases->rows.size(); ++row) {
    if (slow::is_bad_purchase(*of.purchases, row)) continue;
    const std::string word = slow::cell(*of.purchases, row, "kind");
    of.options.kind_of = {{word, "loyalty"}};
    of.question.options["kind-of"] = word + "=loyalty";
    return;
  }
}

/// Tables and options by turns: one kind of rows or both, one rule or all, the words that change
/// what counts.
Case random_case(std::uint64_t seed) {
  Case of;
  of.question = ask("expansion", "2026-05");
  of.options.begin = slow::random_period_begin();
  of.options.end = slow::random_period_end();
  const std::uint64_t tables = seed % 4;
  if (tables != 0) of.purchases = slow::random_purchases(seed);
  if (tables != 1) {
    of.is_of_customers = seed % 3 == 0;
    of.services =
        of.is_of_customers ? slow::random_customers(seed) : slow::random_subscriptions(seed);
    of.options.end_included = of.question.end_included = seed % 5 == 1;
  }
  if (of.purchases && seed % 3 == 1) {
    of.options.counts_renewals = true;
    of.question.options["kind"] = "renewal";
  }
  if (of.purchases && seed % 6 == 3) explain_a_word(of);
  if (of.purchases && of.services && seed % 7 < 2) {
    of.rule = seed % 7 == 0 ? "purchases" : "movements";
    if (of.rule == "movements") {
      of.options.counts_renewals = false;
      of.options.kind_of.clear();
      of.question.options.clear();
    }
    of.question.rule = &find_rule(*of.question.metric, of.rule);
  }
  return of;
}

bool has_money(const Case& of) {
  return !of.services || slow::has_column(*of.services, "mrr") ||
         (!of.is_of_customers && slow::has_column(*of.services, "amount"));
}

/// The JSON of a report without the names of its files.
std::string figures_of(Report report) {
  report.input->files.clear();
  report.input->first_bad.clear();
  return to_json_report(report);
}

template <class Rows>
void mix(Rows& rows, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[engine() % i]);
}

/// The same rows in two files each.
std::vector<Source> split_sources_of(const Case& of, std::uint64_t seed) {
  std::vector<Source> sources;
  for (const Source& source : sources_of(of)) {
    const Table& whole = source.path == "purchases" ? *of.purchases : *of.services;
    Table first{whole.header, {}};
    Table second = first;
    for (std::size_t row = 0; row < whole.rows.size(); ++row) {
      ((row + seed) % 3 == 0 ? first : second).rows.push_back(whole.rows[row]);
    }
    sources.push_back({source.kind, source.path + "1", slow::to_csv(first)});
    sources.push_back({source.kind, source.path + "2", slow::to_csv(second)});
  }
  return sources;
}

}  // namespace

TEST_CASE("expansion is what the slow reading of its definition gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Case of = random_case(seed);
    if (!has_money(of)) continue;
    const slow::Expansion wanted = slow::slow_expansion(of.purchases, of.services, of.options);
    const Report report = run(of.question, sources_of(of), {});
    CHECK(report.input->bad == wanted.bad_purchases + wanted.bad_services);
    if (report.input->bad == report.input->rows) continue;
    CHECK(in_lines(lines_of(report)) == in_lines(lines_of(wanted, of)));
    CHECK(are_in_order(report.results));
    CHECK(left_out(report, "on trial, unpaid or ended within the trial") == wanted.trials);
    if (of.rule == "movements") {
      const auto rows = static_cast<long>(of.purchases->rows.size());
      CHECK(left_out(report, "purchases, which rule movements does not look at") ==
            rows - wanted.bad_purchases);
      continue;
    }
    CHECK(left_out(report, "outside the period") == wanted.outside);
    CHECK(left_out(report, "recurring") == wanted.recurring);
    CHECK(left_out(report, "renewals, without --kind renewal") == wanted.renewals);
    CHECK(left_out(report, "one_time of newcomers") == wanted.newcomers);
    long left_out_in_all = 0;
    for (const auto& [reason, count] : report.input->not_counted) left_out_in_all += count;
    CHECK(left_out_in_all ==
          wanted.outside + wanted.recurring + wanted.renewals + wanted.newcomers + wanted.trials);
    telling += wanted.recurring > 0 && wanted.newcomers > 0 && wanted.outside > 0 ? 1 : 0;
  }
  CHECK(telling > 100);
}

TEST_CASE("the default period of expansion is the month of the newest day of all rows", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    Case of = random_case(seed);
    if (!has_money(of)) continue;
    of.question.period.reset();
    const auto known = slow::slow_expansion(of.purchases, of.services, of.options).known_until;
    const Report report = run(of.question, sources_of(of), {});
    if (!known) continue;
    const slow::Days month = slow::month_of(*known);
    of.options.begin = month.begin;
    of.options.end = month.end;
    const slow::Expansion wanted = slow::slow_expansion(of.purchases, of.services, of.options);
    CHECK(in_lines(lines_of(report)) == in_lines(lines_of(wanted, of)));
    for (const Result& result : report.results) {
      CHECK(to_iso(result.span->period.begin) == slow::format_day(month.begin));
      CHECK(to_iso(result.span->period.end) == slow::format_day(month.end));
      CHECK(to_iso(*result.span->known_until) == slow::format_day(*known));
      CHECK(result.span->is_partial() == slow::is_partial(month, *known));
    }
  }
}

TEST_CASE("expansion is the same for rows in any order and in several files", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    Case of = random_case(seed);
    if (!has_money(of)) continue;
    const std::string wanted = figures_of(run(of.question, sources_of(of), {}));
    CHECK(figures_of(run(of.question, split_sources_of(of, seed), {})) == wanted);
    if (of.purchases) mix(of.purchases->rows, seed);
    if (of.services) mix(of.services->rows, seed + 1);
    std::vector<Source> sources = sources_of(of);
    std::reverse(sources.begin(), sources.end());
    CHECK(figures_of(run(of.question, sources, {})) == wanted);
    Reading in_small_blocks;
    in_small_blocks.block_size = 64 + seed % 64;
    CHECK(figures_of(run(of.question, sources_of(of), in_small_blocks)) == wanted);
  }
}

}  // namespace csm::test
