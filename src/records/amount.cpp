#include "csm/records/amount.hpp"

namespace csm {
namespace {

constexpr Fault inexact = "needs more than 12 decimals once discounted";

int times_a_year(IntervalUnit unit) {
  switch (unit) {
    case IntervalUnit::day:
      return 365;
    case IntervalUnit::week:
      return 52;
    case IntervalUnit::month:
      return 12;
    case IntervalUnit::quarter:
      return 4;
    case IntervalUnit::year:
      return 1;
    case IntervalUnit::once:
      break;
  }
  return 0;
}

}  // namespace

DecimalReading charge_an_interval(const Charge& charge) {
  DecimalReading total = multiply(charge.amount, charge.quantity);
  if (total.fault == DecimalFault::none && charge.discount_percent != Decimal{0}) {
    const DecimalReading kept =
        multiply(Decimal{100} - charge.discount_percent, read_decimal("0.01").value);
    total = kept.fault == DecimalFault::none ? multiply(total.value, kept.value) : kept;
  }
  if (total.fault != DecimalFault::none) return total;
  total.value = total.value - charge.discount_amount;
  if (total.value < Decimal{0}) total.value = Decimal{0};
  return total;
}

AnnualAmount annual_amount(const Charge& charge) {
  const Decimal zero;
  if (charge.amount < zero) return {0, "amount", "is negative"};
  if (charge.quantity < zero) return {0, "quantity", "is negative"};
  if (charge.discount_percent < zero || charge.discount_percent > Decimal{100}) {
    return {0, "discount_percent", "is not a percentage from 0 to 100"};
  }
  if (charge.discount_amount < zero) return {0, "discount_amount", "is negative"};
  if (charge.interval_count < 1) return {0, "interval_count", "is not a count from 1 up"};
  const int count = checked_multiply(charge.interval.count, charge.interval_count) <= annual_parts
                        ? charge.interval.count * charge.interval_count
                        : annual_parts + 1;
  if (annual_parts % count != 0) {
    return {0, charge.interval_count == 1 ? "interval" : "interval_count",
            "is a number of intervals that csm cannot bring to a month exactly (1 to 12 can be, "
            "and every other that divides 27720)"};
  }
  const DecimalReading total = charge_an_interval(charge);
  if (total.fault != DecimalFault::none) {
    return {0, "amount", total.fault == DecimalFault::too_large ? "is too large" : inexact};
  }
  return {checked_multiply(total.value.atoms(),
                           times_a_year(charge.interval.unit) * (annual_parts / count)),
          {},
          nullptr};
}

Int128 annual_of_month(Decimal amount) {
  return checked_multiply(amount.atoms(), 12 * annual_parts);
}

Ratio monthly(Int128 annual) {
  return reduced(annual, static_cast<Int128>(12) * annual_parts * Decimal::unit);
}

Ratio yearly(Int128 annual) {
  return reduced(annual, static_cast<Int128>(annual_parts) * Decimal::unit);
}

}  // namespace csm
