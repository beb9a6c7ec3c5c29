#include "slow_known_until.hpp"

#include <string>

#include "slow_mrr.hpp"
#include "slow_subscription.hpp"

namespace csm::slow {

namespace {

class Newest {
 public:
  void look_at(const std::string& cell) {
    const auto day = parse_day(cell);
    if (day && (!newest_ || *day > *newest_)) newest_ = day;
  }
  std::optional<int> day() const { return newest_; }

 private:
  std::optional<int> newest_;
};

/// "the newest `_on` date in the data, leaving out what may lie in the future: ... ends of active,
/// trialing, past-due or paused rows, `trial_end`, `current_period_end`"; the planned end of a
/// pause
/// (`resumed_on` of such a row) may lie in the future just as well
void look_at_subscription(const Table& table, std::size_t row, Newest& newest) {
  for (const std::string column : {"started_on", "canceled_on", "paused_on"})
    newest.look_at(cell(table, row, column));
  const std::string status = lower_case(cell(table, row, "status"));
  const bool end_may_lie_in_future =
      status == "active" || status == "trialing" || status == "past_due" || status == "paused";
  if (end_may_lie_in_future) return;
  for (const std::string column : {"ended_on", "churned_on", "resumed_on"})
    newest.look_at(cell(table, row, column));
}

}  // namespace

std::optional<int> known_until_for_churn(const Table& table, bool end_included) {
  Newest newest;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (read_subscription(table, row, end_included)) look_at_subscription(table, row, newest);
  }
  return newest.day();
}

std::optional<int> known_until_for_mrr(const Table& table, bool end_included) {
  Newest newest;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!is_bad_mrr_row(table, row, end_included)) look_at_subscription(table, row, newest);
  }
  return newest.day();
}

std::optional<int> known_until_for_nps(const Table& table, const NpsOptions& options) {
  Newest newest;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (is_bad_answer(table, row, options)) continue;
    newest.look_at(cell(table, row, "answered_on"));
    newest.look_at(cell(table, row, "sent_on"));
  }
  return newest.day();
}

Days month_of(int day) {
  Days month;
  const std::string name = format_day(day).substr(0, 7);
  month.begin = day_of(name + "-01");
  month.end = month.begin;
  while (format_day(month.end).substr(0, 7) == name) ++month.end;
  return month;
}

std::optional<Days> default_period(std::optional<int> known_until) {
  // "Balances and their movements (churn, mrr, expansion, renewal): the month that holds *known
  // until*"
  if (!known_until) return std::nullopt;
  return month_of(*known_until);
}

bool is_partial(const Days& period, int known_until) {
  // "A period whose last day is after it is marked `partial`"
  return period.end - 1 > known_until;
}

}  // namespace csm::slow
