#pragma once

#include "csm/date.hpp"
#include "csm/period.hpp"
#include "csm/records/cell.hpp"

namespace csm {

/// When somebody is a customer by one row: the days from `start` up to but not including `end`.
///
/// Boundary days, trials and pauses are decided here and nowhere else: metrics ask these features.
struct Service {
  Date start;
  Date end = never;
  bool is_trial = false;  ///< a row that is no customer at any time: still on trial, or never paid
  Date paused_from = never;  ///< no revenue from here on ...
  Date paused_to = never;    ///< ... up to but not including here
};

/// Just before day t: `start < t <= end`, so what ends on t was still there.
constexpr bool is_active_before(const Service& service, Date t) {
  return service.start < t && t <= service.end;
}

/// Active just before day t, but paused then.
constexpr bool is_paused_before(const Service& service, Date t) {
  return is_active_before(service, t) && service.paused_from < t && t <= service.paused_to;
}

constexpr bool starts_in(const Service& service, const Period& period) {
  return period.begin <= service.start && service.start < period.end;
}

/// The columns that say when a service begins and ends, whatever kind of record they stand in.
struct ServiceColumns {
  Date started_on;
  std::optional<Date> ended_on;  ///< also a customer's churned_on
  std::optional<Date> canceled_on;
  std::optional<Date> current_period_end;
  std::optional<Date> trial_end;
  std::optional<Date> paused_on;
  std::optional<Date> resumed_on;
  Status status = Status::none;
  bool is_trial = false;
};

/// The service of a row, or what is wrong with its dates.
///
/// Start   the later of `started_on` and `trial_end`
/// End     `ended_on`; else, where the status is canceled or `canceled_on` is given, the later of
///         `canceled_on` and `current_period_end`; else, and in the year 9999, never
/// Trial   status trialing, incomplete or unpaid; `is_trial`; or an end on or before `trial_end`
/// Pause   where the status is paused or `paused_on` is given: from `paused_on` (throughout where
///         missing) to `resumed_on`
/// Errors  canceled without any end; an end before `started_on`
Fault find_service(const ServiceColumns& columns, bool end_included, Service& out);

}  // namespace csm
