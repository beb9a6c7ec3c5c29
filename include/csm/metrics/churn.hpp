#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "csm/packed.hpp"
#include "csm/records/customer.hpp"
#include "csm/result.hpp"

namespace csm {

/// What the rules of churn may look at: one customer's features over a period.
struct ChurnFact {
  bool at_opening = false;  ///< active just before the period begins
  bool at_closing = false;  ///< active just before it ends
  bool joined = false;      ///< not at opening, and some row starts in the period
  bool was_before = false;  ///< some row starts before the period
  bool lapsed = false;      ///< at both ends, with a gap between

  /// Facts are few, so that they can be counted by their number before they are classified.
  static constexpr std::size_t kinds = 32;
  std::size_t number() const {
    return std::size_t{at_opening} | std::size_t{at_closing} << 1 | std::size_t{joined} << 2 |
           std::size_t{was_before} << 3 | std::size_t{lapsed} << 4;
  }
  static ChurnFact of(std::size_t number) {
    return {(number & 1) != 0, (number & 2) != 0, (number & 4) != 0, (number & 8) != 0,
            (number & 16) != 0};
  }
};

/// Counts of customers; merging adds.
struct ChurnTally {
  std::int64_t opening = 0;
  std::int64_t churned_existing = 0;
  std::int64_t churned_new = 0;
  std::int64_t joined = 0;
  std::int64_t returned = 0;
  std::int64_t lapsed_and_returned = 0;
  std::int64_t closing = 0;

  /// n customers of one fact.
  void add(const ChurnFact& fact, std::int64_t n = 1);
  void merge(const ChurnTally& other);
  friend bool operator==(const ChurnTally&, const ChurnTally&) = default;
};

/// What a customer's rows say together, in any order.
struct ChurnState {
  bool at_opening : 1 = false;
  bool at_closing : 1 = false;
  bool starts_before : 1 = false;
  bool starts_inside : 1 = false;
  std::uint8_t spare : 4 = 0;           ///< so that a fresh state is written without being read
  Packed<Date> last_end = Date::min();  ///< of the rows active at opening
  Packed<Date> first_start = never;     ///< of the rows that start in the period

  void add(const Service& service, const Period& period);
  void add(const Snapshot& row);
  void merge(const ChurnState& other);
  ChurnFact fact() const;
};

inline void ChurnState::add(const Service& service, const Period& period) {
  const bool is_at_opening = is_active_before(service, period.begin);
  const bool starts = starts_in(service, period);
  at_opening |= is_at_opening;
  at_closing |= is_active_before(service, period.end);
  starts_before |= service.start < period.begin;
  starts_inside |= starts;
  last_end = std::max(last_end.get(), is_at_opening ? service.end : Date::min());
  first_start = std::min(first_start.get(), starts ? service.start : never);
}

inline ChurnFact ChurnState::fact() const {
  ChurnFact fact;
  fact.at_opening = at_opening;
  fact.at_closing = at_closing;
  fact.joined = !at_opening & starts_inside;
  fact.was_before = starts_before;
  fact.lapsed =
      at_opening & at_closing & (last_end.get() < first_start.get()) & (first_start.get() != never);
  return fact;
}

enum class ChurnRule : std::uint8_t { opening, exposed, cohort, stripe };

/// Customer churn rate: the share of customers who left.
///
/// Formula  opening: (L + J) / N0; exposed: (L + J) / (N0 + J); cohort: L / N0;
///          stripe: (L + J) / (N0 + all who joined), with N0 customers at opening, L of those gone
///          at closing, J who joined and left within the period
/// Unit     share                          Empty  base 0: absent, with the reason
/// Errors   Error{failed} where opening + joined - churned is not closing
/// Cost     O(1) a tally; 24 bytes a customer before
/// Merging  counts add once every customer is whole
/// Source   Stripe Billing and ChartMogul help pages for the rules of their names
/// Example  ChurnTally t; t.add({.at_opening = true, .at_closing = true}, 936);
///          t.add({.at_opening = true}, 64); finish(t, ChurnRule::opening).value is 64 of 1000
Result finish(const ChurnTally& tally, ChurnRule rule, double confidence = 0.95);

struct Metric;
extern const Metric churn_metric;

}  // namespace csm
