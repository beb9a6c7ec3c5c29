#pragma once

#include <algorithm>

#include "csm/date.hpp"

namespace csm {

/// Exports from warehouses write 9999-12-31 where there is no end.
constexpr bool is_never(Date date) {
  constexpr Date begin = std::chrono::sys_days{std::chrono::year{9999} / 1 / 1};
  constexpr Date last = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};
  return (begin <= date) & (date <= last);
}

/// A day on which something came to an end, or none; one in the year 9999 is none.
///
/// Whether there is a day is part of the value: nobody can foretell which customer has left, so
/// rules that compare need not branch for it (`or_never`, `or_no_day`).
class OptionalDay {
 public:
  OptionalDay() = default;
  OptionalDay(Date day) : day_(is_never(day) ? no_day : day) {}  // NOLINT: stands for the day

  explicit operator bool() const { return day_ != no_day; }
  /// Requires that there is a day.
  Date operator*() const { return day_; }
  Date or_never() const { return day_ == no_day ? never : day_; }
  Date or_no_day() const { return day_; }

  friend bool operator==(const OptionalDay&, const OptionalDay&) = default;

 private:
  Date day_ = no_day;
};

}  // namespace csm
