
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_tables.hpp"
#include "support/shown_as.hpp"
#include "support/slow_renewal.hpp"

// The renewal rate against its slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::Rational;
using slow::Table;

constexpr std::uint64_t seeds = 3000;

using Facts = std::map<std::string, std::string>;

std::string in_lines(const Facts& facts) {
  std::string text;
  for (const auto& [name, value] : facts) text += name + " " + value + "\n";
  return text;
}

/// Every fact as text, "n/a" where absent.
Facts facts_of(const Result& result) {
  Facts facts;
  for (const Fact& fact : result.facts) {
    facts[std::string(fact.name)] =
        std::visit([](const auto& value) { return shown_as(value); }, fact.value);
  }
  facts["value"] = shown_as(result.value);
  return facts;
}

Facts facts_of(const slow::RenewalFigures& f) {
  const long due = f.renewed + f.lost + f.open;
  Facts facts = {{"due", std::to_string(due)},
                 {"renewed", std::to_string(f.renewed)},
                 {"lost", std::to_string(f.lost)},
                 {"open", std::to_string(f.open)},
                 {"value", shown_as(slow::share_of(f.renewed, f.renewed + f.lost))},
                 {"best_case", shown_as(slow::share_of(f.renewed + f.open, due))},
                 {"worst_case", shown_as(slow::share_of(f.renewed, due))},
                 {"gross_value_rate", "n/a"},
                 {"net_value_rate", "n/a"},
                 {"gross_value_rates", ""},
                 {"net_value_rates", ""}};
  // No currency comes before all others.
  for (const bool is_unknown : {true, false}) {
    for (const auto& [currency, rates] : f.by_currency) {
      if ((currency == "unknown") != is_unknown) continue;
      facts["gross_value_rates"] += currency + " " + shown_as(rates.gross) + "; ";
      facts["net_value_rates"] += currency + " " + shown_as(rates.net) + "; ";
    }
  }
  if (f.by_currency.size() == 1) {
    facts["gross_value_rate"] = shown_as(f.by_currency.begin()->second.gross);
    facts["net_value_rate"] = shown_as(f.by_currency.begin()->second.net);
  }
  return facts;
}

/// Whether something was renewed, lost or left open at all.
bool check(const Table& table, const Question& question, const slow::RenewalOptions& options) {
  const slow::RenewalFigures wanted = slow::slow_renewal(table, options);
  const Report report = answer(question, slow::to_csv(table));
  CHECK(report.input->bad == wanted.bad);
  if (report.input->bad == report.input->rows) return false;
  REQUIRE(report.results.size() == 1);
  CHECK(in_lines(facts_of(report.results[0])) == in_lines(facts_of(wanted)));
  CHECK(report.results[0].span->has_open == (wanted.open > 0));
  std::int64_t left_out = 0;
  for (const auto& [reason, count] : report.input->not_counted) left_out += count;
  CHECK(left_out == wanted.not_counted);
  return wanted.renewed > 0 && wanted.lost > 0 && wanted.open > 0;
}

/// The question and its options of a seed: several graces, with and without --as-of.
Question question_of(std::uint64_t seed, slow::RenewalOptions& options) {
  Question question = ask("renewal", "2026-05");
  options.begin = slow::random_period_begin();
  options.end = slow::random_period_end();
  if (seed % 3 == 1) {
    options.grace = 7;
    question.options["grace"] = "7d";
  }
  if (seed % 5 == 1) {
    options.as_of = slow::day_of("2026-06-10");
    question.as_of = read_iso_date("2026-06-10");
  }
  return question;
}

}  // namespace

TEST_CASE("the renewal rate is what the slow reading of its definition gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    slow::RenewalOptions options;
    const Question question = question_of(seed, options);
    telling += check(slow::random_contracts(seed), question, options) ? 1 : 0;
  }
  CHECK(telling > 100);
}

TEST_CASE("the renewal rate of purchases is what the slow reading gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    slow::RenewalOptions options;
    options.is_of_purchases = true;
    Question question = question_of(seed, options);
    if (seed % 2 == 1) {
      options.lifetime = 28;
      question.options["lifetime"] = "28d";
    }
    telling += check(slow::random_expiring(seed), question, options) ? 1 : 0;
  }
  CHECK(telling > 100);
}

}  // namespace csm::test
