#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "slow_known_until.hpp"
#include "slow_table.hpp"

namespace csm::slow {

struct RetentionCostOptions {
  std::optional<Days> period;           ///< none: the whole file, every cost whole
  std::vector<std::string> categories;  ///< in lower case; none: all
};

struct RetentionCostFigures {
  Rational cost = 0;
  std::map<std::string, Rational> by_category;  ///< of rows with a day in the period
};

struct RetentionCosts {
  std::map<std::string, RetentionCostFigures> by_currency;
  long bad = 0;
  long outside = 0;
  long undated = 0;
  long of_other_categories = 0;
};

/// What a ledger says of a period, day by day.
RetentionCosts slow_retention_costs(const Table& ledger, const RetentionCostOptions& options);

/// The newest day of a good row that cannot lie in the future: `spent_on` or `begin`.
std::optional<int> known_until_for_costs(const Table& ledger);

/// The months of the costs, of a ledger that stands alone; nothing where no cost has a day.
std::optional<Days> slow_months_of_costs(const Table& ledger);

}  // namespace csm::slow
