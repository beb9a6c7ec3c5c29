#include "csm/records/service.hpp"

#include <algorithm>

#include "csm/records/field.hpp"

namespace csm {

Fault find_service(const ServiceColumns& row, bool end_included, Service& out) {
  const bool is_canceled = row.status == Status::canceled;
  std::optional<Date> end = row.ended_on;
  if (!end && (is_canceled || row.canceled_on)) {
    end = row.canceled_on;
    if (row.current_period_end && (!end || *row.current_period_end > *end)) {
      end = row.current_period_end;
    }
    if (!end) return "says canceled, but nothing says when it ended";
  }
  if (end && end_included) *end += std::chrono::days{1};
  if (end && *end < row.started_on) return "lies after its end";

  out = {};
  out.start = row.trial_end ? std::max(row.started_on, *row.trial_end) : row.started_on;
  out.end = end && !is_never(*end) ? *end : never;
  out.is_trial =
      !is_customer(row.status) || row.is_trial || (end && row.trial_end && *end <= *row.trial_end);
  if (row.status == Status::paused || row.paused_on) {
    out.paused_from = row.paused_on.value_or(Date::min());
    out.paused_to = row.resumed_on.value_or(never);
  }
  return nullptr;
}

}  // namespace csm
