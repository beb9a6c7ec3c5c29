#include "support/slow_expansion.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/random_expansion.hpp"
#include "support/random_tables.hpp"

using namespace csm::slow;

// The slow second implementation of expansion by figures worked by hand.

namespace {

const int may = day_of("2026-05-01");
const int june = day_of("2026-06-01");

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

Table table_of(const std::string& header, const std::vector<std::string>& lines) {
  Table table{cells_of(header), {}};
  for (const std::string& line : lines) table.rows.push_back(cells_of(line));
  return table;
}

Table purchases(const std::vector<std::string>& lines) {
  return table_of("customer_id,purchased_on,kind,amount", lines);
}

Expansion expansion_of(const std::vector<std::string>& lines, bool counts_renewals = false) {
  ExpansionOptions options{may, june};
  options.counts_renewals = counts_renewals;
  return slow_expansion(purchases(lines), std::nullopt, options);
}

}  // namespace

TEST_CASE("upsell, cross-sell, add-on and loyalty count whoever buys, on the days of the period") {
  const Expansion expansion = expansion_of(
      {"a,2026-05-01,upsell,100", "b,2026-05-31,Cross-sell,20", "a,2026-05-02,ADDON,3",
       "c,2026-05-03,loyalty,0.50", "a,2026-04-30,upsell,1000", "a,2026-06-01,upsell,1000",
       "c,2026-05-04,recurring,50", "c,2026-05-04,renewal,60"});
  const PurchasedExpansion& figures = expansion.purchased.at("");
  CHECK(figures.expansion == Rational(247, 2));
  CHECK(figures.purchases == 4);
  CHECK(figures.customers == 3);
  CHECK(figures.amount_by_kind.at("cross_sell") == 20);
  CHECK(figures.amount_by_kind.at("one_time") == 0);
  CHECK(figures.customers_by_kind.at("upsell") == 1);
  CHECK(figures.amount_by_kind.count("renewal") == 0);
  CHECK_FALSE(figures.opening);
  CHECK(expansion.outside == 2);
  CHECK(expansion.recurring == 1);
  CHECK(expansion.renewals == 1);
  CHECK(expansion.known_until == june);
}

TEST_CASE("a one-time purchase counts for who bought before, were it for nothing, no refund") {
  const Expansion expansion = expansion_of(
      {"old,2026-04-30,recurring,0", "old,2026-05-02,one_time,10", "old,2026-05-03,one-off,-4",
       "new,2026-05-01,upsell,5", "new,2026-05-02,one_time,10", "new,2026-05-03,one_time,-4",
       "back,2026-04-01,upsell,-7", "back,2026-05-05,single,9"});
  const PurchasedExpansion& figures = expansion.purchased.at("");
  CHECK(figures.expansion == 11);
  CHECK(figures.amount_by_kind.at("one_time") == 6);
  CHECK(figures.refunds == 4);
  CHECK(figures.purchases == 2);
  CHECK(expansion.newcomers == 3);
  CHECK(expansion.outside == 2);
}

TEST_CASE("refunds alone make expansion negative, and are no purchases of a customer") {
  const PurchasedExpansion figures =
      expansion_of({"a,2026-05-02,upsell,-30", "b,2026-05-02,upsell,10"}).purchased.at("");
  CHECK(figures.expansion == -20);
  CHECK(figures.refunds == 30);
  CHECK(figures.purchases == 1);
  CHECK(figures.customers == 1);
  CHECK(figures.customers_by_kind.at("upsell") == 1);
}

TEST_CASE("renewals count, and stand among the kinds, where they are asked for") {
  const Expansion expansion =
      expansion_of({"a,2026-05-02,renew,30", "a,2026-05-02,upsell,1"}, true);
  CHECK(expansion.purchased.at("").expansion == 31);
  CHECK(expansion.purchased.at("").amount_by_kind.at("renewal") == 30);
  CHECK(expansion.renewals == 0);
}

TEST_CASE(
    "a service from before the period makes a customer of it, a trial or a start in it none") {
  const Table services =
      table_of("customer_id,started_on,trial_end,ended_on,status,currency,mrr",
               {"gone,2025-01-01,,2025-02-01,active,EUR,9", "tried,2026-04-01,,,trialing,USD,9",
                "paying,2026-04-20,2026-05-01,,active,USD,9", "here,2026-04-30,,,active,USD,40",
                "bad,,,,active,USD,9"});
  const Table bought =
      table_of("customer_id,purchased_on,kind,amount,currency",
               {"gone,2026-05-02,one_time,1,USD", "tried,2026-05-02,one_time,2,USD",
                "paying,2026-05-02,one_time,4,USD", "here,2026-05-02,one_time,8,USD",
                "bad,2026-05-02,one_time,16,USD", "yen,2026-05-02,upsell,32,JPY"});
  const Expansion expansion = slow_expansion(bought, services, {may, june});
  CHECK(expansion.purchased.at("USD").expansion == 9);
  CHECK(expansion.purchased.at("USD").opening == 40);
  CHECK(expansion.purchased.at("USD").expansion_rate == Rational(9, 40));
  CHECK(expansion.purchased.at("EUR").expansion == 0);
  CHECK(expansion.purchased.at("JPY").expansion == 32);
  CHECK(expansion.purchased.at("JPY").opening == 0);
  CHECK_FALSE(expansion.purchased.at("JPY").expansion_rate);
  CHECK(expansion.moved.at("USD").expansion == 0);
  CHECK(expansion.newcomers == 3);
  CHECK(expansion.trials == 1);
  CHECK(expansion.bad_services == 1);
}

TEST_CASE("who bought in one currency is no newcomer in another") {
  const Table bought = table_of("customer_id,purchased_on,kind,amount,currency",
                                {"a,2026-04-02,recurring,1,EUR", "a,2026-05-02,one_time,2,USD"});
  CHECK(slow_expansion(bought, std::nullopt, {may, june}).purchased.at("USD").expansion == 2);
}

TEST_CASE("the movement of a customer who pays more is its expansion") {
  const Table services =
      table_of("customer_id,started_on,ended_on,mrr",
               {"a,2026-01-01,2026-05-10,100", "a,2026-05-10,,130", "b,2026-05-03,,50"});
  const MovedExpansion figures = slow_expansion(std::nullopt, services, {may, june}).moved.at("");
  CHECK(figures.expansion == 30);
  CHECK(figures.customers == 1);
  CHECK(figures.opening == 100);
  CHECK(figures.expansion_rate == Rational(3, 10));
}

TEST_CASE("a word is a kind without regard to case, blanks and punctuation, or throws") {
  CHECK(kind_of_word("Seat  up-grade") == "upsell");
  CHECK(kind_of_word("ONE OFF") == "one_time");
  CHECK_FALSE(kind_of_word("gift"));
  CHECK_THROWS_AS(expansion_of({"a,2026-05-02,gift,1"}), std::invalid_argument);
  ExpansionOptions options{may, june};
  options.kind_of = {{"gift", "loyalty"}, {"renewal", "upsell"}};
  const auto figures = slow_expansion(purchases({"a,2026-05-02,Gift,1", "a,2026-05-02,renewal,2"}),
                                      std::nullopt, options);
  CHECK(figures.purchased.at("").amount_by_kind.at("loyalty") == 1);
  CHECK(figures.purchased.at("").amount_by_kind.at("upsell") == 2);
}

TEST_CASE("purchases without a customer, a day, an amount or a kind are bad rows") {
  const Expansion expansion = expansion_of(
      {",2026-05-02,upsell,1", "a,NA,upsell,1", "a,2026-02-30,upsell,1", "a,2026-05-02,,1",
       "a,2026-05-02,n/a,1", "a,2026-05-02,upsell,", "a,2026-05-02,upsell,ten"});
  CHECK(expansion.bad_purchases == 7);
  CHECK_FALSE(expansion.knows_purchases);
  CHECK(expansion.purchased.empty());
}

TEST_CASE("random purchases meet every rule of expansion often") {
  Expansion sum;
  long counted = 0;
  long refunds = 0;
  long of_old = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Expansion one =
        slow_expansion(random_purchases(seed), random_customers(seed), {may, june});
    sum.bad_purchases += one.bad_purchases;
    sum.outside += one.outside;
    sum.recurring += one.recurring;
    sum.renewals += one.renewals;
    sum.newcomers += one.newcomers;
    for (const auto& [currency, figures] : one.purchased) {
      counted += figures.purchases;
      refunds += figures.refunds > 0 ? 1 : 0;
      of_old += figures.customers_by_kind.at("one_time");
    }
  }
  CAPTURE(sum.bad_purchases, sum.outside, sum.recurring, sum.renewals, sum.newcomers, counted);
  CHECK(sum.bad_purchases > 100);
  CHECK(sum.outside > 500);
  CHECK(sum.recurring > 100);
  CHECK(sum.renewals > 100);
  CHECK(sum.newcomers > 50);
  CHECK(counted > 800);
  CHECK(refunds > 100);
  CHECK(of_old > 100);
}
