#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row a customer's state on a day. The factors themselves are columns that the user names.
struct Factors {
  CustomerId customer_id;
  std::optional<Date> measured_on;
  std::optional<Decimal> mrr;
  Currency currency;                               ///< of `mrr`
  std::span<const std::optional<Decimal>> values;  ///< of Input::columns, in their order

  static constexpr std::string_view kind = "factors";
  static const std::array<Field<Factors>, 4> fields;
};

inline constexpr std::array<Field<Factors>, 4> Factors::fields = {
    field<Factors, &Factors::customer_id>("customer_id", customer_id_aliases),
    field<Factors, &Factors::measured_on>("measured_on", "measured snapshot as_of|date"),
    field<Factors, &Factors::mrr>("mrr", "monthly_recurring_revenue current_mrr mrr_amount"),
    field<Factors, &Factors::currency>("currency", currency_aliases),
};

RowFault complete(Factors& row, const RowRules& rules);
std::optional<Date> newest_on(const Factors& row);

}  // namespace csm
