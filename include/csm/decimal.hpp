#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "csm/int128.hpp"
#include "csm/ratio.hpp"

namespace csm {

/// An exact decimal number, held as a whole number of 1/10^12.
///
/// Twelve places keep what real ledgers hold: cloud bills carry ten, unit prices in tenths of a
/// cent times a quantity carry a few. Nothing is ever rounded on the way in: a number that needs
/// more places is refused by `read_decimal`.
class Decimal {
 public:
  static constexpr int places = 12;
  static constexpr std::int64_t unit = 1'000'000'000'000;

  constexpr Decimal() = default;
  constexpr Decimal(int whole) : atoms_(static_cast<Int128>(whole) * unit) {}  // NOLINT: a number
  static constexpr Decimal of_atoms(Int128 atoms) {
    Decimal decimal;
    decimal.atoms_ = atoms;
    return decimal;
  }

  constexpr Int128 atoms() const { return atoms_; }
  constexpr Ratio ratio() const { return {atoms_, unit}; }
  constexpr bool is_whole() const { return whole_part() * unit == atoms_; }
  /// Without what stands behind the point.
  constexpr Int128 whole_part() const {
    const auto narrow = static_cast<std::int64_t>(atoms_);  // division by 64 bits is much faster
    return narrow == atoms_ ? Int128{narrow / unit} : atoms_ / unit;
  }

  friend constexpr bool operator==(Decimal, Decimal) = default;
  friend constexpr auto operator<=>(Decimal, Decimal) = default;

 private:
  Int128 atoms_ = 0;
};

/// Checked: Error{failed} on overflow.
Decimal operator+(Decimal a, Decimal b);
Decimal operator-(Decimal a, Decimal b);

/// What reading or multiplying can find.
enum class DecimalFault { none, not_a_number, too_many_decimals, too_large };

struct DecimalReading {
  Decimal value;
  DecimalFault fault = DecimalFault::none;
};

/// Reads `12`, `-0.5`, `+3`, `.5`, `5.`, `1.2e3`: digits with at most one point and an exponent as
/// JSON has it, and nothing else: no sign of a currency, no thousands separator, no blank.
///
/// Errors  the fault says which: not a number, more than 12 decimals, 10^18 or more
/// Cost    one pass over the text
DecimalReading read_decimal(std::string_view text);

/// The same for what most cells are, up to 18 characters of digits with at most one point and a
/// minus in front: false for any other text, whether it is a number or not.
bool read_plain_decimal(std::string_view text, Decimal& out);

/// a * b, exact: a fault where the product needs more than 12 places or is 10^18 or more.
DecimalReading multiply(Decimal a, Decimal b);

}  // namespace csm
