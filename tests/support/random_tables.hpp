#pragma once

#include <cstdint>

#include "slow_table.hpp"

/// Seeded tables, the same on every machine: small, with few customers so that their rows meet,
/// and with most days at or near the bounds of one period. About one row in twelve has one cell
/// spoilt; optional columns are there or not, and columns stand in any order.
namespace csm::slow {

/// 2026-05-01 and 2026-06-01: the period whose bounds the tables are drawn around.
int random_period_begin();
int random_period_end();

/// Always `customer_id`, `started_on`, one of `amount` and `mrr`, one of `ended_on` and
/// `canceled_on`.
Table random_subscriptions(std::uint64_t seed);
/// Always `customer_id`, `started_on`, `churned_on`; `mrr` and `currency` in some.
Table random_customers(std::uint64_t seed);
/// Always `customer_id` and one of `churned` and `status`.
Table random_snapshot(std::uint64_t seed);
/// Always `score`; a table may lack the days and customers that a period or `latest` asks for.
Table random_answers(std::uint64_t seed);

}  // namespace csm::slow
