#pragma once

#include <cstddef>
#include <string>

namespace csm::bench {

/// Seeded exports in memory, the same on every machine: customers with their service's days and
/// answers of a survey with comments, some of them quoted; subscriptions.
std::string customers_csv(std::size_t rows);
std::string answers_csv(std::size_t rows);
/// Rows of subscriptions, in parts to be written one after the other: 2.5 a customer of `all`.
std::string subscriptions_header();
std::string subscriptions_part(std::size_t first, std::size_t rows, std::size_t all);

/// The id of a customer as payment services write them, by its number.
std::string customer_id(std::size_t number);

}  // namespace csm::bench
