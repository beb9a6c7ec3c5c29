#include "csm/int128.hpp"

#include <algorithm>

#include "csm/error.hpp"
#include "csm/int112.hpp"

namespace csm {
namespace {

[[noreturn]] void overflow() {
  throw Error(ErrorCode::failed, "",
              "a sum grew past 38 digits; csm stops rather than print a wrong figure");
}

}  // namespace

Int128 checked_add(Int128 a, Int128 b) {
  Int128 sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) overflow();
  return sum;
}

Int128 checked_subtract(Int128 a, Int128 b) {
  Int128 difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) overflow();
  return difference;
}

Int128 checked_multiply(Int128 a, Int128 b) {
  Int128 product = 0;
  if (__builtin_mul_overflow(a, b, &product)) overflow();
  return product;
}

void Int112::overflow() {
  throw Error(ErrorCode::failed, "",
              "a customer's sum grew past 9 x 10^16 a year; csm stops rather than print a wrong "
              "figure");
}

Int128 rounded_quotient(Int128 num, Int128 den) {
  Int128 whole = num / den;
  Int128 rest = num % den;
  if (rest < 0) {
    rest += den;
    --whole;
  }
  if (2 * rest > den || (2 * rest == den && whole % 2 != 0)) ++whole;
  return whole;
}

std::string to_string(Int128 number) {
  if (number == 0) return "0";
  const bool negative = number < 0;
  std::string digits;
  while (number != 0) {
    const int digit = static_cast<int>(number % 10);
    digits.push_back(static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    number /= 10;
  }
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace csm
