#pragma once

#include <cstdint>

#include "slow_table.hpp"

namespace csm::slow {

/// Seeded rows of factors, about the period of random_tables.hpp: always `customer_id` and the
/// factors `logins`, `open_tickets` and `adoption`; days, MRR and currencies in some. Few numbers
/// and few days, so that rows of a customer meet on a day and in a score; some cells are spoilt.
Table random_factors(std::uint64_t seed);

}  // namespace csm::slow
