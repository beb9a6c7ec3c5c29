#include "csm/records/answer.hpp"

namespace csm {

RowFault complete(Answer& row, const RowRules& rules) {
  if (!row.score) return {};
  if (*row.score < rules.lowest_score || *row.score > rules.highest_score) {
    return {"score", rules.off_scale};
  }
  if (rules.scored_needs_day && !row.answered_on) {
    return {"answered_on", "is blank, so csm cannot tell when the answer was given"};
  }
  if (rules.scored_needs_customer && row.customer_id.text.empty()) {
    return {"customer_id", "is blank, so csm cannot tell whose answer it is"};
  }
  return {};
}

std::optional<Date> newest_on(const Answer& row) {
  std::optional<Date> newest = row.answered_on;
  keep_newest(newest, row.sent_on);
  return newest;
}

}  // namespace csm
