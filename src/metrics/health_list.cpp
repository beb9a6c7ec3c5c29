#include "metrics/health_list.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

namespace csm {
namespace {

constexpr std::size_t most_in_text = 10;

Quantity score(std::optional<Decimal> points) {
  if (!points) return {std::nullopt, Unit::score, {}};
  return {points->ratio(), Unit::score, {}};
}

bool is_listed_before(const ListedCustomer& a, const ListedCustomer& b) {
  const auto rank = [](const ListedCustomer& customer) {
    const Measurement& row = *customer.latest;
    return std::make_tuple(!row.has_score(), row.has_score() ? row.health.score : Decimal{},
                           std::cref(customer.id));
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (comes_before(*a.latest, *b.latest)) return true;
  return !comes_before(*b.latest, *a.latest) && a.earlier_score < b.earlier_score;
}

/// The list's columns; a factor that is called like one of the list's own gets a name of its own.
std::vector<std::string> columns_of(const HealthModel& model, bool has_days) {
  std::vector<std::string> names = {"customer_id", "score", "band"};
  if (has_days) names.emplace_back("earlier_score");
  const std::size_t own = names.size();
  for (const HealthFactor& factor : model.factors()) names.push_back(factor.name);
  for (std::size_t i = own; i < names.size(); ++i) {
    const auto here = names.begin() + static_cast<std::ptrdiff_t>(i);
    while (std::count(names.begin(), names.end(), *here) > 1) here->insert(0, "factor_");
  }
  if (has_days) std::rotate(names.begin() + 3, names.begin() + 4, names.end());
  return names;
}

std::vector<Cell> row_of(const ListedCustomer& customer, const HealthModel& model, bool has_days) {
  const Measurement& row = *customer.latest;
  const auto band = static_cast<std::size_t>(row.health.band);
  std::vector<Cell> cells = {
      std::string(customer.id),
      score(row.has_score() ? std::optional(row.health.score) : std::nullopt),
      std::string(health_band_names[band])};
  std::vector<std::optional<Decimal>> shares(row.values.size());
  if (row.has_score()) shares = model.shares(row.values);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (row.values[i]) {
      cells.emplace_back(score(shares[i]));
    } else {
      cells.emplace_back("missing");
    }
  }
  if (has_days) cells.emplace_back(score(customer.earlier_score));
  return cells;
}

/// What the cells of a row take; texts other than the id are short.
std::size_t memory_of(const std::vector<Cell>& row) {
  return memory_of_piece(row.capacity() * sizeof(Cell)) +
         memory_beside(std::get<std::string>(row.front()));
}

}  // namespace

Listing list_of(CustomerList<ListedCustomer> customers, const HealthModel& model, bool has_days) {
  std::sort(customers.begin(), customers.end(), is_listed_before);
  Listing list{"customers",
               "customers, the lowest score first, with what each factor gives to it:",
               columns_of(model, has_days),
               {},
               most_in_text};
  list.memory.take(customers.size() * sizeof(list.rows.front()));
  list.rows.reserve(customers.size());
  for (const ListedCustomer& customer : customers) {
    list.rows.push_back(row_of(customer, model, has_days));
    list.memory.take(memory_of(list.rows.back()));
  }
  return list;
}

}  // namespace csm
