#include "csm/records/subscription.hpp"

namespace csm {

RowFault complete(Subscription& row, const RowRules& rules) {
  const RowFault fault = find_service(row, rules.end_included, row.service);
  if (fault.fault != nullptr) return fault;
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

}  // namespace csm
