#include <fmt/format.h>

#include <algorithm>

#include "csm/metrics/retention_cost.hpp"
#include "csm/records/amount.hpp"
#include "metrics/cost_categories.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

/// By category, the largest first; shares only where nothing was paid back.
Table lines_of(const CostTally& costs, Currency currency) {
  std::vector<std::pair<std::string, Int128>> lines;
  Int128 positive = 0;
  bool has_refunds = false;
  for (const auto& [category, line] : costs.lines) {
    if (line.inside == 0) continue;
    lines.emplace_back(category, line.amount);
    has_refunds = has_refunds || line.amount < 0;
    positive += has_refunds ? 0 : line.amount;
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  Table table;
  std::size_t width = 0;
  for (const auto& [category, amount] : lines) {
    const bool has_share = !has_refunds && positive > 0;
    table.push_back({category == no_category ? category : short_category(category),
                     to_number(Quantity::money(amount, currency)),
                     has_share ? to_text(Quantity::share(amount, positive)) : ""});
    width = std::max(width, table.back().remark.size());
  }
  for (TableRow& row : table) row.remark.insert(0, width - row.remark.size(), ' ');
  return table;
}

/// Cost / MRR; an annual amount is held in parts of a year, 12 months each.
Quantity cost_to_mrr(Int128 cost, Int128 annual_mrr) {
  if (annual_mrr == 0) return {std::nullopt, Unit::share, {}};
  return Quantity::share(checked_multiply(cost, Int128{annual_parts} * 12), annual_mrr);
}

Breakdown breakdown_of(const CostTally& costs, Currency currency) {
  Breakdown breakdown;
  for (const auto& [category, line] : costs.lines) {
    if (line.inside > 0) breakdown.emplace_back(category, Quantity::money(line.amount, currency));
  }
  return breakdown;
}

void tell(const CostTally& costs, const ServedCustomers& customers, Currency currency,
          const Quantity& to_mrr, Result& result) {
  const std::string cost = to_text(Quantity::money(costs.total(), currency));
  if (!customers.count) {
    result.story.emplace_back(fmt::format("{} were spent", cost));
  } else {
    result.story.emplace_back(
        fmt::format("{} for {}{}", cost, with_noun(*customers.count, "customer"),
                    customers.remark.empty() ? "" : fmt::format(" ({})", customers.remark)));
  }
  const Table lines = lines_of(costs, currency);
  if (!lines.empty()) result.story.emplace_back(lines);
  if (to_mrr.amount) {
    result.story.emplace_back(
        fmt::format("{} of the MRR at the end, {}", to_text(to_mrr),
                    to_text({monthly(customers.annual_mrr), Unit::money, currency})));
  }
}

}  // namespace

void CostLine::merge(const CostLine& other) {
  amount = checked_add(amount, other.amount);
  inside += other.inside;
  partly += other.partly;
  outside += other.outside;
  undated += other.undated;
}

CostLine& CostTally::line(std::string_view category) {
  const auto found = lines.find(category);
  return found != lines.end() ? found->second : lines[std::string(category)];
}

void CostTally::add(std::string_view category, Int128 amount, std::int64_t n) {
  if (n == 0) return;
  CostLine& here = line(category);
  here.amount = checked_add(here.amount, checked_multiply(amount, n));
  here.inside += n;
}

void CostTally::merge(const CostTally& other) {
  for (const auto& [category, more] : other.lines) line(category).merge(more);
}

Int128 CostTally::total() const {
  Int128 total = 0;
  for (const auto& [category, line] : lines) total = checked_add(total, line.amount);
  return total;
}

std::int64_t customers_of(const ChurnTally& t, ServedRule rule) {
  switch (rule) {
    case ServedRule::retained:
      return t.opening - t.churned_existing;
    case ServedRule::closing:
      return t.closing;
    case ServedRule::served:
      break;
  }
  return t.opening + t.joined;
}

Result finish(const CostTally& costs, const ServedCustomers& customers, Currency currency) {
  const Int128 total = costs.total();
  Result result;
  result.value = {std::nullopt, Unit::money, currency};
  if (customers.count.value_or(0) > 0) {
    result.value.amount = reduced(total, checked_multiply(Decimal::unit, *customers.count));
  } else {
    result.reason = customers.count ? "there were no customers"
                                    : "it is not known how many customers there are; give --from "
                                      "customers=FILE or --customers N";
  }
  result.interval_reason = census;
  Quantity served{std::nullopt, Unit::count, {}};
  if (customers.count) served = Quantity::count(*customers.count);
  const Quantity to_mrr = cost_to_mrr(total, customers.annual_mrr);
  result.facts = {{"cost", Quantity::money(total, currency)},
                  {"cost_by_category", breakdown_of(costs, currency)},
                  {"customers", served},
                  {"cost_to_mrr", to_mrr}};
  tell(costs, customers, currency, to_mrr, result);
  return result;
}

}  // namespace csm
