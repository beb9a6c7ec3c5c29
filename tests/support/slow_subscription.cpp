#include "slow_subscription.hpp"

#include <algorithm>

namespace csm::slow {

namespace {

std::optional<int> day_in(const Table& table, std::size_t row, const std::string& column) {
  return parse_day(cell(table, row, column));
}

bool has_unreadable_day(const Table& table, std::size_t row) {
  for (const std::string column : {"started_on", "ended_on", "churned_on", "canceled_on",
                                   "current_period_end", "trial_end", "paused_on", "resumed_on"}) {
    const std::string text = cell(table, row, column);
    if (!is_missing(text) && !parse_day(text)) return true;
  }
  return false;
}

std::optional<int> later_of(std::optional<int> one, std::optional<int> other) {
  if (!one) return other;
  if (!other) return one;
  return std::max(*one, *other);
}

/// Canceled, and every other word that can mean nothing else.
bool says_it_is_over(const std::string& status) {
  for (const std::string word : {"canceled", "cancelled", "churned", "lost", "expired", "inactive",
                                 "terminated", "closed", "ended", "former"}) {
    if (status == word) return true;
  }
  return false;
}

/// The end as it stands in the row.
std::optional<int> written_end(const Table& table, std::size_t row, const std::string& status) {
  // "End: `ended_on` or `churned_on`;"
  if (const auto ended_on = day_in(table, row, "ended_on")) return ended_on;
  if (const auto churned_on = day_in(table, row, "churned_on")) return churned_on;
  // "else, where status is canceled or `canceled_on` is given, the later of `canceled_on` and
  // `current_period_end`."
  const auto canceled_on = day_in(table, row, "canceled_on");
  if (!says_it_is_over(status) && !canceled_on) return std::nullopt;
  return later_of(canceled_on, day_in(table, row, "current_period_end"));
}

}  // namespace

bool is_status_of_no_customer(const std::string& status) {
  // "Rows with status `trialing`, `incomplete`, `incomplete_expired`, `unpaid` or with `is_trial`
  // are no customers at any time"
  return status == "trialing" || status == "incomplete" || status == "incomplete_expired" ||
         status == "unpaid";
}

std::optional<Subscription> read_subscription(const Table& table, std::size_t row,
                                              bool end_included) {
  Subscription result;
  // "in ids ... only blank is missing (`NA` is North America)"
  result.customer_id = cell(table, row, "customer_id");
  if (result.customer_id.empty()) return std::nullopt;

  if (has_unreadable_day(table, row)) return std::nullopt;
  const auto started_on = day_in(table, row, "started_on");
  if (!started_on) return std::nullopt;

  const std::string status = lower_case(cell(table, row, "status"));
  result.status = is_missing(status) ? "" : status;
  result.end = written_end(table, row, result.status);

  // "canceled without any end is a bad row"
  if (says_it_is_over(result.status) && !result.end) return std::nullopt;

  // "A row whose end lies before its start is a bad row." - as the two are written
  if (result.end && *result.end < *started_on) return std::nullopt;

  // "an end is the first day without service, `--end-included` for exports that give the last day
  // with it"
  if (result.end && end_included) result.end = *result.end + 1;

  const std::string is_trial = cell(table, row, "is_trial");
  if (!is_missing(is_trial) && !parse_yes_or_no(is_trial)) return std::nullopt;
  if (is_status_of_no_customer(result.status)) result.is_customer = false;
  if (!is_missing(is_trial) && *parse_yes_or_no(is_trial)) result.is_customer = false;

  // "what ends on or before its `trial_end` never paid and is no customer"
  const auto trial_end = day_in(table, row, "trial_end");
  if (trial_end && result.end && *result.end <= *trial_end) result.is_customer = false;

  // "Start: the later of `started_on` and `trial_end`"
  result.start = *later_of(started_on, trial_end);
  result.paused_on = day_in(table, row, "paused_on");
  result.resumed_on = day_in(table, row, "resumed_on");
  return result;
}

bool is_active_just_before(const Subscription& row, int t) {
  // "something is active just before t when `start < t <= end` (no end = still active)"
  if (!(row.start < t)) return false;
  return !row.end || t <= *row.end;
}

bool is_paused_just_before(const Subscription& row, int t) {
  // "`paused` rows are 0 from `paused_on` (throughout where that is missing) to `resumed_on`"
  if (row.status != "paused" && !row.paused_on) return false;
  if (row.paused_on && !(*row.paused_on < t)) return false;
  return !row.resumed_on || t <= *row.resumed_on;
}

bool starts_within(const Subscription& row, int begin, int end) {
  // "Activity (joins, losses, ...) falls in the period when `begin <= date < end`."
  return begin <= row.start && row.start < end;
}

}  // namespace csm::slow
