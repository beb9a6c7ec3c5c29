#pragma once

#include <cstdint>

#include "slow_table.hpp"

namespace csm::slow {

/// A seeded ledger of costs, about the period of random_tables.hpp: always `amount`; days, a span
/// of days, categories and currencies in some. Refunds, rows without days and rows with one end of
/// a span are among them, and some cells are spoilt.
Table random_costs(std::uint64_t seed);

}  // namespace csm::slow
