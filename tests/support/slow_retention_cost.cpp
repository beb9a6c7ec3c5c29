#include "slow_retention_cost.hpp"

#include <algorithm>

namespace csm::slow {

namespace {

using Whole = boost::multiprecision::cpp_int;

struct Cost {
  Rational amount;
  std::string category;
  std::string currency;
  std::optional<int> first;  // without these the row has no day
  std::optional<int> last;
  std::optional<int> known;  // the newest day that does not lie in the future
};

/// False where the cell is neither missing nor a day.
bool read_day(const Table& table, std::size_t row, const std::string& column,
              std::optional<int>& day) {
  const std::string text = cell(table, row, column);
  if (is_missing(text)) return true;
  day = parse_day(text);
  return day.has_value();
}

/// The row read; nothing for a bad row.
std::optional<Cost> read_cost(const Table& table, std::size_t row) {
  Cost cost;
  const auto amount = parse_decimal(cell(table, row, "amount"));
  if (!amount) return std::nullopt;
  cost.amount = *amount;
  cost.currency = cell(table, row, "currency");
  const std::vector<std::string> codes = {"USD", "EUR", "JPY", "KWD"};
  const bool is_code = std::find(codes.begin(), codes.end(), cost.currency) != codes.end();
  if (has_column(table, "currency") && !is_code) return std::nullopt;
  cost.category = cell(table, row, "category");
  if (cost.category.empty()) cost.category = "no category";
  std::optional<int> spent_on;
  std::optional<int> begin;
  std::optional<int> end;
  if (!read_day(table, row, "spent_on", spent_on) || !read_day(table, row, "begin", begin) ||
      !read_day(table, row, "end", end)) {
    return std::nullopt;
  }
  if (begin.has_value() != end.has_value()) return std::nullopt;
  if (begin && (*end < *begin || cell(table, row, "end").substr(0, 4) == "9999")) {
    return std::nullopt;
  }
  cost.first = begin ? begin : spent_on;
  cost.last = begin ? end : spent_on;
  cost.known = spent_on;
  if (begin && (!spent_on || *begin > *spent_on)) cost.known = begin;
  return cost;
}

/// To the currency's smallest coin, of two equally near the even one.
Rational rounded(const Rational& amount, const std::string& currency) {
  const int coins = currency == "JPY" ? 1 : currency == "KWD" ? 1000 : 100;
  const Rational scaled = amount * coins;
  Whole below = numerator(scaled) / denominator(scaled);
  while (Rational(below) > scaled) --below;
  const Rational rest = scaled - Rational(below);
  if (rest > Rational(1, 2) || (rest == Rational(1, 2) && below % 2 != 0)) ++below;
  return Rational(Rational(below) / coins);
}

/// What of the cost falls on one day: what has been spent after it, less what had been before it.
Rational on_day(const Cost& cost, int day) {
  const int days = *cost.last - *cost.first + 1;
  const auto spent_after = [&](int n) {
    return n == days ? cost.amount : rounded(cost.amount * n / days, cost.currency);
  };
  const int index = day - *cost.first;
  return Rational(spent_after(index + 1) - spent_after(index));
}

std::string lower(const std::string& text) { return lower_case(text); }

}  // namespace

RetentionCosts slow_retention_costs(const Table& ledger, const RetentionCostOptions& options) {
  RetentionCosts result;
  for (std::size_t row = 0; row < ledger.rows.size(); ++row) {
    const auto cost = read_cost(ledger, row);
    if (!cost) {
      ++result.bad;
      continue;
    }
    const auto& wanted = options.categories;
    if (!wanted.empty() &&
        std::find(wanted.begin(), wanted.end(), lower(cost->category)) == wanted.end()) {
      ++result.of_other_categories;
      continue;
    }
    RetentionCostFigures& figures = result.by_currency[cost->currency];
    if (!options.period) {
      figures.cost += cost->amount;
      figures.by_category[cost->category] += cost->amount;
      continue;
    }
    if (!cost->first) {
      ++result.undated;
      continue;
    }
    bool has_day = false;
    for (int day = *cost->first; day <= *cost->last; ++day) {
      if (day < options.period->begin || day >= options.period->end) continue;
      has_day = true;
      const Rational part = on_day(*cost, day);
      figures.cost += part;
      figures.by_category[cost->category] += part;
    }
    if (!has_day) ++result.outside;
  }
  return result;
}

std::optional<int> known_until_for_costs(const Table& ledger) {
  std::optional<int> newest;
  for (std::size_t row = 0; row < ledger.rows.size(); ++row) {
    const auto cost = read_cost(ledger, row);
    if (cost && cost->known && (!newest || *cost->known > *newest)) newest = cost->known;
  }
  return newest;
}

std::optional<Days> slow_months_of_costs(const Table& ledger) {
  const std::optional<int> known_until = known_until_for_costs(ledger);
  std::optional<int> oldest;
  std::optional<int> newest;
  for (std::size_t row = 0; row < ledger.rows.size(); ++row) {
    const auto cost = read_cost(ledger, row);
    if (!cost || !cost->first) continue;
    if (!oldest || *cost->first < *oldest) oldest = cost->first;
    if (!newest || *cost->first > *newest) newest = cost->first;
  }
  if (!oldest) return std::nullopt;
  // days behind the newest known one are not looked for: what is paid ahead lies in the future
  for (std::size_t row = 0; row < ledger.rows.size(); ++row) {
    const auto cost = read_cost(ledger, row);
    if (!cost || !cost->first) continue;
    for (int day = *cost->first; day <= *cost->last && day <= *known_until; ++day) {
      newest = std::max(*newest, day);
    }
  }
  return Days{month_of(*oldest).begin, month_of(*newest).end};
}

}  // namespace csm::slow
