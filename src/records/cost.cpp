#include "csm/records/cost.hpp"

#include <algorithm>

namespace csm {
namespace {

/// What of a cost that is spread over `days` has been spent after so many of them.
Int128 running_total(const Cost& row, std::int64_t after, std::int64_t days) {
  if (after <= 0) return 0;
  if (after >= days) return row.amount.atoms();
  Int128 minor_unit = Decimal::unit;
  for (int i = 0; i < row.currency.decimals(); ++i) minor_unit /= 10;
  const Int128 units =
      rounded_quotient(checked_multiply(row.amount.atoms(), after), minor_unit * days);
  return checked_multiply(units, minor_unit);
}

}  // namespace

RowFault complete(Cost& row, const RowRules&) {
  if (row.begin && !row.end) return {"begin", "has no end beside it to spread the cost to"};
  if (row.end && !row.begin) return {"end", "has no begin beside it to spread the cost from"};
  if (row.begin && *row.end < *row.begin) return {"end", "lies before the begin"};
  if (row.end && is_never(*row.end)) return {"end", "is no day to spread a cost to"};
  return {};
}

Date newest_on(const Cost& row) {
  Date newest = no_day;
  keep_newest(newest, row.spent_on);
  keep_newest(newest, row.begin);
  return newest;
}

std::optional<CostDays> days_of(const Cost& row) {
  if (row.begin && row.end) return CostDays{*row.begin, *row.begin, *row.end};
  if (!row.spent_on || is_never(*row.spent_on)) return std::nullopt;
  return CostDays{*row.spent_on, *row.spent_on, *row.spent_on};
}

void keep_days(std::optional<CostDays>& days, const std::optional<CostDays>& more) {
  if (!more) return;
  if (!days) {
    days = more;
    return;
  }
  days->oldest_begin = std::min(days->oldest_begin, more->oldest_begin);
  days->newest_begin = std::max(days->newest_begin, more->newest_begin);
  days->newest_end = std::max(days->newest_end, more->newest_end);
}

std::optional<Int128> part_in(const Cost& row, const Period& period) {
  if (period.is_all()) return row.amount.atoms();
  if (!row.begin || !row.end) {
    if (!row.spent_on || !period.contains(*row.spent_on)) return std::nullopt;
    return row.amount.atoms();
  }
  const Date behind = *row.end + std::chrono::days{1};
  if (period.end <= *row.begin || behind <= period.begin) return std::nullopt;
  const std::int64_t days = (behind - *row.begin).count();
  const auto after = [&](Date day) {
    return running_total(row, (std::clamp(day, *row.begin, behind) - *row.begin).count(), days);
  };
  return checked_subtract(after(period.end), after(period.begin));
}

}  // namespace csm
