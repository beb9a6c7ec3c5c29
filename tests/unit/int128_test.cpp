#include "csm/int128.hpp"

#include "csm/int112.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

// 2^127 - 1 and -2^127, made without an overflow on the way.
constexpr Int128 most = ((static_cast<Int128>(1) << 126) - 1) * 2 + 1;
constexpr Int128 least = -most - 1;

template <class Act>
bool overflows(Act&& act) {
  return test::fails_with(ErrorCode::failed, act);
}

}  // namespace

TEST_CASE("whole numbers of 38 digits are written in full") {
  CHECK(to_string(Int128{0}) == "0");
  CHECK(to_string(Int128{-7}) == "-7");
  CHECK(to_string(most) == "170141183460469231731687303715884105727");
  CHECK(to_string(least) == "-170141183460469231731687303715884105728");
}

TEST_CASE("arithmetic that fits is exact up to the last number") {
  CHECK(checked_add(most - 1, 1) == most);
  CHECK(checked_add(least, most) == -1);
  CHECK(checked_subtract(least + 1, 1) == least);
  CHECK(checked_subtract(-1, most) == least);
  CHECK(checked_multiply(most, -1) == -most);
  CHECK(checked_multiply(static_cast<Int128>(1) << 63, static_cast<Int128>(1) << 63) ==
        static_cast<Int128>(1) << 126);
}

TEST_CASE("a sum, difference or product that does not fit throws and never wraps") {
  CHECK(overflows([] { checked_add(most, 1); }));
  CHECK(overflows([] { checked_add(least, -1); }));
  CHECK(overflows([] { checked_subtract(least, 1); }));
  CHECK(overflows([] { checked_subtract(0, least); }));
  CHECK(overflows([] { checked_multiply(least, -1); }));
  CHECK(overflows([] { checked_multiply(most, 2); }));
  CHECK(overflows(
      [] { checked_multiply(static_cast<Int128>(1) << 64, static_cast<Int128>(1) << 63); }));
}

TEST_CASE("a customer's sum keeps every number of 112 bits and refuses the next") {
  constexpr Int128 end = static_cast<Int128>(1) << 111;
  for (const Int128 number : {Int128{0}, Int128{1}, Int128{-1}, end - 1, -end, end / 3, -end / 7}) {
    CHECK(Int112(number) == number);
  }
  for (int bit = 0; bit < 111; ++bit) {
    const Int128 power = static_cast<Int128>(1) << bit;
    for (const Int128 number : {power, power - 1, -power, -power - 1}) {
      CHECK(Int112(number) == number);
    }
  }
  CHECK(overflows([=] { Int112{end}; }));
  CHECK(overflows([=] { Int112{-end - 1}; }));
  CHECK(overflows([] { Int112{most}; }));
  CHECK(sizeof(Int112) == 14);
}
