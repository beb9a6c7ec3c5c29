#pragma once

#include "csm/records/cell.hpp"

namespace csm {

/// Recurring amounts are held as whole numbers of this part of a decimal's last place a year, so
/// that amounts a day, a week, a month, 2 months ... 12 months are all exact; a twelfth of them is
/// the amount a month, and that division is done once, at the end.
inline constexpr int annual_parts = 27720;

/// What one subscription charges, before it is brought to a year.
struct Charge {
  Decimal amount;
  Decimal quantity = 1;
  Decimal discount_percent;
  Decimal discount_amount;
  BillingInterval interval;
  int interval_count = 1;
};

/// (amount x quantity, less discount_percent, less discount_amount) once an interval, not below 0.
DecimalReading charge_an_interval(const Charge& charge);

/// An annual amount, or the field at fault and why.
struct AnnualAmount {
  Int128 amount = 0;
  std::string_view field;
  Fault fault = nullptr;
};

/// The charge brought to a year: x 365 for days, 52 weeks, 12 months, 4 quarters, 1 year, divided
/// by the intervals' count; 0 for what is charged once.
///
/// Unit    1/27720 of a `Decimal`'s last place, a year
/// Errors  negative parts, percentages outside 0..100, an interval count that does not divide
///         27720, results that need more than 12 decimals
AnnualAmount annual_amount(const Charge& charge);

/// An amount a month brought to a year.
Int128 annual_of_month(Decimal amount);

/// An annual amount as money a month / a year.
Ratio monthly(Int128 annual);
Ratio yearly(Int128 annual);

}  // namespace csm
