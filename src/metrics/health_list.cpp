#include "metrics/health_list.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::size_t most_in_text = 10;

Quantity score(std::optional<Decimal> points) {
  if (!points) return {std::nullopt, Unit::score, {}};
  return {points->ratio(), Unit::score, {}};
}

bool has_score(const ListedCustomer& customer) {
  return customer.latest.score.band != HealthBand::insufficient;
}

auto rank(const ListedCustomer& customer) {
  const Decimal score = has_score(customer) ? customer.latest.score.score : Decimal{};
  return std::make_tuple(!has_score(customer), score, std::cref(customer.id),
                         std::cref(*customer.latest.row), customer.earlier_score);
}

/// The list's columns; a factor that is called like one of the list's own gets a name of its own.
std::vector<std::string> columns_of(const HealthModel& model, bool has_days) {
  std::vector<std::string> names = {"customer_id", "score", "band"};
  if (has_days) names.emplace_back("earlier_score");
  const std::size_t own = names.size();
  for (const HealthFactor& factor : model.factors()) names.push_back(shown(factor.name));
  for (std::size_t i = own; i < names.size(); ++i) {
    const auto here = names.begin() + static_cast<std::ptrdiff_t>(i);
    while (std::count(names.begin(), names.end(), *here) > 1) here->insert(0, "factor_");
  }
  if (has_days) std::rotate(names.begin() + 3, names.begin() + 4, names.end());
  return names;
}

std::vector<Cell> row_of(const ListedCustomer& customer, const HealthModel& model, bool has_days) {
  const auto& [row, latest] = customer.latest;
  const bool is_scored = has_score(customer);
  std::vector<Cell> cells = {shown(customer.id),
                             score(is_scored ? std::optional(latest.score) : std::nullopt),
                             std::string(health_band_names[static_cast<std::size_t>(latest.band)])};
  std::vector<std::optional<Decimal>> shares(row->values.size());
  if (is_scored) shares = model.shares(row->values);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (row->values[i]) {
      cells.emplace_back(score(shares[i]));
    } else {
      cells.emplace_back("missing");
    }
  }
  if (has_days) cells.emplace_back(score(customer.earlier_score));
  return cells;
}

}  // namespace

Listing list_of(std::vector<ListedCustomer> customers, const HealthModel& model, bool has_days) {
  std::sort(customers.begin(), customers.end(),
            [](const auto& a, const auto& b) { return rank(a) < rank(b); });
  Listing list{"customers",
               "customers, the lowest score first, with what each factor gives to it:",
               columns_of(model, has_days),
               {},
               most_in_text};
  list.rows.reserve(customers.size());
  for (const ListedCustomer& customer : customers) {
    list.rows.push_back(row_of(customer, model, has_days));
  }
  return list;
}

}  // namespace csm
