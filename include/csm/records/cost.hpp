#pragma once

#include <array>

#include "csm/period.hpp"
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
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "costs";
  static const std::array<Field<Cost>, 6> fields;
};

inline constexpr std::array<Field<Cost>, 6> Cost::fields = {
    field<Cost, &Cost::amount>("amount", "cost total|value"),
    field<Cost, &Cost::spent_on>("spent_on", "spent booked posted transaction|date|invoice"),
    field<Cost, &Cost::category>("category",
                                 "cost_category account cost_center|account_code account_name"),
    field<Cost, &Cost::currency>("currency", currency_aliases),
    field<Cost, &Cost::begin>("begin",
                              "service_begin service_start accrual_begin period_begin|"
                              "start"),
    field<Cost, &Cost::end>("end", "service_end accrual_end period_end"),
};

/// Errors  `begin` without `end` or the reverse, an end before the begin or in the year 9999
RowFault complete(Cost& row, const RowRules& rules);
/// Not `end`: what is paid ahead lies in the future.
Date newest_on(const Cost& row);

/// The days that costs fall on: `spent_on`, or where a cost is spread over days the first and the
/// last of them.
struct CostDays {
  Date oldest_begin;
  Date newest_begin;
  Date newest_end;
};
/// Nothing for a row without days.
std::optional<CostDays> days_of(const Cost& row);
void keep_days(std::optional<CostDays>& days, const std::optional<CostDays>& more);

/// What of a cost falls in a period, in atoms of `Decimal`; nothing where no day of it does.
///
/// Formula  all of what was spent on a day. Of what is spread over n days, the difference of two
///          running totals: after k days amount x k / n, rounded half to even to the currency's
///          minor unit, and after all n the amount itself. So the parts of any split of the time
///          add up to the whole.
/// Errors   Error{failed} on overflow
std::optional<Int128> part_in(const Cost& row, const Period& period);

}  // namespace csm
