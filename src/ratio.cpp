#include "csm/ratio.hpp"

#include <cmath>

namespace csm {
namespace {

Int128 magnitude(Int128 number) { return number < 0 ? -number : number; }

Int128 greatest_common_divisor(Int128 a, Int128 b) {
  a = magnitude(a);
  b = magnitude(b);
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace

Ratio reduced(Int128 num, Int128 den) {
  Int128 divisor = greatest_common_divisor(num, den);
  if (divisor == 0) divisor = 1;
  if (den < 0) divisor = -divisor;
  return {num / divisor, den / divisor};
}

double Ratio::to_double() const {
  __extension__ using Unsigned = unsigned __int128;
  const Ratio lowest = reduced(num, den);
  const auto divisor = static_cast<Unsigned>(lowest.den);
  Unsigned quotient = static_cast<Unsigned>(magnitude(lowest.num)) / divisor;
  Unsigned rest = static_cast<Unsigned>(magnitude(lowest.num)) % divisor;
  // Long division to more bits than a double holds; what is left only says which way to round.
  int exponent = 0;
  while (quotient >> 62 == 0 && rest != 0 && exponent > -1000) {
    rest *= 2;
    quotient = quotient * 2 + (rest >= divisor ? 1 : 0);
    rest %= divisor;
    --exponent;
  }
  if (rest != 0) quotient |= 1;
  const double size = std::ldexp(static_cast<double>(quotient), exponent);
  return lowest.num < 0 ? -size : size;
}

std::string Ratio::to_decimal(int decimals) const {
  const Ratio lowest = reduced(num, den);
  const bool negative = lowest.num < 0;
  Int128 whole = magnitude(lowest.num) / lowest.den;
  Int128 rest = magnitude(lowest.num) % lowest.den;
  Int128 scaled = 0;  // the decimals as one whole number, by long division
  Int128 unit = 1;
  for (int i = 0; i < decimals; ++i) {
    rest = checked_multiply(rest, 10);
    scaled = checked_add(checked_multiply(scaled, 10), rest / lowest.den);
    rest %= lowest.den;
    unit = checked_multiply(unit, 10);
  }
  const Int128 above_half = checked_subtract(rest, lowest.den - rest);
  const bool odd = (decimals > 0 ? scaled : whole) % 2 != 0;
  if (above_half > 0 || (above_half == 0 && odd)) {
    if (++scaled == unit) {
      scaled = 0;
      ++whole;
    }
  }
  if (decimals == 0) return (negative && whole != 0 ? "-" : "") + to_string(whole);
  const std::string digits = to_string(scaled);
  const bool zero = whole == 0 && scaled == 0;
  return (negative && !zero ? "-" : "") + to_string(whole) + "." +
         std::string(static_cast<std::size_t>(decimals) - digits.size(), '0') + digits;
}

bool operator==(const Ratio& a, const Ratio& b) {
  const Ratio x = reduced(a.num, a.den);
  const Ratio y = reduced(b.num, b.den);
  return x.num == y.num && x.den == y.den;
}

Ratio operator+(const Ratio& a, const Ratio& b) {
  const Int128 divisor = greatest_common_divisor(a.den, b.den);
  const Int128 left = checked_multiply(a.num, b.den / divisor);
  const Int128 right = checked_multiply(b.num, a.den / divisor);
  return reduced(checked_add(left, right), checked_multiply(a.den, b.den / divisor));
}

Ratio operator-(const Ratio& a, const Ratio& b) { return a + Ratio{-b.num, b.den}; }

}  // namespace csm
