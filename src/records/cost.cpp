#include "csm/records/cost.hpp"

namespace csm {

RowFault complete(Cost& row, const RowRules&) {
  if (row.begin && row.end && *row.end < *row.begin) return {"end", "lies before the start"};
  return {};
}

std::optional<Date> newest_on(const Cost& row) {
  std::optional<Date> newest = row.spent_on;
  keep_newest(newest, row.begin);
  return newest;
}

}  // namespace csm
