#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "csm/ratio.hpp"
#include "metrics/ledger.hpp"

namespace csm {

/// What was spent on keeping a customer, by currency.
class RetentionCosts {
 public:
  /// Says to `input` which costs do not belong.
  RetentionCosts(const Ledger& ledger, const Question& question, InputSummary& input)
      : costs_(ledger.belonging(question, input)) {}

  /// Nothing where there is no cost in the currency or nobody to divide it by.
  std::optional<Ratio> per_customer(Currency currency, std::int64_t customers);

  /// Which costs were asked for by no result, and which lie partly outside the period.
  void say(Report& report) const;

 private:
  Cube<Currency, CostTally> costs_;
  std::set<Currency> taken_;
  std::int64_t partly_ = 0;
};

}  // namespace csm
