#include "metrics/exact.hpp"

#include "csm/decimal.hpp"

namespace csm {
namespace {

using boost::multiprecision::cpp_int;

cpp_int wide(Int128 number) {
  const auto low = static_cast<std::uint64_t>(number);
  return (cpp_int(static_cast<std::int64_t>(number >> 64)) << 64) + low;
}

/// The Int128 of a number from 0 up to 2^126.
Int128 narrow(const cpp_int& number) {
  const auto low = static_cast<std::uint64_t>(number & ~std::uint64_t{0});
  const auto high = static_cast<std::uint64_t>(number >> 64);
  return (static_cast<Int128>(high) << 64) | low;
}

}  // namespace

Exact exact(const Ratio& ratio) { return Exact(wide(ratio.num), wide(ratio.den)); }

std::optional<Ratio> nearest_ratio(const Exact& number) {
  constexpr unsigned most_bits = 120;  // leaves room for the digits that printing takes out
  const cpp_int size = abs(numerator(number));
  const cpp_int den = denominator(number);
  if (den >> most_bits != 0 || size >> most_bits != 0) return rounded(number);
  return Ratio{number < 0 ? -narrow(size) : narrow(size), narrow(den)};
}

std::optional<Ratio> rounded(const Exact& number) {
  const cpp_int den = denominator(number);
  const cpp_int num = abs(numerator(number)) * Decimal::unit;
  cpp_int whole = num / den;
  const cpp_int twice_rest = num % den * 2;
  if (twice_rest > den || (twice_rest == den && whole % 2 != 0)) ++whole;
  if (whole >> 126 != 0) return std::nullopt;
  return reduced(number < 0 ? -narrow(whole) : narrow(whole), Decimal::unit);
}

}  // namespace csm
