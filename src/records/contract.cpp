#include "csm/records/contract.hpp"

namespace csm {

RowFault complete(Contract& row, const RowRules&) {
  if (row.term_start && row.term_end < *row.term_start)
    return {"term_end", "lies before the start"};
  return {};
}

std::optional<Date> newest_on(const Contract& row) { return row.term_start; }

}  // namespace csm
