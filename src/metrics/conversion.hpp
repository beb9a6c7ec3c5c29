#pragma once

#include <optional>
#include <utility>

#include "csm/cube.hpp"
#include "csm/question.hpp"

namespace csm {

/// Brings amounts in several currencies to one, where the question has rates: balances at those
/// just before the period begins and just before it ends, other amounts at those of their day.
/// Without rates amounts and currencies stay.
///
/// A rate that is missing is told by `check`, not at once: only the last pass knows the period.
class Conversion {
 public:
  Conversion(const Question& question, const Period& period);

  bool is_none() const { return rates_ == nullptr; }
  /// The currency that an amount of that one is brought to.
  Currency currency(Currency own) const { return is_none() ? own : rates_->to(); }
  /// Amounts may be held in any unit of the currency; 0 needs no rate.
  Int128 at_opening(Int128 amount, Currency own) {
    return is_none() ? amount : convert(amount, own, opening_day_, &Known::opening);
  }
  Int128 at_closing(Int128 amount, Currency own) {
    return is_none() ? amount : convert(amount, own, closing_day_, &Known::closing);
  }

  Decimal on_day(Decimal amount, Currency own, Date day);

  void merge(const Conversion& other);
  /// Error{refused} where a rate was missing.
  void check() const;

 private:
  using Rate = std::optional<ExchangeRates::Rate>;
  struct Known {
    bool is_looked_up = false;
    Rate opening;
    Rate closing;
  };

  Int128 convert(Int128 amount, Currency own, Date day, Rate Known::*rate);
  Int128 at(const Rate& rate, Int128 amount, Currency own, Date day);

  const ExchangeRates* rates_;
  Date opening_day_;
  Date closing_day_;
  Cube<Currency, Known> known_;
  std::optional<std::pair<Currency, Date>> missing_;  ///< the first: whatever the order of rows
};

}  // namespace csm
