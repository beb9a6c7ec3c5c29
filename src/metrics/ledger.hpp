#pragma once

#include <string>
#include <string_view>

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

/// How many of a tally's costs have days in the period and others.
std::int64_t partly_inside(const CostTally& tally);
/// What became of so many: "1 cost lies on days outside the period too ...".
std::string partly_in_words(std::int64_t costs);

}  // namespace csm
