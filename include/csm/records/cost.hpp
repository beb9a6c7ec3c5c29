#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row a cost of the ledger: spent on a day, or accrued over the days `begin` to `end`, both
/// included.
struct Cost {
  Decimal amount;
  std::optional<Date> spent_on;
  RecordId category;
  Currency currency;
  std::optional<Date> begin;
  std::optional<Date> end;

  static constexpr std::string_view kind = "costs";
  static const std::array<Field<Cost>, 6> fields;
};

inline constexpr std::array<Field<Cost>, 6> Cost::fields = {
    field<Cost, &Cost::amount>("amount", "cost total|value"),
    field<Cost, &Cost::spent_on>("spent_on", "spent booked posted transaction|date"),
    field<Cost, &Cost::category>("category", "cost_category account cost_center"),
    field<Cost, &Cost::currency>("currency", currency_aliases),
    field<Cost, &Cost::begin>("begin", "service_begin accrual_begin period_begin|start"),
    field<Cost, &Cost::end>("end", "service_end accrual_end period_end"),
};

RowFault complete(Cost& row, const RowRules& rules);
std::optional<Date> newest_on(const Cost& row);

}  // namespace csm
