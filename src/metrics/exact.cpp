#include "metrics/exact.hpp"

#include "csm/decimal.hpp"
#include "csm/error.hpp"

namespace csm {
namespace {

using boost::multiprecision::cpp_int;

cpp_int wide(Int128 number) {
  const auto low = static_cast<std::uint64_t>(number);
  return (cpp_int(static_cast<std::int64_t>(number >> 64)) << 64) + low;
}

/// The Int128 of that value.
Int128 narrow(const cpp_int& number) {
  const cpp_int size = abs(number);
  if (size != 0 && msb(size) >= 126) {
    throw Error(ErrorCode::failed, "",
                "a figure takes more than 38 digits; csm stops rather than print a wrong one");
  }
  const auto low = static_cast<std::uint64_t>(size & ~std::uint64_t{0});
  const auto high = static_cast<std::uint64_t>(size >> 64);
  const Int128 narrowed = (static_cast<Int128>(high) << 64) | low;
  return number < 0 ? -narrowed : narrowed;
}

}  // namespace

Exact exact(const Ratio& ratio) { return Exact(wide(ratio.num), wide(ratio.den)); }

Ratio nearest_ratio(const Exact& number) {
  constexpr unsigned most_bits = 120;  // leaves room for the digits that printing takes out
  const cpp_int num = numerator(number);
  const cpp_int den = denominator(number);
  const bool fits = den >> most_bits == 0 && cpp_int(abs(num)) >> most_bits == 0;
  return fits ? Ratio{narrow(num), narrow(den)} : rounded(number);
}

Ratio rounded(const Exact& number) {
  const cpp_int den = denominator(number);
  const cpp_int num = abs(numerator(number)) * Decimal::unit;
  cpp_int whole = num / den;
  const cpp_int twice_rest = num % den * 2;
  if (twice_rest > den || (twice_rest == den && whole % 2 != 0)) ++whole;
  return reduced(narrow(number < 0 ? cpp_int(-whole) : whole), Decimal::unit);
}

}  // namespace csm
