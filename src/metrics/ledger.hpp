#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/cube.hpp"
#include "csm/metrics/retention_cost.hpp"
#include "csm/question.hpp"
#include "csm/records/rows.hpp"
#include "metrics/conversion.hpp"

namespace csm {

/// What a ledger is read for: its costs, with a column for their days where `needs_days`, and for
/// their category where the question chooses by it.
Input ledger_input(const Question& question, bool needs_days);

/// The costs of a period by currency.
class Ledger {
 public:
  Ledger(const Question& question, const Period& period)
      : period_(period), conversion_(question, period) {}

  void add(const Cost& row);
  void merge(const Ledger& other);
  bool empty() const { return costs_.empty(); }

  /// The costs of the categories that the question asks for, by currency. Of the others, and of
  /// those outside the period or without a day, it is counted that they are none of the figure.
  ///
  /// Errors  Error{usage} where --category names none of the ledger's
  Cube<Currency, CostTally> belonging(const Question& question, InputSummary& input) const;

 private:
  Period period_;
  Conversion conversion_;
  Cube<Currency, CostTally> costs_;
};

/// The ledgers of all steps of a series.
class LedgerOfSteps {
 public:
  LedgerOfSteps(const Question& question, const std::vector<Period>& steps) {
    for (const Period& step : steps) ledgers_.emplace_back(question, step);
  }

  void add(std::span<const Cost> rows) {
    for (Ledger& ledger : ledgers_) {
      for (const Cost& row : rows) ledger.add(row);
    }
  }
  void merge(const LedgerOfSteps& other) {
    for (std::size_t i = 0; i < ledgers_.size(); ++i) ledgers_[i].merge(other.ledgers_[i]);
  }
  const Ledger& operator[](std::size_t step) const { return ledgers_[step]; }

 private:
  std::vector<Ledger> ledgers_;
};

/// How many of a tally's costs have days in the period and others.
std::int64_t partly_inside(const CostTally& tally);
/// What became of so many: "1 cost lies on days outside the period too ...".
std::string partly_in_words(std::int64_t costs);

}  // namespace csm
