#pragma once

#include <cstdint>

#include "slow_table.hpp"

namespace csm::slow {

/// Seeded purchases about the period of random_tables.hpp, of the customers that
/// `random_customers` and `random_subscriptions` of the same seed have: always `customer_id`,
/// `purchased_on`, `amount`; `purchase_id`, `currency`, `kind` in some. Refunds, purchases of
/// nothing, several on one day and rows without a day are among them, and some cells are spoilt.
Table random_purchases(std::uint64_t seed);

}  // namespace csm::slow
