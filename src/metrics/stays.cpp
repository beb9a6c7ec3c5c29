#include "metrics/stays.hpp"

#include <algorithm>

namespace csm {
namespace {

/// Puts down what is there from `start` to `end`, both of them not before the joining.
class Changes {
 public:
  Changes(const CohortGrain& grain, Date joined_on, std::vector<AgeChange>& changes)
      : grain_(grain), joined_on_(joined_on), changes_(changes) {
    changes_.clear();
  }

  /// At an age on whose day t it is active just before t: start < t <= end.
  void add(Date start, Date end, Int128 amount) {
    changes_.push_back({grain_.age_on(joined_on_, start) + 1, amount});
    changes_.push_back({grain_.age_on(joined_on_, end) + 1, -amount});
  }

 private:
  const CohortGrain& grain_;
  Date joined_on_;
  std::vector<AgeChange>& changes_;
};

}  // namespace

CohortFact fact_of(std::span<const Stay> stays, const CohortGrain& grain,
                   std::vector<AgeChange>& changes) {
  CohortFact fact;
  fact.joined_on = stays[0].start;
  fact.cohort = grain.cohort_of(fact.joined_on);
  fact.at_first = 1;
  Changes put(grain, fact.joined_on, changes);
  Stay whole = stays[0];
  for (const Stay& stay : stays.subspan(1)) {
    if (stay.start > whole.end) {
      put.add(whole.start, whole.end, 1);
      whole = stay;
    }
    whole.end = std::max(whole.end, stay.end);
  }
  put.add(whole.start, whole.end, 1);
  fact.left_on = whole.end;
  fact.changes = changes;
  return fact;
}

CohortFact fact_of(std::span<const PaidStay> stays, const CohortGrain& grain,
                   std::vector<AgeChange>& changes) {
  CohortFact fact;
  fact.joined_on = stays[0].service.start;
  fact.cohort = grain.cohort_of(fact.joined_on);
  fact.left_on = fact.joined_on;
  const Date day_after = fact.joined_on + std::chrono::days{1};
  Changes put(grain, fact.joined_on, changes);
  for (const PaidStay& stay : stays) {
    const Service& service = stay.service;
    fact.left_on = std::max(fact.left_on, service.end);
    put.add(service.start, service.end, stay.annual);
    const Date paused_from = std::max(service.start, service.paused_from);
    const Date paused_to = std::min(service.end, service.paused_to);
    if (paused_from < paused_to) put.add(paused_from, paused_to, -stay.annual);
    if (is_active_before(service, day_after) && !is_paused_before(service, day_after)) {
      fact.at_first = checked_add(fact.at_first, stay.annual);
    }
  }
  fact.changes = changes;
  return fact;
}

}  // namespace csm
