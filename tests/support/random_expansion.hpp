#pragma once

#include <cstdint>

#include "slow_table.hpp"

namespace csm::slow {

/// Seeded purchases with a kind, about the period of random_tables.hpp and of the customers of its
/// tables of the same seed: always `customer_id`, `purchased_on`, `amount`, `kind`; `currency` and
/// `purchase_id` in some. Refunds, purchases of nothing, customers who came before the period and
/// in it, and every spelling of a kind are among them, and some cells are spoilt.
Table random_purchases(std::uint64_t seed);

}  // namespace csm::slow
