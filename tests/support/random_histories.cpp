#include <algorithm>

#include "random_rows.hpp"
#include "slow_cohorts.hpp"

namespace csm::slow {

namespace {

/// A day of two and a half years, often about the end of a month.
int some_day(Dice& dice) {
  const int first = day_of("2023-12-28");
  if (dice.one_in(3)) return first + dice.below(900);
  const int months = dice.below(30);
  return months_after(day_of("2024-01-31"), months) + dice.below(4) - 2;
}

Row some_row(Dice& dice, const Words& ids) {
  static const Words statuses = {"active", "active",   "active",  "",
                                 "paused", "trialing", "past_due"};
  static const Words amounts = {"10", "10", "25.50", "100", "0", "3"};
  static const Words intervals = {"month", "month", "year", "once"};
  static const Words currencies = {"USD", "USD", "EUR"};
  Row row;
  row["customer_id"] = dice.pick(ids);
  const int start = some_day(dice);
  row["started_on"] = format_day(start);
  if (!dice.one_in(3)) {
    const int end = dice.one_in(2) ? months_after(start, dice.below(14)) : some_day(dice);
    row["ended_on"] = format_day(dice.one_in(20) ? end : std::max(start, end));
  }
  row["status"] = dice.pick(statuses);
  if (dice.one_in(6)) row["trial_end"] = format_day(start + dice.below(40));
  if (dice.one_in(4)) row["paused_on"] = format_day(some_day(dice));
  if (dice.one_in(4)) row["resumed_on"] = format_day(some_day(dice));
  row["amount"] = dice.pick(amounts);
  row["interval"] = dice.pick(intervals);
  row["currency"] = dice.pick(currencies);
  return row;
}

}  // namespace

Table random_histories(std::uint64_t seed) {
  Dice dice(seed);
  Words header = {"customer_id", "started_on", "ended_on", "amount"};
  add_some(dice, {"status", "trial_end", "paused_on", "resumed_on", "interval", "currency"},
           header);
  shuffle(dice, header);
  Words ids;
  for (int i = 1 + dice.below(12); i > 0; --i) ids.push_back("c" + std::to_string(i));
  std::vector<Row> rows;
  for (int i = dice.below(30); i > 0; --i) {
    rows.push_back(some_row(dice, ids));
    spoil_some(dice, header, rows.back());
  }
  return table_of(header, rows);
}

}  // namespace csm::slow
