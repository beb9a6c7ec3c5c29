#pragma once

#include <cstdint>

#include "csm/metrics/movements.hpp"
#include "csm/result.hpp"

namespace csm {

struct Subscription;

/// Monthly recurring revenue at closing, its movements over the period, and retention.
///
/// Formula  sum of active rows' (amount x quantity - discounts) brought to a month;
///          opening + new + reactivation + expansion - contraction - churned (+ fx) = closing;
///          of converted amounts the movements are at the rates of the opening, and `fx` is what
///          those of the closing change
/// Unit     money of one currency             Empty  no rows: 0; nrr, grr: absent at opening 0
/// Errors   Error{failed} where the identity does not hold or a sum overflows
/// Cost     O(1) a tally; 44 bytes a customer before
/// Merging  counts and sums add once every customer is whole; currencies are never merged
/// Source   NRR and GRR as the SaaS Metrics Standards Board defines them (saasmetricsboard.com)
Result finish(const MrrTally& tally, Currency currency, bool is_converted = false);

/// MRR where a yearly amount counts whole in the month it is billed: no movements.
///
/// `customers` counts those with an amount above 0 in the month.
Result finish_when_billed(Int128 annual, std::int64_t customers, Int128 past_due,
                          Currency currency);

/// The part of a row in the MRR of a calendar month when yearly amounts count as they are billed.
Int128 billed_in_month(const Subscription& row, const Period& month);

struct Metric;
extern const Metric mrr_metric;

}  // namespace csm
