#pragma once

#include <cstdint>

#include "slow_health.hpp"

namespace csm::slow {

/// A table of snapshots and what is asked of it.
struct HealthCase {
  Table table;
  HealthOptions options;
};

/// Always `customer_id` and one to five factors, some of their numbers at the ends of their lines;
/// weights that meet 60 % exactly in many; raw answers in one table of four; the period in half of
/// those with days.
HealthCase random_health(std::uint64_t seed);

}  // namespace csm::slow
