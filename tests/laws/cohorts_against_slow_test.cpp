#include <algorithm>
#include <sstream>

#include "csm/metrics/cohorts.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/slow_cohorts.hpp"

// Cohorts against their slow, obvious second implementation on seeded random histories.

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

const Listing& cohorts_of(const Result& result) { return result.lists.at(0); }

/// A line a cohort, up to its last known age.
std::string in_lines(const Result& result) {
  const Listing& list = cohorts_of(result);
  std::string text;
  for (const std::vector<Cell>& row : list.rows) {
    text += std::get<std::string>(row[0]) + " " + shown_as(std::get<Quantity>(row[1])) + ":";
    std::string shares;
    std::string blanks;
    for (std::size_t i = list.shares_from; i < row.size(); ++i) {
      const auto& share = std::get<Quantity>(row[i]);
      // Blank from one age on, never between two that are known.
      if (share.amount) shares += blanks + " " + shown_as(share);
      blanks += share.amount ? "" : " blank";
    }
    text += shares + "\n";
  }
  return text;
}

std::string in_lines(const slow::CohortsFigures& figures) {
  std::string text;
  for (const auto& [name, cohort] : figures.cohorts) {
    text += name + " " + std::to_string(cohort.customers) + ":";
    for (const auto& share : cohort.shares) text += " " + shown_as(share);
    text += "\n";
  }
  return text;
}

std::string in_months(const std::optional<int>& days) {
  return days ? shown_as(std::optional<Rational>(Rational(*days * 12, 365))) : "n/a";
}

void check_survival(const Result& result, const slow::CohortsFigures& wanted) {
  CHECK(shown_as(result.fact("median_lifetime")) == in_months(wanted.median));
  long ended = 0;
  for (const slow::Lifetime& lifetime : wanted.lifetimes) ended += lifetime.has_ended ? 1 : 0;
  CHECK(*fact(result, "customers") == Ratio{static_cast<long>(wanted.lifetimes.size()), 1});
  CHECK(*fact(result, "left") == Ratio{ended, 1});
  const auto curve = slow::slow_survival(wanted.lifetimes);
  for (const std::vector<Cell>& row : result.lists.at(1).rows) {
    if (std::get<Quantity>(row[2]).amount == Ratio{0, 1}) continue;
    const int days = std::stoi(std::get<Quantity>(row[0]).amount->to_decimal(0));
    CHECK(shown_as(std::get<Quantity>(row[4])) ==
          shown_as(std::optional<Rational>(curve.at(days))));
  }
}

void check_interval(const Result& result, const slow::CohortsFigures& wanted) {
  REQUIRE(result.interval.has_value() == (wanted.median && wanted.median_high));
  if (!result.interval) return;
  CHECK(result.interval->low == Approx(*wanted.median_low * 12.0 / 365));
  CHECK(result.interval->high == Approx(*wanted.median_high * 12.0 / 365));
}

void check_result(const Result& result, const slow::CohortsFigures& wanted, bool by_mrr) {
  CHECK(in_lines(result) == in_lines(wanted));
  check_survival(result, wanted);
  if (by_mrr) {
    CHECK(shown_as(result.value) == shown_as(wanted.nrr));
  } else {
    check_interval(result, wanted);
  }
  if (!result.value.amount) CHECK_FALSE(result.reason.empty());
}

/// How many results have a value.
int check(const Question& question, const Table& table, const slow::CohortsOptions& options) {
  const slow::Cohorts wanted = slow::slow_cohorts(table, options);
  const Report report = answer(question, slow::to_csv(table));
  CHECK(report.input->bad + section_titles(report) == wanted.bad);
  if (wanted.by_currency.empty()) {
    REQUIRE(report.results.size() == 1);
    CHECK_FALSE(report.results[0].value.amount);
    return 0;
  }
  long not_counted = 0;
  for (const auto& [why, count] : report.input->not_counted) not_counted += count;
  CHECK(not_counted - section_titles(report) == wanted.not_counted);
  REQUIRE(report.results.size() == wanted.by_currency.size());
  int values = 0;
  auto result = report.results.begin();
  for (const auto& [currency, figures] : wanted.by_currency) {
    INFO("currency " << currency);
    check_result(*result, figures, options.by_mrr);
    values += result->value.amount ? 1 : 0;
    ++result;
  }
  return values;
}

/// Options of every kind by turns.
std::pair<Question, slow::CohortsOptions> asked(std::uint64_t seed, bool by_mrr) {
  Question question = ask("cohorts", "", by_mrr ? "mrr" : "customers");
  slow::CohortsOptions options;
  options.by_mrr = by_mrr;
  static constexpr int months[] = {1, 3, 12};
  options.months = months[seed % 3];
  question.options["cohort"] = CohortGrain{options.months}.name();
  options.end_included = question.end_included = seed % 4 == 1;
  options.assume_unique = question.assume_unique = seed % 5 == 1;
  if (seed % 7 == 2) {
    options.as_of = slow::day_of("2025-11-30");
    question.as_of = read_iso_date("2025-11-30");
  }
  if (seed % 11 == 3) {
    options.period = slow::Days{slow::day_of("2025-01-01"), slow::day_of("2025-07-01")};
    question.period = read_period("2025-01..2025-06", std::nullopt);
  }
  return {question, options};
}

}  // namespace

TEST_CASE("cohorts of customers are what the slow reading of their definition gives", "[slow]") {
  int values = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const auto& [question, options] = asked(seed, false);
    values += check(question, slow::random_histories(seed), options);
  }
  CHECK(values > 500);  // medians
}

TEST_CASE("cohorts of MRR are what the slow reading of their definition gives", "[slow]") {
  int values = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const auto& [question, options] = asked(seed, true);
    values += check(question, slow::random_histories(seed), options);
  }
  CHECK(values > 500);  // NRR after 12 months
}

TEST_CASE("cohorts are the same for any number of threads, blocks and order of rows") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    const auto& [question, options] = asked(seed, seed % 2 == 0);
    Table table = slow::random_histories(seed);
    Report whole = answer(question, slow::to_csv(table));
    Reading reading;
    reading.threads = 1 + seed % 5;
    reading.block_size = 1 + seed % 97;
    CHECK(to_json_report(answer(question, slow::to_csv(table), reading)) == to_json_report(whole));
    std::reverse(table.rows.begin(), table.rows.end());
    Report reversed = answer(question, slow::to_csv(table));
    reversed.input->first_bad = whole.input->first_bad;  // whose places are others
    CHECK(to_json_report(reversed) == to_json_report(whole));
  }
}

}  // namespace csm::test
