#pragma once

#include <optional>

#include "slow_nps.hpp"
#include "slow_table.hpp"

namespace csm::slow {

/// Half-open: [begin, end).
struct Days {
  int begin = 0;
  int end = 0;
};

/// The newest day that the data speaks of, without those that may lie in the future and without
/// bad rows; which rows are bad depends on the metric. Absent where no row has a day. Of
/// subscriptions or customers (a snapshot has no days):
std::optional<int> known_until_for_churn(const Table& table, bool end_included = false);
std::optional<int> known_until_for_mrr(const Table& table, bool end_included = false);
/// Of answers.
std::optional<int> known_until_for_nps(const Table& table, const NpsOptions& options);

/// The calendar month that holds the day.
Days month_of(int day);
/// The default period of churn and MRR; that of NPS is the whole file.
std::optional<Days> default_period(std::optional<int> known_until);
/// Whether a result of the period is marked `partial`.
bool is_partial(const Days& period, int known_until);

}  // namespace csm::slow
