#include "csm/records/service.hpp"

#include <algorithm>

namespace csm {
namespace {

/// The end as it is written, without `--end-included`.
Date end_of(const ServiceColumns& row) {
  const Date canceled_on = row.canceled_on.or_never();
  const Date paid_until = row.current_period_end.or_never();
  const Date first = std::min(canceled_on, paid_until);
  const Date last = std::max(canceled_on, paid_until);
  const bool is_canceled = is_gone(row.status) | (canceled_on != never);
  const Date end_of_paid = last == never ? first : last;
  const Date churned_on = row.churned_on.or_never();
  const Date ended_on = row.ended_on.or_never();
  const Date end = churned_on == never ? (is_canceled ? end_of_paid : never) : churned_on;
  return ended_on == never ? end : ended_on;
}

/// What still runs may have an end that is planned.
bool still_runs(Status status) {
  return status == Status::active || status == Status::trialing || status == Status::past_due ||
         status == Status::paused;
}

}  // namespace

RowFault find_service(const ServiceColumns& row, bool end_included, Service& out) {
  Date end = end_of(row);
  if ((end == never) & is_gone(row.status)) {
    return {"status", "says that it is over, but nothing says when it ended"};
  }
  if (end < row.started_on) return {"started_on", "lies after its end"};
  if (end_included && end != never) end += std::chrono::days{1};

  const Date trial_end = row.trial_end.or_never();
  const bool had_trial = trial_end != never;
  out.start = had_trial ? std::max(row.started_on, trial_end) : row.started_on;
  out.end = end;
  out.is_trial = !is_customer(row.status) || row.is_trial || (had_trial && end <= trial_end);
  out.paused_from = out.paused_to = never;
  if (row.status == Status::paused || row.paused_on) {
    out.paused_from = row.paused_on.or_no_day();
    out.paused_to = row.resumed_on.or_never();
  }
  return {};
}

Date newest_on(const ServiceColumns& row) {
  Date newest = no_day;
  keep_newest(newest, row.started_on);
  keep_newest(newest, row.canceled_on);
  keep_newest(newest, row.paused_on);
  Date of_the_end = newest;
  keep_newest(of_the_end, row.ended_on);
  keep_newest(of_the_end, row.churned_on);
  keep_newest(of_the_end, row.resumed_on);
  return still_runs(row.status) ? newest : of_the_end;
}

}  // namespace csm
