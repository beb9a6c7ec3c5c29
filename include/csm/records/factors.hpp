#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row a customer's state on a day. The factors themselves are columns that the user names, so
/// they are no part of the fixed fields.
struct Factors {
  CustomerId customer_id;
  std::optional<Date> measured_on;
  std::optional<Decimal> mrr;

  static constexpr std::string_view kind = "factors";
  static constexpr auto fields = std::to_array<Field<Factors>>({
      field<&Factors::customer_id>("customer_id",
                                   "account_id client_id company_id customer|account client"),
      field<&Factors::measured_on>("measured_on", "measured snapshot as_of|date"),
      field<&Factors::mrr>("mrr", "monthly_recurring_revenue current_mrr"),
  });
};

RowFault complete(Factors& row, const RowRules& rules);
std::optional<Date> newest_on(const Factors& row);

}  // namespace csm
