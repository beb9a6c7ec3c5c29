#include "csm/records/subscription.hpp"

namespace csm {

RowFault complete(Subscription& row, const RowRules& rules) {
  const Fault fault =
      find_service({row.started_on, row.ended_on, row.canceled_on, row.current_period_end,
                    row.trial_end, row.paused_on, row.resumed_on, row.status, row.is_trial},
                   rules.end_included, row.service);
  if (fault != nullptr) {
    const bool has_end = row.ended_on || row.canceled_on || row.current_period_end;
    return {has_end ? "started_on" : "status", fault};
  }
  if (row.mrr) {
    if (*row.mrr < Decimal{0}) return {"mrr", "is negative"};
    row.annual_amount = annual_of_month(*row.mrr);
    return {};
  }
  const AnnualAmount annual =
      annual_amount({row.amount, row.quantity, row.discount_percent, row.discount_amount,
                     row.interval, row.interval_count});
  row.annual_amount = annual.amount;
  return {annual.field, annual.fault};
}

std::optional<Date> newest_on(const Subscription& row) {
  std::optional<Date> newest = row.started_on;
  keep_newest(newest, row.canceled_on);
  keep_newest(newest, row.paused_on);
  const bool may_end_later = row.status == Status::active || row.status == Status::trialing ||
                             row.status == Status::past_due || row.status == Status::paused;
  if (!may_end_later) {
    keep_newest(newest, row.ended_on);
    keep_newest(newest, row.resumed_on);
  }
  return newest;
}

}  // namespace csm
