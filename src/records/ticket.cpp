#include "csm/records/ticket.hpp"

namespace csm {

RowFault complete(Ticket& row, const RowRules&) {
  if (row.closed_on && *row.closed_on < row.opened_on)
    return {"closed_on", "lies before the start"};
  if (row.contacts && *row.contacts < 0) return {"contacts", "is negative"};
  if (row.reopens && *row.reopens < 0) return {"reopens", "is negative"};
  return {};
}

std::optional<Date> newest_on(const Ticket& row) {
  std::optional<Date> newest = row.opened_on;
  keep_newest(newest, row.closed_on);
  return newest;
}

}  // namespace csm
