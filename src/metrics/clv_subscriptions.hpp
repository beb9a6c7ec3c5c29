#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "csm/computation.hpp"
#include "csm/cube.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/clv.hpp"
#include "metrics/ledger.hpp"

namespace csm {

/// Why a good row of a purchase is no part of a figure of subscriptions.
inline constexpr std::string_view not_looked_at =
    "purchases, which rule subscription does not look at";

/// Adds lifetime values by subscriptions, one for each currency, and says of which months the churn
/// is. `served` are the customers that the costs of the ledger are divided by.
void finish_subscriptions(const Question& question, Cube<Currency, SubscriptionTally> tallies,
                          const ChurnTally& served, const Ledger& ledger, const Span& span,
                          Report& report);

/// Says that an acquisition cost is no amount of any currency, where that matters.
void say_acquisition_cost(const Question& question, Report& report);

/// A series of those (ServiceSeries), for questions without rates whose customers are kept.
std::unique_ptr<Computation> start_subscription_series(const Question& question,
                                                       const std::vector<Period>& steps);

}  // namespace csm
