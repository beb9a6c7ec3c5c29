#include "csm/records/customer.hpp"

#include "csm/records/amount.hpp"

namespace csm {
namespace {

/// A snapshot's words for somebody who is gone or still here; nothing for a word csm cannot place.
std::optional<bool> is_gone_by(std::string_view status_word, Status status) {
  switch (status) {
    case Status::active:
    case Status::past_due:
    case Status::paused:
      return false;
    case Status::canceled:
      return true;
    default:
      break;
  }
  char buffer[16];
  const std::string_view word = folded(status_word, buffer, sizeof buffer);
  for (const std::string_view gone :
       {"churned", "lost", "expired", "inactive", "terminated", "closed", "ended", "former"}) {
    if (word == gone) return true;
  }
  for (const std::string_view here : {"customer", "retained", "renewed", "ok", "nonrenewing"}) {
    if (word == here) return false;
  }
  return std::nullopt;
}

}  // namespace

RowFault complete(Customer& row, const RowRules& rules) {
  ServiceColumns columns;
  columns.started_on = row.started_on;
  columns.ended_on = row.churned_on;
  columns.trial_end = row.trial_end;
  columns.status = row.status;
  columns.is_trial = row.is_trial;
  const Fault fault = find_service(columns, rules.end_included, row.service);
  if (fault != nullptr) {
    return {row.status == Status::canceled && !row.churned_on ? "status" : "started_on", fault};
  }
  if (row.mrr < Decimal{0}) return {"mrr", "is negative"};
  row.annual_amount = annual_of_month(row.mrr);
  return {};
}

std::optional<Date> newest_on(const Customer& row) {
  std::optional<Date> newest = row.started_on;
  const bool may_end_later = row.status == Status::active || row.status == Status::trialing ||
                             row.status == Status::past_due || row.status == Status::paused;
  if (!may_end_later) keep_newest(newest, row.churned_on);
  return newest;
}

RowFault complete(Snapshot& row, const RowRules&) {
  if (!row.status_word.text.empty()) read_value(row.status_word.text, {}, row.status);
  if (row.churned) {
    row.is_gone = *row.churned;
    return {};
  }
  if (!is_customer(row.status)) return {};
  if (row.status_word.text.empty()) return {"status", "is blank, so csm cannot tell who is gone"};
  const auto gone = is_gone_by(row.status_word.text, row.status);
  if (!gone) {
    return {"status", "does not say who is gone (csm knows words like active and canceled)"};
  }
  row.is_gone = *gone;
  return {};
}

std::optional<Date> newest_on(const Snapshot&) { return std::nullopt; }

}  // namespace csm
