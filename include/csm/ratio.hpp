#pragma once

#include <string>

#include "csm/int128.hpp"

namespace csm {

/// An exact fraction. Both parts are kept, so "64 of 1,000" survives until it is printed.
///
/// The denominator is above 0; a figure without one is absent (`std::optional<Ratio>`), never 0.
struct Ratio {
  Int128 num = 0;
  Int128 den = 1;

  /// The nearest double.
  double to_double() const;

  /// num/den to so many decimals, rounded once, half to even: {1, 8} to 2 is "0.12".
  std::string to_decimal(int decimals) const;

  friend bool operator==(const Ratio& a, const Ratio& b);
};

/// {num, den} reduced by their greatest common divisor, the denominator positive. den != 0.
Ratio reduced(Int128 num, Int128 den);

/// Exact results; Error{failed} where a common denominator or a sum takes more than 38 digits.
Ratio operator+(const Ratio& a, const Ratio& b);
Ratio operator-(const Ratio& a, const Ratio& b);

}  // namespace csm
