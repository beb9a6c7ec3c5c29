#include <algorithm>
#include <random>

#include "csm/kaplan_meier.hpp"
#include "csm/metrics/ces.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/clv.hpp"
#include "csm/metrics/cohorts.hpp"
#include "csm/metrics/csat.hpp"
#include "csm/metrics/expansion.hpp"
#include "csm/metrics/fcr.hpp"
#include "csm/metrics/feedback.hpp"
#include "csm/metrics/health.hpp"
#include "csm/metrics/mrr.hpp"
#include "csm/metrics/nps.hpp"
#include "csm/metrics/renewal.hpp"
#include "csm/metrics/retention_cost.hpp"
#include "support/catch.hpp"

// The laws that every tally keeps, whatever it counts: an empty tally changes nothing, merging is
// associative and does not depend on order, any split of the facts gives the same tally, and a fact
// of weight n is n facts.

namespace csm {
namespace {

using Dice = std::mt19937_64;

bool coin(Dice& dice) { return dice() % 2 == 0; }

/// Adds one random fact with a weight.
void add_random(ChurnTally& tally, Dice& dice, std::int64_t n) {
  tally.add({coin(dice), coin(dice), coin(dice), coin(dice), coin(dice)}, n);
}

void add_random(MrrTally& tally, Dice& dice, std::int64_t n) {
  const auto opening = static_cast<Int128>(dice() % 4) * 1'000'000;
  const auto closing = static_cast<Int128>(dice() % 4) * 1'000'000;
  MrrFact fact;
  fact.has_opening = opening > 0;
  fact.has_closing = closing > 0;
  fact.change = static_cast<std::int8_t>(closing > opening ? 1 : closing < opening ? -1 : 0);
  fact.paid_before = coin(dice);
  fact.paused_at_opening = opening == 0 && coin(dice);
  fact.paused_at_closing = closing == 0 && coin(dice);
  tally.add(fact, {opening * n, closing * n}, n);
  const Int128 fx = static_cast<int>(dice() % 7);
  tally.add_row(closing * n, (closing + fx) * n, dice() % 5 == 0);
}

void add_random(NpsTally& tally, Dice& dice, std::int64_t n) {
  tally.add(Decimal::of_atoms(static_cast<Int128>(dice() % 21) * (Decimal::unit / 2)), n);
}

void add_random(CostTally& tally, Dice& dice, std::int64_t n) {
  const std::string category(1, static_cast<char>('a' + dice() % 4));
  tally.add(category, static_cast<Int128>(dice() % 1000) - 300, n);
}

void add_random(CsatTally& tally, Dice& dice, std::int64_t n) {
  tally.add(Decimal::of_atoms(static_cast<Int128>(dice() % 21) * (Decimal::unit / 2)), n);
  tally.add(answer_words[dice() % answer_words.size()], n);
}

void add_random(CesTally& tally, Dice& dice, std::int64_t n) {
  tally.add(Decimal::of_atoms(static_cast<Int128>(2 + dice() % 13) * (Decimal::unit / 2)), n);
}

void add_random(RenewalTally& tally, Dice& dice, std::int64_t n) {
  RenewalFact fact;
  fact.outcome = static_cast<RenewalOutcome>(dice() % 3);
  const auto amount = [&] { return Decimal{static_cast<int>(dice() % 100)}; };
  if (dice() % 4 != 0) fact.value = Money{amount(), *Currency::of(coin(dice) ? "USD" : "EUR")};
  if (coin(dice)) fact.new_value = amount();
  tally.add(fact, n);
}

void add_random(ExpansionTally& tally, Dice& dice, std::int64_t n) {
  KindSum sum;
  sum.add(Decimal{static_cast<int>(dice() % 100) - 30}, n);
  tally.add(static_cast<PurchaseKind>(dice() % purchase_kinds), sum);
  tally.add_customer(KindSet(dice() % (1U << purchase_kinds)), n);
}

void add_random(FcrTally& tally, Dice& dice, std::int64_t n) {
  tally.add({coin(dice), coin(dice), coin(dice), coin(dice), coin(dice), coin(dice), coin(dice),
             coin(dice), coin(dice)},
            n);
}

void add_random(FeedbackTally& tally, Dice& dice, std::int64_t n) {
  static constexpr std::string_view known[] = {"slow", "price", "app", "good"};
  FeedbackFact fact;
  fact.has_comment = coin(dice);
  if (coin(dice))
    fact.score = Decimal::of_atoms(static_cast<Int128>(dice() % 21) * Decimal::unit / 2);
  if (!fact.score && coin(dice)) fact.word = &answer_words[dice() % 13];
  std::vector<std::string_view> words(dice() % 6);
  for (std::string_view& word : words) word = known[dice() % 4];
  std::vector<std::size_t> themes;
  for (std::size_t theme = 0; theme < 3; ++theme) {
    if (coin(dice)) themes.push_back(theme);
  }
  fact.words = words;
  fact.themes = themes;
  tally.add(fact, n);
}

void add_random(HealthTally& tally, Dice& dice, std::int64_t n) {
  HealthFact fact;
  fact.band = static_cast<HealthBand>(dice() % 4);
  fact.score = Decimal{static_cast<int>(dice() % 100)};
  if (coin(dice)) fact.earlier = static_cast<HealthBand>(dice() % 4);
  if (coin(dice)) {
    fact.mrr =
        Money{Decimal{static_cast<int>(dice() % 100)}, *Currency::of(coin(dice) ? "USD" : "EUR")};
  }
  tally.add(fact, n);
  tally.add(fact, n);
}

void add_random(PurchaseTally& tally, Dice& dice, std::int64_t n) {
  const auto number = [&] { return static_cast<std::int64_t>(dice() % 100); };
  PurchaseFact fact{coin(dice), number(), number(), number() - 50, number(), {}};
  if (coin(dice)) fact.bought_for = number();
  tally.add(fact, n);
}

void add_random(SubscriptionTally& tally, Dice& dice, std::int64_t n) {
  const auto number = [&] { return static_cast<std::int64_t>(dice() % 7); };
  tally.add({number() * 1'000'000, number(), number()}, n);
}

void add_random(KaplanMeier& lifetimes, Dice& dice, std::int64_t n) {
  lifetimes.add(static_cast<std::int64_t>(dice() % 12), coin(dice), n);
}

void add_random(CohortTally& tally, Dice& dice, std::int64_t n) {
  const auto number = [&](unsigned most) { return static_cast<int>(dice() % most); };
  const Date first = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  std::vector<AgeChange> changes;
  for (int i = number(4); i >= 0; --i) {
    changes.push_back({1 + number(2 * CohortTally::last_age), number(7) - 3});
  }
  CohortFact fact;
  fact.cohort = number(3);
  fact.joined_on = first + std::chrono::days{number(90)};
  fact.at_first = number(5);
  fact.changes = changes;
  fact.left_on = coin(dice) ? never : fact.joined_on + Date::duration{number(90)};
  fact.known_until = first + std::chrono::days{120};
  tally.add(fact, n);
}

template <class Tally>
Tally random_tally(std::uint64_t seed, std::int64_t weight = 1) {
  Tally tally;
  Dice dice(seed);
  add_random(tally, dice, weight);
  return tally;
}

template <class Tally>
Tally merged(const std::vector<Tally>& tallies) {
  Tally sum;
  for (const Tally& tally : tallies) sum.merge(tally);
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("a tally keeps the laws of merging", "[laws]", ChurnTally, MrrTally, NpsTally,
                   CsatTally, CesTally, CostTally, RenewalTally, FcrTally, ExpansionTally,
                   FeedbackTally, HealthTally, PurchaseTally, SubscriptionTally, KaplanMeier,
                   CohortTally) {
  Dice dice(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<TestType> parts;
    for (std::uint64_t i = 0; i < 1 + dice() % 40; ++i)
      parts.push_back(random_tally<TestType>(dice()));
    const TestType whole = merged(parts);

    SECTION("round " + std::to_string(round)) {
      TestType with_empty = whole;
      with_empty.merge(TestType{});
      CHECK(with_empty == whole);
      TestType onto_empty;
      onto_empty.merge(whole);
      CHECK(onto_empty == whole);

      std::shuffle(parts.begin(), parts.end(), dice);
      CHECK(merged(parts) == whole);

      const auto cut = static_cast<std::ptrdiff_t>(dice() % (parts.size() + 1));
      TestType left = merged(std::vector<TestType>(parts.begin(), parts.begin() + cut));
      left.merge(merged(std::vector<TestType>(parts.begin() + cut, parts.end())));
      CHECK(left == whole);
    }
  }
}

TEMPLATE_TEST_CASE("a fact of weight n is n facts", "[laws]", ChurnTally, MrrTally, NpsTally,
                   CsatTally, CesTally, CostTally, RenewalTally, FcrTally, ExpansionTally,
                   FeedbackTally, HealthTally, PurchaseTally, SubscriptionTally, KaplanMeier,
                   CohortTally) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::int64_t weight = static_cast<std::int64_t>(seed % 7);
    const std::vector<TestType> singles(static_cast<std::size_t>(weight),
                                        random_tally<TestType>(seed));
    CHECK(merged(singles) == random_tally<TestType>(seed, weight));
  }
}

TEMPLATE_TEST_CASE("different facts give different tallies somewhere", "[laws]", ChurnTally,
                   MrrTally, NpsTally, CsatTally, CesTally, CostTally, RenewalTally, FcrTally,
                   ExpansionTally, FeedbackTally, HealthTally, PurchaseTally, SubscriptionTally,
                   KaplanMeier, CohortTally) {
  const TestType first = random_tally<TestType>(1);
  bool differs = false;
  for (std::uint64_t seed = 2; seed < 50; ++seed)
    differs = differs || !(random_tally<TestType>(seed) == first);
  CHECK(differs);
}

TEST_CASE("a customer's state does not depend on the order or the split of its rows", "[laws]") {
  const Period may = read_period("2026-05", std::nullopt);
  Dice dice(11);
  for (int round = 0; round < 2000; ++round) {
    std::vector<Service> rows;
    for (std::uint64_t i = 0; i < 1 + dice() % 5; ++i) {
      Service service;
      service.start = may.begin + std::chrono::days{static_cast<int>(dice() % 70) - 20};
      service.end =
          coin(dice) ? never : service.start + Date::duration{static_cast<int>(dice() % 30)};
      rows.push_back(service);
    }
    ChurnState whole;
    MrrState paid;
    for (const Service& row : rows) {
      whole.add(row, may);
      paid.add(row, 12, true, may);
    }
    std::shuffle(rows.begin(), rows.end(), dice);
    ChurnState merged_state;
    MrrState merged_paid;
    for (const Service& row : rows) {
      ChurnState single;
      single.add(row, may);
      merged_state.merge(single);
      MrrState single_paid;
      single_paid.add(row, 12, true, may);
      merged_paid.merge(single_paid);
    }
    ChurnTally a;
    a.add(whole.fact());
    ChurnTally b;
    b.add(merged_state.fact());
    CHECK(a == b);
    MrrTally c;
    c.add(paid.fact(), {paid.opening, paid.closing});
    MrrTally d;
    d.add(merged_paid.fact(), {merged_paid.opening, merged_paid.closing});
    CHECK(c == d);
  }
}

}  // namespace csm
