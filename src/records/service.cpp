#include "csm/records/service.hpp"

#include <algorithm>

namespace csm {
namespace {

/// The day, or never where there is none: exports from warehouses write 9999-12-31 for that.
Date or_never(const std::optional<Date>& date) { return date && !is_never(*date) ? *date : never; }

/// The end as it is written, without `--end-included`.
Date end_of(const ServiceColumns& row) {
  const Date ended_on = or_never(row.ended_on);
  if (ended_on != never) return ended_on;
  const Date churned_on = or_never(row.churned_on);
  if (churned_on != never) return churned_on;
  const Date canceled_on = or_never(row.canceled_on);
  if (!is_gone(row.status) && canceled_on == never) return never;
  const Date paid_until = or_never(row.current_period_end);
  if (canceled_on == never || paid_until == never) return std::min(canceled_on, paid_until);
  return std::max(canceled_on, paid_until);
}

/// What still runs may have an end that is planned.
bool still_runs(Status status) {
  return status == Status::active || status == Status::trialing || status == Status::past_due ||
         status == Status::paused;
}

}  // namespace

RowFault find_service(const ServiceColumns& row, bool end_included, Service& out) {
  Date end = end_of(row);
  if (end == never && is_gone(row.status)) {
    return {"status", "says that it is over, but nothing says when it ended"};
  }
  if (end < row.started_on) return {"started_on", "lies after its end"};
  if (end != never && end_included) end += std::chrono::days{1};

  const Date trial_end = or_never(row.trial_end);
  const bool had_trial = trial_end != never;
  out.start = had_trial ? std::max(row.started_on, trial_end) : row.started_on;
  out.end = end;
  out.is_trial = !is_customer(row.status) || row.is_trial || (had_trial && end <= trial_end);
  out.paused_from = out.paused_to = never;
  if (row.status == Status::paused || row.paused_on) {
    out.paused_from = row.paused_on.value_or(Date::min());
    out.paused_to = or_never(row.resumed_on);
  }
  return {};
}

Date newest_on(const ServiceColumns& row) {
  Date newest = no_day;
  keep_newest(newest, row.started_on);
  keep_newest(newest, row.canceled_on);
  keep_newest(newest, row.paused_on);
  if (still_runs(row.status)) return newest;
  keep_newest(newest, row.ended_on);
  keep_newest(newest, row.churned_on);
  keep_newest(newest, row.resumed_on);
  return newest;
}

}  // namespace csm
