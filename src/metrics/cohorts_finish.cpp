#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "csm/median_lifetime.hpp"
#include "csm/metrics/cohorts.hpp"
#include "csm/records/amount.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

/// A cohort as far as it is known.
struct KnownCohort {
  int number = 0;
  std::int64_t customers = 0;
  std::vector<Int128> by_age;  ///< up to the last known age

  Quantity share(std::size_t age) const {
    if (age >= by_age.size()) return {std::nullopt, Unit::share, {}};
    return Quantity::share(by_age[age], by_age[0]);
  }
};

std::vector<KnownCohort> known_cohorts(const CohortTally& tally, const CohortTerms& terms) {
  std::vector<KnownCohort> cohorts;
  const std::map<int, Cohort> in_order(tally.cohorts.begin(), tally.cohorts.end());
  for (const auto& [number, cohort] : in_order) {
    const int last = std::min(terms.grain.age_on(cohort.newest_joining, *terms.known_until),
                              CohortTally::last_age);
    cohorts.push_back({number, cohort.customers, cohort.by_age(last)});
  }
  return cohorts;
}

/// How many ages are known of some cohort, age 0 among them.
std::size_t ages_of(const std::vector<KnownCohort>& cohorts) {
  std::size_t ages = 0;
  for (const KnownCohort& cohort : cohorts) ages = std::max(ages, cohort.by_age.size());
  return ages;
}

/// The share of an age over all cohorts of which it is known.
Quantity share_of_all(const std::vector<KnownCohort>& cohorts, std::size_t age) {
  Int128 there = 0;
  Int128 at_first = 0;
  for (const KnownCohort& cohort : cohorts) {
    if (age >= cohort.by_age.size()) continue;
    there = checked_add(there, cohort.by_age[age]);
    at_first = checked_add(at_first, cohort.by_age[0]);
  }
  return Quantity::share(there, at_first);
}

Quantity in_months(std::int64_t days) {
  return {reduced(Int128{12} * days, 365), Unit::months, {}};
}

struct SurvivalMonth {
  int months;
  int days;  ///< whole ones of months x 365/12
};
constexpr SurvivalMonth survival_months[] = {{1, 30}, {3, 91}, {6, 182}, {12, 365}, {24, 730}};

/// The curve, its intervals, and the time after which half are left.
struct Survival {
  std::vector<KaplanMeier::Step> curve;
  std::vector<std::optional<Interval>> intervals;
  std::optional<MedianLifetime> median;

  Survival(const KaplanMeier& lifetimes, double confidence)
      : curve(lifetimes.curve()),
        intervals(survival_intervals(curve, confidence)),
        median(median_lifetime(curve, confidence)) {}

  Quantity median_in_months() const {
    return median ? in_months(median->time) : Quantity{std::nullopt, Unit::months, {}};
  }
  Quantity at(int days) const { return {survival_at(curve, days), Unit::share, {}}; }
  /// The interval at a time at which the survival is known; none before anybody left.
  std::optional<Interval> interval_at(int days) const {
    std::optional<Interval> interval;
    for (std::size_t i = 0; i < curve.size() && curve[i].time <= days; ++i) interval = intervals[i];
    return interval;
  }
};

std::optional<Quantity> retention_of_a_year(const std::vector<KnownCohort>& cohorts,
                                            const CohortGrain& grain) {
  const auto age = static_cast<std::size_t>(12 / grain.months);
  if (age >= ages_of(cohorts)) return std::nullopt;
  return share_of_all(cohorts, age);
}

std::string why_no_median(const KaplanMeier::Step& last) {
  const std::string longest = to_text(in_months(last.time));
  if (last.survival == KaplanMeier::one) {
    return fmt::format("nobody has left in {}, the longest time seen", longest);
  }
  return fmt::format("more than half, {}, are still here after {}, the longest time seen",
                     to_text({reduced(last.survival, KaplanMeier::one), Unit::share, {}}), longest);
}

void set_median(const Survival& survival, double confidence, Result& result) {
  result.value = survival.median_in_months();
  if (survival.curve.empty()) {
    result.reason = result.interval_reason = "nobody joined";
  } else if (!survival.median) {
    result.reason = result.interval_reason = why_no_median(survival.curve.back());
  } else if (!survival.median->high) {
    result.interval_reason = fmt::format(
        "too few are left to say how long it is at most; with {:.6g} % confidence it is {} or more",
        confidence * 100, to_text(in_months(survival.median->low)));
  } else {
    const auto months = [](std::int64_t days) { return static_cast<double>(days) * 12 / 365; };
    result.interval = Interval{months(survival.median->low), months(*survival.median->high),
                               confidence, "brookmeyer-crowley"};
  }
}

void set_retention(const std::vector<KnownCohort>& cohorts, const CohortTerms& terms,
                   Result& result) {
  result.interval_reason = census;
  const auto retention = retention_of_a_year(cohorts, terms.grain);
  result.value = retention.value_or(Quantity{std::nullopt, Unit::share, {}});
  result.value.currency = terms.currency;
  if (cohorts.empty()) {
    result.reason = "nobody who pays joined";
  } else if (!retention) {
    result.reason = "no cohort is known for 12 months";
  }
}

void add_facts(const CohortTally& tally, const std::vector<KnownCohort>& cohorts,
               const Survival& survival, const CohortTerms& terms, Result& result) {
  const std::int64_t customers = tally.lifetimes.subjects();
  const std::int64_t left = tally.lifetimes.events();
  Breakdown at_months;
  for (const auto& [months, days] : survival_months) {
    at_months.emplace_back(std::to_string(months), survival.at(days));
  }
  Breakdown by_age;
  for (std::size_t age = 0; age < ages_of(cohorts); ++age) {
    by_age.emplace_back(std::to_string(age), share_of_all(cohorts, age));
  }
  Quantity starting_mrr{std::nullopt, Unit::money, terms.currency};
  if (terms.rule == CohortRule::mrr) {
    Int128 annual = 0;
    for (const KnownCohort& cohort : cohorts) annual = checked_add(annual, cohort.by_age[0]);
    starting_mrr.amount = monthly(annual);
  }
  result.facts = {{"customers", Quantity::count(customers)},
                  {"left", Quantity::count(left)},
                  {"here", Quantity::count(customers - left)},
                  {"median_lifetime", survival.median_in_months()},
                  {"survival", at_months},
                  {"retention_by_age", by_age},
                  {"starting_mrr", starting_mrr}};
}

std::string bounds_in_words(const std::optional<Interval>& interval) {
  if (!interval) return "";
  return fmt::format("{:.6g} % interval {:.1f} % .. {:.1f} %", interval->confidence * 100,
                     100 * interval->low, 100 * interval->high);
}

void tell_survival(const Survival& survival, std::vector<Paragraph>& story) {
  Table table;
  for (const auto& [months, days] : survival_months) {
    const Quantity share = survival.at(days);
    if (!share.amount) continue;
    table.push_back(
        {with_noun(months, "month"), to_text(share), bounds_in_words(survival.interval_at(days))});
  }
  if (table.empty()) return;
  story.emplace_back("still here by Kaplan-Meier after");
  story.emplace_back(table);
}

void tell(const CohortTally& tally, const std::vector<KnownCohort>& cohorts,
          const Survival& survival, const CohortTerms& terms, Result& result) {
  const bool is_mrr = terms.rule == CohortRule::mrr;
  if (result.value.amount) {
    result.story.emplace_back(is_mrr ? "of the MRR on the day of joining, 12 months later (NRR)"
                                     : "median lifetime: half stay as long or longer");
  }
  if (cohorts.empty()) return;
  const std::int64_t customers = tally.lifetimes.subjects();
  const std::int64_t left = tally.lifetimes.events();
  result.story.emplace_back(
      fmt::format("{} joined; {} left, {} still here",
                  with_noun(customers, is_mrr ? "paying customer" : "customer"),
                  to_text(Quantity::count(left)), to_text(Quantity::count(customers - left))));
  tell_survival(survival, result.story);
  result.story.emplace_back(fmt::format(
      "data until {}; blank where not all of a cohort are that old", in_words(*terms.known_until)));
  if (ages_of(cohorts) > CohortTally::last_age) {
    result.story.emplace_back(
        fmt::format("ages end at {} {}s{}", CohortTally::last_age, terms.grain.name(),
                    terms.grain.months < 12 ? "; --cohort year goes on" : ""));
  }
}

Listing heat_map(const std::vector<KnownCohort>& cohorts, const CohortTerms& terms) {
  const bool is_mrr = terms.rule == CohortRule::mrr;
  Listing list;
  list.name = "cohorts";
  list.title = fmt::format("{}, by {}s since joining",
                           is_mrr ? "MRR in % of that on the first day" : "share still here in %",
                           terms.grain.name());
  list.columns = {"cohort", "customers"};
  if (is_mrr) list.columns.emplace_back("starting_mrr");
  list.shares_from = list.columns.size();
  const std::size_t ages = ages_of(cohorts);
  for (std::size_t age = 0; age < ages; ++age) list.columns.push_back(fmt::format("age_{}", age));
  for (const KnownCohort& cohort : cohorts) {
    std::vector<Cell> row = {terms.grain.label(cohort.number), Quantity::count(cohort.customers)};
    if (is_mrr) row.emplace_back(Quantity{monthly(cohort.by_age[0]), Unit::money, terms.currency});
    for (std::size_t age = 0; age < ages; ++age) row.emplace_back(cohort.share(age));
    list.rows.push_back(std::move(row));
  }
  return list;
}

/// A bound as a number of six decimals, the same on every machine.
Quantity bound(const std::optional<Interval>& interval, double Interval::*end) {
  if (!interval) return {std::nullopt, Unit::share, {}};
  constexpr std::int64_t parts = 1'000'000;
  return Quantity::share(std::llround((*interval).*end * parts), parts);
}

/// The curve at each time at which somebody left or was last seen.
Listing curve_list(const Survival& survival) {
  Listing list;
  list.name = "survival";
  list.title = "survival by days since joining";
  list.columns = {"days", "at_risk", "left", "censored", "survival", "low", "high"};
  list.most_in_text = 0;
  for (std::size_t i = 0; i < survival.curve.size(); ++i) {
    const KaplanMeier::Step& step = survival.curve[i];
    list.rows.push_back({Quantity::count(step.time), Quantity::count(step.at_risk),
                         Quantity::count(step.events), Quantity::count(step.censored),
                         Quantity::share(step.survival, KaplanMeier::one),
                         bound(survival.intervals[i], &Interval::low),
                         bound(survival.intervals[i], &Interval::high)});
  }
  return list;
}

}  // namespace

Result finish(const CohortTally& tally, const CohortTerms& terms) {
  const std::vector<KnownCohort> cohorts = known_cohorts(tally, terms);
  const Survival survival(tally.lifetimes, terms.confidence);
  Result result;
  if (terms.rule == CohortRule::mrr) {
    set_retention(cohorts, terms, result);
  } else {
    set_median(survival, terms.confidence, result);
  }
  add_facts(tally, cohorts, survival, terms, result);
  tell(tally, cohorts, survival, terms, result);
  result.lists = {heat_map(cohorts, terms), curve_list(survival)};
  return result;
}

}  // namespace csm
