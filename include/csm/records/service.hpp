#pragma once

#include <array>
#include <string_view>

#include "csm/date.hpp"
#include "csm/period.hpp"
#include "csm/records/cell.hpp"
#include "csm/records/field.hpp"

namespace csm {

/// When somebody is a customer by one row: the days from `start` up to but not including `end`.
///
/// Boundary days, trials and pauses are decided here and nowhere else: metrics ask these features.
struct Service {
  Date start;
  Date end = never;
  bool is_trial = false;     ///< no customer at any time: still on trial, or never paid
  Date paused_from = never;  ///< no revenue from here on ...
  Date paused_to = never;    ///< ... up to but not including here
};

/// Just before day t: `start < t <= end`, so what ends on t was still there.
constexpr bool is_active_before(const Service& service, Date t) {
  return (service.start < t) & (t <= service.end);
}

/// Active just before day t, but paused then.
constexpr bool is_paused_before(const Service& service, Date t) {
  return is_active_before(service, t) && service.paused_from < t && t <= service.paused_to;
}

constexpr bool starts_in(const Service& service, const Period& period) {
  return (period.begin <= service.start) & (service.start < period.end);
}

/// The columns that say when a service begins and ends, whatever kind of record they stand in.
struct ServiceColumns {
  CustomerId customer_id;
  Date started_on;
  OptionalDay ended_on;
  OptionalDay churned_on;
  OptionalDay canceled_on;
  OptionalDay current_period_end;
  OptionalDay trial_end;
  OptionalDay paused_on;
  OptionalDay resumed_on;
  std::optional<bool> churned;  ///< never read: a header "churned" is not a day of leaving
  Status status = Status::none;
  bool is_trial = false;
};

/// The fields of those columns in the table of a row that has them.
template <class Row>
constexpr auto service_fields = std::to_array<Field<Row>>({
    field<Row, &Row::customer_id>("customer_id", customer_id_aliases),
    field<Row, &Row::started_on>(
        "started_on",
        "start joined subscribed activated customer_since since "
        "subscription_started subscription_start|created create signup signed_up|contract_start"),
    field<Row, &Row::ended_on>("ended_on", "end subscription_ended subscription_end"),
    field<Row, &Row::churned_on>("churned_on", "churn lost left terminated"),
    field<Row, &Row::canceled_on>("canceled_on",
                                  "cancelled cancel cancellation subscription_canceled "
                                  "subscription_cancelled"),
    field<Row, &Row::current_period_end>("current_period_end",
                                         "current_period_ends current_term_end"),
    field<Row, &Row::trial_end>("trial_end", "trial_ends trial_ended"),
    field<Row, &Row::paused_on>("paused_on", "pause pause_start"),
    field<Row, &Row::resumed_on>("resumed_on", "resume resumes pause_end"),
    field<Row, &Row::churned>("churned", ""),
    field<Row, &Row::status>("status", "state customer_status subscription_status"),
    field<Row, &Row::is_trial>("is_trial", "trial on_trial in_trial"),
});

/// The service of a row, or what is wrong with its dates and in which field.
///
/// Start   the later of `started_on` and `trial_end`
/// End     `ended_on`, else `churned_on`; else, where the status is canceled or `canceled_on` is
///         given, the later of `canceled_on` and `current_period_end`; else never. A day in the
///         year 9999 is none. With `end_included` the day after
/// Trial   status trialing, incomplete or unpaid; `is_trial`; or an end on or before `trial_end`
/// Pause   where the status is paused or `paused_on` is given: from `paused_on` (throughout where
///         missing) to `resumed_on`
/// Errors  gone by its status without any end; an end before `started_on`
RowFault find_service(const ServiceColumns& columns, bool end_included, Service& out);

/// The newest day of the columns that cannot lie in the future: not `trial_end`, not
/// `current_period_end`, and of a row that still runs neither its end nor the end of its pause.
Date newest_on(const ServiceColumns& columns);

}  // namespace csm
