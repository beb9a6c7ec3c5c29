#include "slow_clv_rows.hpp"

#include <algorithm>
#include <set>

#include "slow_mrr.hpp"
#include "slow_retention_cost.hpp"
#include "slow_subscription.hpp"

namespace csm::slow {

namespace {

/// The row read; nothing for a bad row.
std::optional<ClvPurchase> read_purchase(const Table& table, std::size_t row) {
  ClvPurchase purchase;
  purchase.customer = cell(table, row, "customer_id");
  const auto day = parse_day(cell(table, row, "purchased_on"));
  const auto amount = parse_decimal(cell(table, row, "amount"));
  if (purchase.customer.empty() || !day || !amount) return std::nullopt;
  if (rounded_to(*amount, 12) != *amount) return std::nullopt;  // more decimals than are kept
  purchase.day = *day;
  purchase.amount = *amount;
  if (has_column(table, "currency")) {
    purchase.currency = cell(table, row, "currency");
    const std::set<std::string> codes = {"USD", "EUR", "JPY", "KWD"};
    if (codes.count(purchase.currency) == 0) return std::nullopt;
  }
  return purchase;
}

/// Beside purchases only the days of services are read, not what is paid.
bool is_bad_service(const Table& services, std::size_t row, const ClvOptions& options) {
  if (options.by_subscription) return is_bad_mrr_row(services, row, options.end_included);
  return !read_subscription(services, row, options.end_included);
}

void read_purchases(const ClvTables& tables, ClvRows& data, Clv& clv) {
  if (tables.purchases == nullptr) return;
  for (std::size_t row = 0; row < tables.purchases->rows.size(); ++row) {
    const auto purchase = read_purchase(*tables.purchases, row);
    if (purchase) {
      data.purchases.push_back(*purchase);
    } else {
      ++clv.bad;
    }
  }
}

void read_services(const ClvTables& tables, const ClvOptions& options, ClvRows& data, Clv& clv) {
  if (tables.services == nullptr) return;
  data.services.header = tables.services->header;
  for (std::size_t row = 0; row < tables.services->rows.size(); ++row) {
    if (is_bad_service(*tables.services, row, options)) {
      ++clv.bad;
      continue;
    }
    data.services.rows.push_back(tables.services->rows[row]);
    const auto service = read_subscription(*tables.services, row, options.end_included);
    if (!service->is_customer) {
      ++clv.not_customers;
      continue;
    }
    // "duration = days from first start to last end"; "latest end over the customer's service
    // rows; still active = none"
    const auto found = data.stays.find(service->customer_id);
    if (found == data.stays.end()) {
      data.stays[service->customer_id] = {service->start, service->end};
      continue;
    }
    Stay& stay = found->second;
    stay.start = std::min(stay.start, service->start);
    if (!service->end) stay.end = std::nullopt;
    if (stay.end && service->end) stay.end = std::max(*stay.end, *service->end);
  }
}

std::optional<int> newer(std::optional<int> one, std::optional<int> other) {
  if (!one) return other;
  return other ? std::max(*one, *other) : one;
}

/// "begin = oldest start/purchase, end = day after *known until*"
void find_days(const ClvTables& tables, const ClvOptions& options, const ClvRows& data, Clv& clv) {
  std::optional<int> newest;
  std::optional<int> oldest;
  for (const ClvPurchase& purchase : data.purchases) {
    newest = newer(newest, purchase.day);
    oldest = oldest ? std::min(*oldest, purchase.day) : purchase.day;
  }
  for (std::size_t row = 0; row < data.services.rows.size(); ++row) {
    const int start = read_subscription(data.services, row, options.end_included)->start;
    oldest = oldest ? std::min(*oldest, start) : start;
  }
  newest = newer(newest, known_until_for_churn(data.services, options.end_included));
  if (tables.costs != nullptr) newest = newer(newest, known_until_for_costs(*tables.costs));
  clv.known_until = options.as_of ? options.as_of : newest;
  clv.period = options.period;
  if (clv.period || !clv.known_until) return;
  clv.period =
      Days{std::min(oldest.value_or(*clv.known_until), *clv.known_until), *clv.known_until + 1};
}

}  // namespace

ClvRows read_clv_rows(const ClvTables& tables, const ClvOptions& options, Clv& clv) {
  ClvRows rows;
  read_purchases(tables, rows, clv);
  read_services(tables, options, rows, clv);
  if (tables.costs != nullptr) clv.bad += slow_retention_costs(*tables.costs, {}).bad;
  find_days(tables, options, rows, clv);
  return rows;
}

}  // namespace csm::slow
