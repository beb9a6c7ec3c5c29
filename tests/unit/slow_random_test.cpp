#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/random_tables.hpp"
#include "support/slow_churn.hpp"
#include "support/slow_mrr.hpp"
#include "support/slow_nps.hpp"
#include "support/slow_table.hpp"

using namespace csm::slow;

namespace {

const int may = random_period_begin();
const int june = random_period_end();
const std::uint64_t seeds = 300;

long lost(const ChurnFigures& figures) { return figures.churned_existing + figures.churned_new; }

}  // namespace

TEST_CASE("a random table is the same for the same seed") {
  CHECK(to_csv(random_answers(7)) == to_csv(random_answers(7)));
  CHECK(to_csv(random_answers(7)) != to_csv(random_answers(8)));
}

TEST_CASE("the law of churn holds on random tables") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    for (const auto& table :
         {random_subscriptions(seed), random_customers(seed), random_snapshot(seed)}) {
      for (const bool assume_unique : {false, true}) {
        const auto churn = slow_churn(table, {may, june, false, assume_unique});
        CHECK(churn.opening + churn.joined - lost(churn) == churn.closing);
      }
    }
  }
}

TEST_CASE("the law of MRR holds on random tables") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    for (const auto& table : {random_subscriptions(seed), random_customers(seed)}) {
      for (const auto& [currency, mrr] : slow_mrr(table, {may, june})) {
        const Rational gained = mrr.new_money + mrr.reactivation + mrr.expansion;
        CHECK(mrr.opening + gained - mrr.contraction - mrr.churned == mrr.mrr);
      }
    }
  }
}

TEST_CASE("every answer counted is a promoter, a passive or a detractor") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const auto nps = slow_nps(random_answers(seed), {});
    long scores = nps.fractional_scores;
    for (const long count : nps.whole_scores) scores += count;
    CHECK(scores == nps.promoters + nps.passives + nps.detractors);
  }
}

TEST_CASE("random tables meet every figure of churn and MRR often") {
  ChurnFigures churn;
  MrrFigures mrr;
  long rows = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Table table = random_subscriptions(seed);
    rows += static_cast<long>(table.rows.size());
    const auto one = slow_churn(table, {may, june});
    churn.opening += one.opening;
    churn.churned_existing += one.churned_existing;
    churn.churned_new += one.churned_new;
    churn.returned += one.returned;
    churn.lapsed_and_returned += one.lapsed_and_returned;
    churn.not_customers += one.not_customers;
    churn.bad += one.bad;
    for (const auto& [currency, figures] : slow_mrr(table, {may, june})) {
      mrr.new_customers += figures.new_customers;
      mrr.reactivation_customers += figures.reactivation_customers;
      mrr.expansion_customers += figures.expansion_customers;
      mrr.contraction_customers += figures.contraction_customers;
      mrr.churned_customers += figures.churned_customers;
      if (figures.past_due > 0) ++mrr.customers;  // currencies with some past due
    }
  }
  CAPTURE(rows, churn.opening, churn.churned_existing, churn.churned_new, churn.returned);
  CAPTURE(churn.lapsed_and_returned, churn.not_customers, churn.bad);
  CAPTURE(mrr.new_customers, mrr.reactivation_customers, mrr.expansion_customers);
  CAPTURE(mrr.contraction_customers, mrr.churned_customers, mrr.customers);
  CHECK(churn.churned_existing > 40);
  CHECK(churn.churned_new > 25);
  CHECK(churn.returned > 20);
  CHECK(churn.lapsed_and_returned > 5);
  CHECK(churn.not_customers > 300);
  CHECK(churn.bad > 300);
  CHECK(churn.bad < rows / 4);
  CHECK(mrr.new_customers > 50);
  CHECK(mrr.reactivation_customers > 15);
  CHECK(mrr.expansion_customers > 25);
  CHECK(mrr.contraction_customers > 25);
  CHECK(mrr.churned_customers > 50);
  CHECK(mrr.customers > 25);
}
