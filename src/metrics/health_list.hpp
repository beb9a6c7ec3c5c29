#pragma once

#include <optional>
#include <string>
#include <vector>

#include "csm/result.hpp"
#include "metrics/measurements.hpp"

namespace csm {

/// A customer of the list.
struct ListedCustomer {
  CustomerText id;
  const Measurement* latest = nullptr;
  std::optional<Decimal> earlier_score;  ///< where there is an earlier snapshot with a score
};

/// The customers, the lowest score first, those without one at the end, ties by the bytes of the
/// id (and for rows that are a customer each, by all that they say); with the score and its band,
/// and what each factor gives to the score. People see the first ten.
Listing list_of(CustomerList<ListedCustomer> customers, const HealthModel& model, bool has_days);

}  // namespace csm
