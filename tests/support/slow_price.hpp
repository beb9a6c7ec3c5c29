#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "slow_table.hpp"

namespace csm::slow {

/// What a row of subscriptions or customers says about money.
struct Price {
  std::string currency;       // blank where the table has no such column
  Rational amount = 0;        // the cell `amount`, or `mrr` where there is such a column
  Rational per_interval = 0;  // after quantity and discounts
  Rational per_month = 0;
  bool is_recurring = true;  // false for interval once
  int years = 0;             // the billing interval where it is whole years, else 0
};

/// The row's price; nothing for a bad row.
std::optional<Price> read_price(const Table& table, std::size_t row);

}  // namespace csm::slow
