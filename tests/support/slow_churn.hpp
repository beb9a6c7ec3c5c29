#pragma once

#include <optional>

#include "slow_table.hpp"

namespace csm::slow {

struct ChurnOptions {
  int begin = 0;
  int end = 0;
  bool end_included = false;
  bool assume_unique = false;
};

struct ChurnFigures {
  long opening = 0;
  long churned_existing = 0;  // L: there at opening, not at closing
  long churned_new = 0;       // J: joined and left within the period
  long joined = 0;            // A + J
  long returned = 0;
  long lapsed_and_returned = 0;
  long closing = 0;
  long bad = 0;            // rows
  long not_customers = 0;  // rows: trials, incomplete, unpaid
  std::optional<Rational> opening_rule;
  std::optional<Rational> exposed;
  std::optional<Rational> cohort;
  std::optional<Rational> stripe;
};

/// Customer churn of a table of customers or subscriptions (with `started_on`), or else of a
/// snapshot, whose period is the file: `begin` and `end` are not looked at there.
ChurnFigures slow_churn(const Table& table, const ChurnOptions& options);

}  // namespace csm::slow
