#include "csm/records/contract.hpp"

namespace csm {

RowFault complete(Contract& row, const RowRules&) {
  if (row.term_start && row.term_end < *row.term_start)
    return {"term_end", "lies before the start"};
  if (row.value && *row.value < Decimal{0}) return {"value", "is negative"};
  if (row.renewed_value && *row.renewed_value < Decimal{0}) {
    return {"renewed_value", "is negative"};
  }
  if (row.renewed == false && row.renewed_value && *row.renewed_value > Decimal{0}) {
    return {"renewed_value", "is given, but renewed says no"};
  }
  return {};
}

Date newest_on(const Contract& row) { return row.term_start.value_or(no_day); }

}  // namespace csm
