#include "csm/records/customer.hpp"

namespace csm {
namespace {

/// A snapshot's words for somebody who is gone or still here; nothing for a word csm cannot place.
std::optional<bool> is_gone_by(std::string_view status_word, Status status) {
  if (is_gone(status)) return true;
  if (status == Status::active || status == Status::past_due || status == Status::paused) {
    return false;
  }
  char buffer[16];
  const std::string_view word = folded(status_word, buffer, sizeof buffer);
  for (const std::string_view here : {"customer", "retained", "renewed", "ok", "nonrenewing"}) {
    if (word == here) return false;
  }
  return std::nullopt;
}

}  // namespace

RowFault complete(Customer& row, const RowRules& rules) {
  const RowFault fault = find_service(row, rules.end_included, row.service);
  if (fault.fault != nullptr) return fault;
  if (row.mrr < Decimal{0}) return {"mrr", "is negative"};
  row.annual_amount = row.mrr == Decimal{0} ? Int128{0} : annual_of_month(row.mrr);
  return {};
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

Date newest_on(const Snapshot&) { return no_day; }

}  // namespace csm
