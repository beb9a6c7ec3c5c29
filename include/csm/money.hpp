#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "csm/decimal.hpp"

namespace csm {

/// A currency by its ISO 4217 code; the empty one stands for "the file does not say".
class Currency {
 public:
  constexpr Currency() = default;

  /// The currency of a code in any case; nothing for a word that ISO 4217 does not list.
  static std::optional<Currency> of(std::string_view code);

  constexpr bool is_known() const { return code_[0] != '\0'; }
  std::string_view code() const { return {code_.data(), is_known() ? code_.size() : 0}; }

  /// Decimals of its minor unit: JPY 0, USD 2, KWD 3; 2 where the currency is not known.
  int decimals() const;

  /// By code. Codes are capital letters, so that a number stands for one.
  friend constexpr bool operator==(const Currency& a, const Currency& b) {
    return a.number() == b.number();
  }
  friend constexpr auto operator<=>(const Currency& a, const Currency& b) {
    return a.number() <=> b.number();
  }

 private:
  constexpr std::int32_t number() const { return code_[0] << 16 | code_[1] << 8 | code_[2]; }

  std::array<char, 3> code_{};
};

/// All codes of ISO 4217 that csm knows, sorted, for messages and tests.
std::span<const std::string_view> currency_codes();

/// An exact amount in one currency.
///
/// There is no division and no double: shares of money are `Ratio`s, rounding is for printing.
struct Money {
  Decimal amount;
  Currency currency;

  friend constexpr bool operator==(const Money&, const Money&) = default;
};

/// Adds amounts of one currency. Two currencies are never added: Error{failed}.
Money operator+(const Money& a, const Money& b);
Money operator-(const Money& a, const Money& b);

/// "12500.00": to the currency's own decimals, rounded once, half to even.
std::string to_decimal(const Money& money);

}  // namespace csm
