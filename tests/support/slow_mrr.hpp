#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "slow_table.hpp"

namespace csm::slow {

struct MrrOptions {
  int begin = 0;
  int end = 0;
  bool end_included = false;
  bool assume_unique = false;
  /// `--annual when-billed`: the period is one calendar month, and of the figures only `mrr`,
  /// `customers`, `bad` and `not_customers` are filled.
  bool annual_when_billed = false;
};

/// All money is per month, exact and not rounded.
struct MrrFigures {
  Rational mrr = 0;  // at closing
  Rational opening = 0;
  Rational arr = 0;
  Rational net_new = 0;
  Rational past_due = 0;
  std::optional<Rational> arpa;

  Rational new_money = 0;
  Rational reactivation = 0;
  Rational expansion = 0;
  Rational contraction = 0;
  Rational churned = 0;

  long customers = 0;
  long new_customers = 0;
  long reactivation_customers = 0;
  long expansion_customers = 0;
  long contraction_customers = 0;
  long churned_customers = 0;

  std::optional<Rational> nrr;
  std::optional<Rational> grr;
  std::optional<Rational> gross_churn_rate;
  std::optional<Rational> net_churn_rate;
  std::optional<Rational> quick_ratio;

  long bad = 0;            // rows of the whole table, the same in each currency
  long not_customers = 0;  // likewise
};

/// By currency, for each currency of a row that is not bad; the key is blank where the table has
/// no column `currency`. A currency of trials or one-off rows alone has figures of 0.
std::map<std::string, MrrFigures> slow_mrr(const Table& table, const MrrOptions& options);

/// Whether the row is a bad one where MRR is asked for.
bool is_bad_mrr_row(const Table& table, std::size_t row, bool end_included);
/// The number of bad rows, also where no row is left to have a currency.
long count_bad_mrr_rows(const Table& table, bool end_included);

}  // namespace csm::slow
