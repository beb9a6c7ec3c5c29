#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "csm/date.hpp"
#include "csm/money.hpp"

namespace csm {

/// Dated rates of exchange into one currency.
///
/// A rate holds from its day until the day of the next one. An amount is multiplied by it exactly
/// and rounded once, to 12 decimals, half to even; whole sums never are.
class ExchangeRates {
 public:
  /// What one unit of a currency is worth: num / den of `to`, both from 1 below 2^63.
  struct Rate {
    std::int64_t num = 1;
    std::int64_t den = 1;

    friend bool operator==(const Rate&, const Rate&) = default;
    Rate inverse() const { return {den, num}; }
  };
  /// The rate that a number says; nothing where it is not above 0 or has too many digits.
  static std::optional<Rate> rate_of(Decimal number);

  /// No rates yet, from a file of that name for people.
  ExchangeRates(Currency to, std::string file) : to_(to), file_(std::move(file)) {}

  /// A rate from that day on; false where the same day has another one for the currency.
  bool add(Currency from, Date day, Rate rate);

  Currency to() const { return to_; }
  const std::string& file() const { return file_; }
  /// The newest day with a rate; none where there is no rate.
  std::optional<Date> newest() const { return newest_; }

  /// The rate on a day, 1 for the currency itself; nothing where none is known yet.
  std::optional<Rate> find(Currency from, Date day) const;
  /// The same; Error{refused} in words where there is none, or where the currency is not known.
  Rate rate(Currency from, Date day) const;

 private:
  struct Dated {
    Date day;
    Rate rate;
  };

  Currency to_;
  std::string file_;
  std::map<Currency, std::vector<Dated>> rates_;  ///< in the order of days
  std::optional<Date> newest_;
};

/// The amount at a rate, rounded to a whole number, half to even. Error{failed} on overflow.
Int128 at_rate(Int128 amount, ExchangeRates::Rate rate);

}  // namespace csm
