#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row a customer's state on a day. The factors themselves are columns that the user names.
struct Factors {
  CustomerId customer_id;
  std::optional<Date> measured_on;
  bool is_dated = false;  ///< the table has a column of `measured_on`, whether or not it is filled
  std::optional<Decimal> mrr;
  Currency currency;                               ///< of `mrr`
  std::span<const std::optional<Decimal>> values;  ///< of Input::columns, in their order
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "factors";
  static const std::array<Field<Factors>, 4> fields;
};

/// A column of days makes every row one that should have a day.
inline void read_measured_on(CellColumn cells, const CellRules& rules, Need need,
                             const Factors& blank, std::span<Factors> rows,
                             std::vector<CellFault>& faults) {
  for (Factors& row : rows) row.is_dated = true;
  read_column<Factors, &Factors::measured_on>(cells, rules, need, blank, rows, faults);
}

inline constexpr std::array<Field<Factors>, 4> Factors::fields = {
    field<Factors, &Factors::customer_id>("customer_id", customer_id_aliases),
    {"measured_on", "snapshot as_of|date", true, false, &read_measured_on},
    field<Factors, &Factors::mrr>("mrr", "monthly_recurring_revenue current_mrr mrr_amount"),
    field<Factors, &Factors::currency>("currency", currency_aliases),
};

/// Checks that the MRR is not negative.
RowFault complete(Factors& row, const RowRules& rules);
Date newest_on(const Factors& row);

}  // namespace csm
