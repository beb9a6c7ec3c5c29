#include "csm/records/service.hpp"

#include <algorithm>

namespace csm {
namespace {

/// Exports from warehouses write 9999-12-31 where there is no end.
std::optional<Date> real(std::optional<Date> date) {
  return date && is_never(*date) ? std::nullopt : date;
}

/// The end as it is written, without `--end-included`.
std::optional<Date> end_of(const ServiceColumns& row) {
  if (const auto ended_on = real(row.ended_on)) return ended_on;
  if (const auto churned_on = real(row.churned_on)) return churned_on;
  const auto canceled_on = real(row.canceled_on);
  if (!is_gone(row.status) && !canceled_on) return std::nullopt;
  const auto paid_until = real(row.current_period_end);
  if (!canceled_on || !paid_until) return canceled_on ? canceled_on : paid_until;
  return std::max(canceled_on, paid_until);
}

/// What still runs may have an end that is planned.
bool still_runs(Status status) {
  return status == Status::active || status == Status::trialing || status == Status::past_due ||
         status == Status::paused;
}

}  // namespace

RowFault find_service(const ServiceColumns& row, bool end_included, Service& out) {
  std::optional<Date> end = end_of(row);
  if (!end && is_gone(row.status)) {
    return {"status", "says that it is over, but nothing says when it ended"};
  }
  if (end && *end < row.started_on) return {"started_on", "lies after its end"};
  if (end && end_included) *end += std::chrono::days{1};

  out = {};
  const auto trial_end = real(row.trial_end);
  out.start = trial_end ? std::max(row.started_on, *trial_end) : row.started_on;
  out.end = end.value_or(never);
  out.is_trial =
      !is_customer(row.status) || row.is_trial || (end && trial_end && *end <= *trial_end);
  if (row.status == Status::paused || row.paused_on) {
    out.paused_from = row.paused_on.value_or(Date::min());
    out.paused_to = real(row.resumed_on).value_or(never);
  }
  return {};
}

std::optional<Date> newest_on(const ServiceColumns& row) {
  std::optional<Date> newest;
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
