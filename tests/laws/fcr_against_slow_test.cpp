#include <algorithm>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/slow_fcr.hpp"

// First contact resolution of seeded random tickets is what the slow reading of its definition
// gives.

using namespace csm;

namespace {

constexpr std::uint64_t seeds = 4000;

void check_count(const Result& result, std::string_view name, long wanted) {
  INFO(name);
  CHECK(test::fact(result, name) == Ratio{wanted, 1});
}

void check(const Report& report, const slow::FcrFigures& wanted) {
  CHECK(report.input->bad == wanted.bad);
  if (report.input->bad == report.input->rows) return;
  REQUIRE(report.results.size() == 1);
  const Result& result = report.results[0];
  check_count(result, "first_contact", wanted.first_contact);
  check_count(result, "received", wanted.received);
  check_count(result, "resolved", wanted.resolved);
  check_count(result, "reopened", wanted.reopened);
  check_count(result, "no_reply", wanted.no_reply);
  check_count(result, "open", wanted.open);
  check_count(result, "unknown", wanted.unknown);
  REQUIRE(result.value.amount.has_value() == wanted.fcr.has_value());
  if (!wanted.fcr) return;
  const Ratio got = *result.value.amount;
  CHECK(slow::Rational(static_cast<long>(got.num), static_cast<long>(got.den)) == *wanted.fcr);
}

struct Asked {
  Question question;
  slow::FcrOptions options;
};

Asked asked(std::uint64_t seed) {
  Asked asked{test::ask("fcr", seed % 2 == 0 ? "2026-05" : "", seed % 3 == 0 ? "resolved" : ""),
              {}};
  if (seed % 2 == 0) {
    asked.options.begin = slow::day_of("2026-05-01");
    asked.options.end = slow::day_of("2026-06-01");
  }
  asked.options.resolved = seed % 3 == 0;
  if (seed % 5 < 3) {
    asked.options.repeat_within = static_cast<int>(seed % 11);
    asked.question.options["repeat-within"] = std::to_string(seed % 11) + "d";
  }
  return asked;
}

}  // namespace

TEST_CASE("first contact resolution is what the slow reading of its definition gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const slow::Table table = slow::random_tickets(seed);
    const Asked asked = ::asked(seed);
    check(test::answer(asked.question, slow::to_csv(table)), slow::slow_fcr(table, asked.options));
  }
}

TEST_CASE("first contact resolution does not depend on the order or the split of the rows",
          "[laws]") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    const slow::Table table = slow::random_tickets(seed);
    const Asked asked = ::asked(seed);
    slow::Table back = table;
    std::reverse(back.rows.begin(), back.rows.end());
    check(test::answer(asked.question, slow::to_csv(back)), slow::slow_fcr(table, asked.options));
    const auto half = static_cast<std::ptrdiff_t>(table.rows.size() / 2);
    slow::Table first = table;
    slow::Table second = table;
    first.rows.erase(first.rows.begin() + half, first.rows.end());
    second.rows.erase(second.rows.begin(), second.rows.begin() + half);
    if (first.rows.empty()) continue;
    check(test::answer_all(asked.question, {slow::to_csv(first), slow::to_csv(second)}),
          slow::slow_fcr(table, asked.options));
  }
}
