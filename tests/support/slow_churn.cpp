#include "slow_churn.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "slow_subscription.hpp"

namespace csm::slow {

namespace {

/// What is asked of a customer; one is tallied at a time.
struct Customer {
  bool is_there_at_opening = false;
  bool is_there_at_closing = false;
  bool joined = false;
  bool was_customer_before = false;
  bool lapsed_and_returned = false;
};

std::string customer_key(const std::string& customer_id, std::size_t row, bool assume_unique) {
  // "`--assume-unique` says that each row is another customer"
  return assume_unique ? "row " + std::to_string(row) : customer_id;
}

/// "here at both ends, but the latest end of the rows active at opening lies before the earliest
/// start after it"
bool has_lapsed(const std::vector<Subscription>& rows, const ChurnOptions& options) {
  bool never_ends = false;
  std::optional<int> latest_end;
  std::optional<int> earliest_start;
  for (const auto& row : rows) {
    if (is_active_just_before(row, options.begin)) {
      if (!row.end) never_ends = true;
      if (row.end && (!latest_end || *row.end > *latest_end)) latest_end = row.end;
    }
    if (starts_within(row, options.begin, options.end)) {
      if (!earliest_start || row.start < *earliest_start) earliest_start = row.start;
    }
  }
  return !never_ends && latest_end && earliest_start && *latest_end < *earliest_start;
}

Customer look_at(const std::vector<Subscription>& rows, const ChurnOptions& options) {
  Customer customer;
  bool some_row_starts_within = false;
  for (const auto& row : rows) {
    // "So opening = just before `begin`, closing = just before the period's end"
    if (is_active_just_before(row, options.begin)) customer.is_there_at_opening = true;
    if (is_active_just_before(row, options.end)) customer.is_there_at_closing = true;
    if (starts_within(row, options.begin, options.end)) some_row_starts_within = true;
    if (row.start < options.begin) customer.was_customer_before = true;
  }
  // "not active at opening, joined in the period"
  customer.joined = !customer.is_there_at_opening && some_row_starts_within;
  customer.lapsed_and_returned =
      customer.is_there_at_opening && customer.is_there_at_closing && has_lapsed(rows, options);
  return customer;
}

void tally(const Customer& customer, ChurnFigures& figures) {
  if (customer.is_there_at_opening) ++figures.opening;
  if (customer.is_there_at_closing) ++figures.closing;
  // "L of those, not active at closing"
  if (customer.is_there_at_opening && !customer.is_there_at_closing) ++figures.churned_existing;
  // "J not active at opening, joined in the period, not active at closing; A joined and stayed"
  if (customer.joined) ++figures.joined;
  if (customer.joined && !customer.is_there_at_closing) ++figures.churned_new;
  // "R: of all who joined (A + J), those who had been customers before"
  if (customer.joined && customer.was_customer_before) ++figures.returned;
  if (customer.lapsed_and_returned) ++figures.lapsed_and_returned;
}

void add_rules(ChurnFigures& figures) {
  const Rational lost = figures.churned_existing + figures.churned_new;
  figures.opening_rule = share_of(lost, figures.opening);
  figures.exposed = share_of(lost, figures.opening + figures.churned_new);
  figures.cohort = share_of(figures.churned_existing, figures.opening);
  figures.stripe = share_of(lost, figures.opening + figures.joined);
}

ChurnFigures churn_by_dates(const Table& table, const ChurnOptions& options) {
  ChurnFigures figures;
  std::map<std::string, std::vector<Subscription>> customers;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto subscription = read_subscription(table, row, options.end_included);
    if (!subscription) {
      ++figures.bad;
    } else if (!subscription->is_customer) {
      ++figures.not_customers;
    } else {
      customers[customer_key(subscription->customer_id, row, options.assume_unique)].push_back(
          *subscription);
    }
  }
  for (const auto& [id, rows] : customers) tally(look_at(rows, options), figures);
  return figures;
}

/// Whether a row of a snapshot says that the customer has left; nothing where it does not say.
std::optional<bool> has_left(const Table& table, std::size_t row) {
  if (has_column(table, "churned")) return parse_yes_or_no(cell(table, row, "churned"));
  const std::string status = lower_case(cell(table, row, "status"));
  return status == "canceled" || status == "cancelled" || status == "churned";
}

/// A cell of yes or no that says no where it is missing; nothing where it is unreadable.
std::optional<bool> says_yes(const Table& table, std::size_t row, const std::string& column) {
  const std::string text = cell(table, row, column);
  if (is_missing(text)) return false;
  return parse_yes_or_no(text);
}

/// "otherwise a snapshot, one row a customer with `churned` or `status`, and optionally `is_new`:
/// the file is the period and every customer not new was there at opening"
ChurnFigures churn_of_snapshot(const Table& table, const ChurnOptions& options) {
  ChurnFigures figures;
  std::map<std::string, Customer> customers;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string id = cell(table, row, "customer_id");
    const auto left = has_left(table, row);
    const auto is_new = says_yes(table, row, "is_new");
    const auto is_trial = says_yes(table, row, "is_trial");
    if (id.empty() || !left || !is_new || !is_trial) {
      ++figures.bad;
    } else if (*is_trial || is_status_of_no_customer(lower_case(cell(table, row, "status")))) {
      ++figures.not_customers;
    } else {
      Customer& customer = customers[customer_key(id, row, options.assume_unique)];
      if (!*is_new) customer.is_there_at_opening = true;
      if (!*left) customer.is_there_at_closing = true;
    }
  }
  for (auto& [id, customer] : customers) {
    customer.joined = !customer.is_there_at_opening;
    tally(customer, figures);
  }
  return figures;
}

}  // namespace

ChurnFigures slow_churn(const Table& table, const ChurnOptions& options) {
  ChurnFigures figures = has_column(table, "started_on") ? churn_by_dates(table, options)
                                                         : churn_of_snapshot(table, options);
  add_rules(figures);
  return figures;
}

}  // namespace csm::slow
