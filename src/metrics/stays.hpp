#pragma once

#include <span>
#include <vector>

#include "csm/int112.hpp"
#include "csm/metrics/cohorts.hpp"
#include "csm/money.hpp"
#include "csm/records/service.hpp"

namespace csm {

/// What cohorts of customers keep of a row: since when and until when somebody was one.
struct Stay {
  Date start;
  Date end;

  friend bool operator<(const Stay& a, const Stay& b) { return a.start < b.start; }
};

/// What cohorts of MRR keep of a row with an amount above 0.
struct PaidStay {
  Service service;
  Int112 annual;
  Currency currency;

  friend bool operator<(const PaidStay& a, const PaidStay& b) {
    return a.service.start < b.service.start;
  }
};

/// One customer's rows, by their starts, as cohorts of customers see them: one or more at a time is
/// one customer, and a gap is a time without it. The fact's changes are put into `changes`.
CohortFact fact_of(std::span<const Stay> stays, const CohortGrain& grain,
                   std::vector<AgeChange>& changes);

/// The same as cohorts of MRR see them: amounts add up, and what is paused pays nothing. At age 0
/// counts what is paid just before the day after joining, and is 0 where that is paused.
CohortFact fact_of(std::span<const PaidStay> stays, const CohortGrain& grain,
                   std::vector<AgeChange>& changes);

}  // namespace csm
