#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "slow_clv.hpp"
#include "slow_known_until.hpp"
#include "slow_table.hpp"

namespace csm::slow {

struct CohortsOptions {
  bool by_mrr = false;         ///< the rule
  int months = 1;              ///< of a cohort and of a step of age
  std::optional<Days> period;  ///< of joining; none: any
  std::optional<int> as_of;
  bool end_included = false;
  bool assume_unique = false;
};

/// Customers who joined in one month, quarter or year.
struct CohortFigures {
  long customers = 0;
  Rational at_first = 0;         ///< customers, or what they paid a month on the first day
  std::vector<Rational> by_age;  ///< what of it is there, as far as it is known
  std::vector<std::optional<Rational>> shares;
};

struct CohortsFigures {
  std::map<std::string, CohortFigures> cohorts;  ///< by name
  std::vector<Lifetime> lifetimes;
  std::optional<int> median;  ///< days
  std::optional<int> median_low;
  std::optional<int> median_high;  ///< of 95 % confidence
  Figure nrr;                      ///< after 12 months
};

struct Cohorts {
  std::optional<int> known_until;
  long bad = 0;
  long not_counted = 0;                               ///< rows, whatever the reason
  std::map<std::string, CohortsFigures> by_currency;  ///< one, blank, where customers are counted
};

/// Cohorts of a table of customers or subscriptions, from the definitions alone.
Cohorts slow_cohorts(const Table& table, const CohortsOptions& options);

/// The day so many months after another: of the same number, or the month's last.
int months_after(int day, int months);

/// Months-long histories of few customers who come, go, pause and come back, with most days about
/// the ends of months; trials, free plans, two currencies. Always `customer_id`, `started_on`,
/// `ended_on` and `amount`.
Table random_histories(std::uint64_t seed);

}  // namespace csm::slow
