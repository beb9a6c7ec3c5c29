#include "io/findings.hpp"

#include <algorithm>

namespace csm {

void JoinedIds::merge(const JoinedIds& other) {
  if (other.cells > 0 && (cells == 0 || other.offset < offset)) {
    offset = other.offset;
    first = other.first;
  }
  cells += other.cells;
}

void Findings::merge(const Findings& other) {
  counts.merge(other.counts);
  bad_dates += other.bad_dates;
  first_bad.insert(first_bad.end(), other.first_bad.begin(), other.first_bad.end());
  days.merge(other.days);
  customers.merge(other.customers);
}

void Findings::keep(const StrayBytes& stray, const std::string& where) {
  if (!stray_bytes || stray.first < stray_bytes->first) first_stray = where;
  stray_bytes = stray_bytes ? StrayBytes{std::min(stray_bytes->first, stray.first),
                                         stray_bytes->count + stray.count}
                            : stray;
}

}  // namespace csm
