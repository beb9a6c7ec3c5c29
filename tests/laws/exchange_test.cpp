#include "csm/exchange_rates.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"
#include "support/random_tables.hpp"

// Conversion against the same tables with amounts that somebody multiplied by hand.

namespace csm::test {
namespace {

/// Subscriptions of few customers in dollars and euros around May 2026, their amounts in dollars
/// times `dollar`.
std::string subscriptions(std::uint64_t seed, const std::string& currency, int dollar) {
  slow::Dice dice(seed);
  std::string text = "customer_id,started_on,ended_on,amount,currency,status\n";
  const int rows = 1 + dice.below(20);
  for (int i = 0; i < rows; ++i) {
    const int start = slow::start_day(dice);
    const int end = start + 1 + dice.below(60);
    const bool is_dollar = dice.one_in(2);
    const bool is_over = dice.one_in(2);
    const int amount = dice.below(1000) * (is_dollar ? dollar : 1);
    const std::string own = is_dollar ? "USD" : "EUR";
    text += "c" + std::to_string(dice.below(4)) + "," + slow::format_day(start) + "," +
            (is_over ? slow::format_day(end) : "") + "," + std::to_string(amount) + "," +
            (currency.empty() ? own : currency) + "," + (dice.one_in(4) ? "past_due" : "active") +
            "\n";
  }
  return text;
}

Question converted(const char* period, int opening, int closing) {
  Question question = ask("mrr", period);
  auto rates = std::make_shared<ExchangeRates>(*Currency::of("EUR"), "rates.csv");
  const auto add = [&](const char* day, int rate) {
    rates->add(*Currency::of("USD"), *read_iso_date(day), {rate, 1});
  };
  add("2026-04-30", opening);
  add("2026-05-01", 1000);  // neither opening nor closing
  add("2026-05-31", closing);
  add("2026-06-01", 1000);
  question.rates = rates;
  return question;
}

std::optional<Ratio> fact_of(const Report& report, std::string_view name) {
  REQUIRE(report.results.size() == 1);
  return fact(report.results[0], name);
}

}  // namespace

TEST_CASE("movements are those at the rate of the opening, and MRR is that at the closing's") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    const std::string table = subscriptions(seed, "", 1);
    const Report own = answer(converted("2026-05", 2, 3), table);
    const Report at_opening = answer(ask("mrr", "2026-05"), subscriptions(seed, "EUR", 2));
    const Report at_closing = answer(ask("mrr", "2026-05"), subscriptions(seed, "EUR", 3));
    for (const char* name :
         {"opening", "new", "reactivation", "expansion", "contraction", "churned", "nrr", "grr",
          "new_customers", "expansion_customers", "churned_customers", "quick_ratio"}) {
      CAPTURE(name);
      CHECK(fact_of(own, name) == fact_of(at_opening, name));
    }
    for (const char* name : {"mrr", "arr", "customers", "arpa", "closing", "past_due"}) {
      CAPTURE(name);
      CHECK(fact_of(own, name) == fact_of(at_closing, name));
    }
    CHECK(*fact_of(own, "fx") == *fact_of(at_closing, "mrr") - *fact_of(at_opening, "mrr"));
  }
}

TEST_CASE("rates that do not change leave nothing to the term fx") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const Report own = answer(converted("2026-05", 5, 5), subscriptions(seed, "", 1));
    CHECK(*fact_of(own, "fx") == Ratio{0, 1});
    CHECK(fact_of(own, "mrr") ==
          fact_of(answer(ask("mrr", "2026-05"), subscriptions(seed, "EUR", 5)), "mrr"));
  }
}

}  // namespace csm::test
