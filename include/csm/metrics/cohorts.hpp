#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "csm/int128.hpp"
#include "csm/kaplan_meier.hpp"
#include "csm/result.hpp"

namespace csm {

/// What comes or goes at an age, of what counts: customers, or annual amounts (records/amount.hpp).
struct AgeChange {
  int age = 0;  ///< from 1 on
  Int128 amount = 0;
};

/// One customer's features: when it joined, what of it is there at each age, how long it stayed.
struct CohortFact {
  int cohort = 0;  ///< its number, which grows with time
  Date joined_on;
  Int128 at_first = 0;                 ///< at age 0
  std::span<const AgeChange> changes;  ///< at an age k from 1 on there is the sum of those up to k
  Date left_on = never;                ///< the end of its last service, planned or not
  Date known_until;
};

/// Customers who joined in the same month, quarter or year.
struct Cohort {
  std::int64_t customers = 0;
  Date newest_joining = Date::min();
  Int128 at_first = 0;
  std::vector<Int128> changes;  ///< by age

  void merge(const Cohort& other);
  /// What is there at each age up to that one, age 0 first.
  std::vector<Int128> by_age(int last) const;
  friend bool operator==(const Cohort&, const Cohort&) = default;
};

/// Cohorts by their numbers, and how long their customers stayed; merging adds.
struct CohortTally {
  static constexpr int last_age = 120;  ///< later changes are not kept: see `finish`

  std::unordered_map<int, Cohort> cohorts;
  KaplanMeier lifetimes;

  /// n customers of one fact.
  void add(const CohortFact& fact, std::int64_t n = 1);
  void merge(const CohortTally& other);
  friend bool operator==(const CohortTally&, const CohortTally&) = default;
};

/// Whom a cohort is of, and in what steps its age is counted: so many calendar months.
///
/// The day k months after another is the one of the same number, or the last of a shorter month:
/// one month after 31 January it is 28 or 29 February, two months after it 31 March.
struct CohortGrain {
  int months = 1;  ///< 1, 3 or 12

  /// The number of the cohort of those who joined on a day.
  int cohort_of(Date joined_on) const;
  /// "2026-05", "2026-Q2", "2026".
  std::string label(int cohort) const;
  /// "month", "quarter", "year".
  std::string_view name() const;
  /// How many whole steps lie between the days, of which the second is not the earlier one: the
  /// greatest k for which it is not before the day k steps after the first. Any day up to `never`.
  int age_on(Date joined_on, Date day) const;
};

enum class CohortRule : std::uint8_t { customers, mrr };

/// What a tally of cohorts is finished by.
struct CohortTerms {
  CohortRule rule = CohortRule::customers;
  CohortGrain grain;
  std::optional<Date> known_until;
  double confidence = 0.95;
  Currency currency;  ///< of rule mrr
};

/// Customers by month of joining and age: what share is still here, and how long half of them stay.
///
/// Formula  customers: the share of a cohort's customers who are here at age k, active just before
///          the day k months after their own joining; who left and came back is here again. mrr:
///          their MRR at age k / their MRR on the day of joining, of those who paid then (NRR).
///          Age 0 is 100 %. A cell is known where the day at age k is not after `known_until` for
///          the newest customer of the cohort; else it is blank, for some would be counted and
///          others not. The value of rule customers is the median lifetime by Kaplan-Meier, from
///          joining to the end of the last service; of mrr, NRR after 12 months over all cohorts
///          that are known so long
/// Unit     months (days x 12/365) with an interval; share without one: a census
/// Empty    nobody joined, half are still here at the last time, no cohort is 12 months old: absent
/// Cost     O(cohorts x ages); ages end at CohortTally::last_age, and the story says where they do
/// Merging  counts and sums add once every customer is whole; currencies are never merged
/// Source   E. L. Kaplan, P. Meier, JASA 53 (1958); R. Brookmeyer, J. Crowley, Biometrics 38 (1982)
Result finish(const CohortTally& tally, const CohortTerms& terms);

struct Metric;
extern const Metric cohorts_metric;

}  // namespace csm
