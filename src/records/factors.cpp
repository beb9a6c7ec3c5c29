#include "csm/records/factors.hpp"

namespace csm {

RowFault complete(Factors& row, const RowRules&) {
  if (row.mrr && *row.mrr < Decimal{0}) return {"mrr", "is negative"};
  return {};
}

Date newest_on(const Factors& row) { return row.measured_on.value_or(no_day); }

}  // namespace csm
