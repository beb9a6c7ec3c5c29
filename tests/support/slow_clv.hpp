#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "slow_known_until.hpp"
#include "slow_table.hpp"

namespace csm::slow {

/// What the figure is computed from; each may be left out, but not the first two together.
struct ClvTables {
  const Table* purchases = nullptr;
  const Table* services = nullptr;  ///< customers or subscriptions
  const Table* costs = nullptr;
};

struct ClvOptions {
  bool by_subscription = false;  ///< the rule, else that of purchases
  std::optional<Days> period;    ///< none: the whole file
  std::optional<int> as_of;
  bool end_included = false;
  bool assume_unique = false;  ///< of the rule of subscriptions alone
  bool merge_days = false;
  std::optional<Rational> lifespan;  ///< months
  std::optional<Rational> margin;
  std::optional<Rational> acquisition_cost;
};

using Figure = std::optional<Rational>;

/// Exact, not rounded, also the value.
struct ClvFigures {
  Figure value;
  std::map<std::string, Figure> facts;
  std::string lifespan_method;
};

struct Clv {
  std::optional<Days> period;  ///< none: no good row has a day
  std::optional<int> known_until;
  long bad = 0;
  long outside = 0;        ///< purchases, where they are what is counted
  long not_customers = 0;  ///< rows of services: trials and the like
  long after_leaving = 0;  ///< purchases of customers who had left
  std::map<std::string, ClvFigures> by_currency;
};

Clv slow_clv(const ClvTables& tables, const ClvOptions& options);

/// How long somebody stayed, or has stayed so far.
struct Lifetime {
  int days = 0;
  bool has_ended = false;
};

/// The curve of Kaplan and Meier after each time at which something ended. In steps of 1/10^18,
/// rounded to the even neighbour at each.
std::map<int, Rational> slow_survival(const std::vector<Lifetime>& lifetimes);
/// The area under it up to the longest time seen; absent of nobody.
Figure slow_restricted_mean(const std::vector<Lifetime>& lifetimes);

/// Rounded to so many decimals, of two equally near the even one.
Rational rounded_to(const Rational& number, int decimals);

}  // namespace csm::slow
