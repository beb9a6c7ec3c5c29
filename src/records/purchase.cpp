#include "csm/records/purchase.hpp"

namespace csm {

RowFault complete(Purchase& row, const RowRules&) {
  if (row.expires_on && *row.expires_on < row.purchased_on) {
    return {"expires_on", "lies before the purchase"};
  }
  return {};
}

Date newest_on(const Purchase& row) { return row.purchased_on; }

}  // namespace csm
