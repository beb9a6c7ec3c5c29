#pragma once

#include <string>

namespace csm {

/// The whole number that every sum of money is held in: 38 digits, so that nothing real overflows.
__extension__ using Int128 = __int128;

/// a + b, a - b, a * b. Throws Error{failed} where the result does not fit: sums never wrap.
Int128 checked_add(Int128 a, Int128 b);
Int128 checked_subtract(Int128 a, Int128 b);
Int128 checked_multiply(Int128 a, Int128 b);

/// num / den to the nearest whole number, half to even. `den` is above 0 and below 2^126.
Int128 rounded_quotient(Int128 num, Int128 den);

/// Decimal digits with a leading '-' where negative.
std::string to_string(Int128 number);

}  // namespace csm
