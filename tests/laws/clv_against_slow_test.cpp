#include <algorithm>
#include <sstream>

#include "csm/kaplan_meier.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_costs.hpp"
#include "support/random_purchases.hpp"
#include "support/random_rows.hpp"
#include "support/random_tables.hpp"
#include "support/slow_clv.hpp"

// Customer lifetime value against its slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::Rational;
using slow::Table;

constexpr std::uint64_t seeds = 3000;

std::string shown_as(const std::optional<Rational>& value) {
  if (!value) return "n/a";
  std::ostringstream out;
  out << *value;
  return out.str();
}

std::string shown_as(const Quantity& quantity) {
  using boost::multiprecision::cpp_int;
  if (!quantity.amount) return "n/a";
  return shown_as(
      Rational(cpp_int(to_string(quantity.amount->num)), cpp_int(to_string(quantity.amount->den))));
}

/// A file of some kind, which may come in several parts.
struct File {
  std::string kind;
  Table table;
};
using Files = std::vector<File>;

Report answer_of(const Question& question, const Files& files) {
  std::vector<Source> sources;
  for (const File& file : files) {
    const std::string name = file.kind + std::to_string(sources.size());
    sources.push_back({file.kind, name, slow::to_csv(file.table)});
  }
  return run(question, sources, {});
}

const Table* table_of_kind(const Files& files, const std::vector<std::string>& kinds) {
  for (const File& file : files) {
    if (std::find(kinds.begin(), kinds.end(), file.kind) != kinds.end()) return &file.table;
  }
  return nullptr;
}

std::string shown_as(const Breakdown& breakdown) {
  std::string text;
  for (const auto& [name, quantity] : breakdown) text += name + " " + shown_as(quantity);
  return text;
}

/// Every figure of a report in lines, so that a failure shows both sides.
std::string in_lines(const Result& result) {
  std::string text = "value " + shown_as(result.value) + "\n";
  for (const Fact& fact : result.facts) {
    text += std::string(fact.name) + " ";
    text += std::visit([](const auto& figure) { return shown_as(figure); }, fact.value) + "\n";
  }
  return text;
}

std::string in_lines(const Report& report) {
  std::string text = "bad " + std::to_string(report.input->bad) + "\n";
  for (const auto& [why, count] : report.input->not_counted) {
    text += why + " " + std::to_string(count) + "\n";
  }
  for (const Result& result : report.results) {
    text += std::string(result.value.currency.code()) + ": " + in_lines(result);
  }
  return text;
}

/// As a result holds it: rounded to 12 decimals where it takes more than 120 bits.
std::optional<Rational> held(const std::optional<Rational>& figure) {
  if (!figure) return std::nullopt;
  const bool fits = abs(numerator(*figure)) >> 120 == 0 && denominator(*figure) >> 120 == 0;
  return fits ? *figure : slow::rounded_to(*figure, 12);
}

/// What the slow reading gives, in the order of the result's own facts; those of the other rule are
/// absent.
std::string in_lines_as(const Result& result, slow::ClvFigures wanted) {
  std::optional<Rational> value = wanted.value;
  if (value) value = slow::rounded_to(*value, 12);
  std::string text = "value " + shown_as(value) + "\n";
  const std::optional<Rational> lifespan = wanted.facts["lifespan"];
  for (const Fact& fact : result.facts) {
    text += std::string(fact.name) + " ";
    if (fact.name == "lifespan_by_method") {
      const bool is_told = lifespan && !wanted.lifespan_method.empty();
      text += is_told ? wanted.lifespan_method + " " + shown_as(lifespan) : "";
    } else {
      text += shown_as(held(wanted.facts[std::string(fact.name)]));
    }
    text += "\n";
    wanted.facts.erase(std::string(fact.name));
  }
  for (const auto& [name, figure] : wanted.facts) text += name + " " + shown_as(figure) + "\n";
  return text;
}

long left_out(const Report& report, const std::string& reason) {
  const auto found = report.input->not_counted.find(reason);
  return found == report.input->not_counted.end() ? 0 : found->second;
}

void check_period(const Report& report, const slow::Clv& wanted) {
  const Span& span = *report.results.at(0).span;
  CHECK(to_iso(*span.known_until) == slow::format_day(*wanted.known_until));
  CHECK(to_iso(span.period.begin) == slow::format_day(wanted.period->begin));
  CHECK(to_iso(span.period.end) == slow::format_day(wanted.period->end));
}

bool warns_of_purchases_after_leaving(const Report& report) {
  return std::any_of(report.warnings.begin(), report.warnings.end(), [](const auto& warning) {
    return warning.find("such purchases count") != std::string::npos;
  });
}

/// Whether there is a value.
bool check(const Question& question, const Files& files, const slow::ClvOptions& options) {
  const slow::ClvTables tables{table_of_kind(files, {"purchases"}),
                               table_of_kind(files, {"customers", "subscriptions"}),
                               table_of_kind(files, {"costs"})};
  const slow::Clv wanted = slow::slow_clv(tables, options);
  const Report report = answer_of(question, files);
  CHECK(report.input->bad + test::section_titles(report) == wanted.bad);
  if (wanted.by_currency.empty()) {
    REQUIRE(report.results.size() == 1);
    CHECK_FALSE(report.results[0].value.amount);
    CHECK_FALSE(report.results[0].reason.empty());
    return false;
  }
  check_period(report, wanted);
  CHECK(left_out(report, "purchases outside the period") == wanted.outside);
  CHECK(left_out(report, "on trial, unpaid or ended within the trial") == wanted.not_customers);
  CHECK(warns_of_purchases_after_leaving(report) == (wanted.after_leaving > 0));
  REQUIRE(report.results.size() == wanted.by_currency.size());
  auto result = report.results.begin();
  bool has_value = false;
  for (const auto& [currency, figures] : wanted.by_currency) {
    CHECK(result->value.currency.code() == currency);
    CHECK(in_lines(*result) == in_lines_as(*result, figures));
    CHECK(result->reason.empty() == result->value.amount.has_value());
    has_value = has_value || figures.value;
    ++result;
  }
  return has_value;
}

/// The same files, each in two parts, with the rows in another order.
Files in_parts(const Files& files, std::uint64_t seed) {
  slow::Dice dice(seed);
  Files parts;
  for (const File& file : files) {
    Table first{file.table.header, {}};
    Table second = first;
    for (const auto& row : file.table.rows) {
      std::vector<std::vector<std::string>>& rows = dice.one_in(2) ? first.rows : second.rows;
      const int at = dice.below(static_cast<int>(rows.size()) + 1);
      rows.insert(rows.begin() + at, row);
    }
    parts.push_back({file.kind, second});
    parts.push_back({file.kind, first});
  }
  return parts;
}

/// Several periods, ends and --as-of, by the seed.
Question question_of(std::uint64_t seed, const std::string& rule, slow::ClvOptions& options) {
  Question question = ask("clv", "", rule);
  if (seed % 3 != 0) {
    question.period = read_period("2026-05", std::nullopt);
    options.period = slow::Days{slow::random_period_begin(), slow::random_period_end()};
  }
  if (seed % 5 == 1) {
    const std::vector<std::string> days = {"2026-06-10", "2026-05-15", "2026-05-31"};
    const std::string day = days[seed / 5 % 3];
    question.as_of = read_iso_date(day);
    options.as_of = slow::day_of(day);
  }
  if (seed % 7 == 1) {
    question.options["margin"] = "0.8";
    options.margin = Rational(4, 5);
  }
  if (seed % 4 == 1) {
    question.options["acquisition-cost"] = "400.5";
    options.acquisition_cost = Rational(801, 2);
  }
  return question;
}

void set_options_of_purchases(std::uint64_t seed, Question& question, slow::ClvOptions& options) {
  if (seed % 2 == 1) {
    question.options["merge-days"] = "";
    options.merge_days = true;
  }
  if (seed % 11 == 1) {
    question.options["lifespan"] = "2y";
    options.lifespan = Rational(24);
  }
}

/// Costs beside, at times.
void add_costs(std::uint64_t seed, Files& files) {
  const Table costs = slow::random_costs(seed);
  const bool has_days = slow::has_column(costs, "spent_on") || slow::has_column(costs, "begin");
  if (seed % 2 == 0 && has_days) files.push_back({"costs", costs});
}

File services_of(std::uint64_t seed) {
  if (seed % 4 == 0) return {"subscriptions", slow::random_subscriptions(seed)};
  return {"customers", slow::random_customers(seed)};
}

}  // namespace

TEST_CASE("the value of purchases is what the slow reading of its definition gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    slow::ClvOptions options;
    Question question = question_of(seed, "", options);
    set_options_of_purchases(seed, question, options);
    Files files = {{"purchases", slow::random_purchases(seed)}};
    add_costs(seed, files);
    telling += check(question, files, options) ? 1 : 0;
  }
  CHECK(telling > 1000);
}

TEST_CASE("the value of purchases beside customers is what the slow reading gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    slow::ClvOptions options;
    Question question = question_of(seed, "", options);
    set_options_of_purchases(seed, question, options);
    options.end_included = question.end_included = seed % 6 == 1;
    Files files = {{"purchases", slow::random_purchases(seed)}, services_of(seed)};
    add_costs(seed, files);
    telling += check(question, files, options) ? 1 : 0;
  }
  CHECK(telling > 1000);
}

TEST_CASE("the value of subscriptions is what the slow reading gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    slow::ClvOptions options;
    options.by_subscription = true;
    Question question = question_of(seed, seed % 2 == 0 ? "" : "subscription", options);
    options.end_included = question.end_included = seed % 6 == 1;
    options.assume_unique = question.assume_unique = seed % 8 == 1;
    Files files = {services_of(seed)};
    const Table& table = files[0].table;
    if (!slow::has_column(table, "mrr") && !slow::has_column(table, "amount")) continue;
    add_costs(seed, files);
    telling += check(question, files, options) ? 1 : 0;
  }
  CHECK(telling > 400);
}

TEST_CASE("the survival curve and its mean are what the slow reading gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    slow::Dice dice(seed);
    const int longest = dice.one_in(3) ? 5 : 400;
    std::vector<slow::Lifetime> lifetimes;
    KaplanMeier fast;
    for (int n = dice.below(40); n > 0; --n) {
      const int days = dice.below(longest);
      const bool has_ended = !dice.one_in(3);
      lifetimes.push_back({days, has_ended});
      fast.add(days, has_ended);
    }
    std::map<int, Rational> curve;
    for (const KaplanMeier::Step& step : fast.curve()) {
      if (step.events > 0) curve[static_cast<int>(step.time)] = {step.survival, KaplanMeier::one};
    }
    CHECK(curve == slow::slow_survival(lifetimes));
    const Quantity mean{fast.restricted_mean(), Unit::count, {}};
    CHECK(shown_as(mean) == shown_as(slow::slow_restricted_mean(lifetimes)));
  }
}

TEST_CASE("lifetime values are the same for any order of rows and split of files", "[slow]") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    slow::ClvOptions options;
    const Question question = question_of(seed, "", options);
    Files files = {{"purchases", slow::random_purchases(seed)}};
    if (seed % 3 == 1) files.push_back(services_of(seed));
    add_costs(seed, files);
    CHECK(in_lines(answer_of(question, files)) ==
          in_lines(answer_of(question, in_parts(files, seed))));
    if (seed % 3 == 0) {
      const Files services = {{"subscriptions", slow::random_subscriptions(seed)}};
      CHECK(in_lines(answer_of(question, services)) ==
            in_lines(answer_of(question, in_parts(services, seed))));
    }
  }
}

}  // namespace csm::test
