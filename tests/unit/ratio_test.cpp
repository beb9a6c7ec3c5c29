#include "csm/ratio.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <random>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr Int128 big = static_cast<Int128>(1) << 120;

/// Half to even, by the definition: the two neighbours, the nearer one, on a tie the even one.
std::string rounded(const cpp_int& num, const cpp_int& den, int decimals) {
  const cpp_int scale = boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(decimals));
  const cpp_rational x = cpp_rational(boost::multiprecision::abs(num) * scale, den);
  const cpp_int below = numerator(x) / denominator(x);
  const cpp_rational to_below = x - below;
  const cpp_rational to_above = cpp_rational(below + 1) - x;
  const cpp_int nearest = to_below < to_above   ? below
                          : to_above < to_below ? cpp_int(below + 1)
                          : below % 2 == 0      ? below
                                                : cpp_int(below + 1);
  std::string digits = nearest.str();
  const auto wanted = static_cast<std::size_t>(decimals) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), ".");
  return (num < 0 && nearest != 0 ? "-" : "") + digits;
}

Int128 random_number(std::mt19937_64& engine, int bits) {
  const Int128 high = static_cast<Int128>(engine() >> 1);
  const Int128 number = (high << 63) | static_cast<Int128>(engine() >> 1);
  return number >> (126 - bits);
}

cpp_int whole(Int128 number) { return cpp_int(to_string(number)); }

/// The double next to a fraction: the engine of 400 bits is exact enough to decide.
double nearest_double(Int128 num, Int128 den) {
  using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<400>>;
  return Wide(Wide(whole(num)) / Wide(whole(den))).convert_to<double>();
}

}  // namespace

TEST_CASE("a fraction is rounded half to even, once") {
  CHECK(Ratio{1, 8}.to_decimal(2) == "0.12");
  CHECK(Ratio{3, 8}.to_decimal(2) == "0.38");
  CHECK(Ratio{1, 8}.to_decimal(3) == "0.125");
  CHECK(Ratio{1, 8}.to_decimal(5) == "0.12500");
  CHECK(Ratio{1, 3}.to_decimal(4) == "0.3333");
  CHECK(Ratio{2, 3}.to_decimal(4) == "0.6667");
  CHECK(Ratio{1, 2}.to_decimal(0) == "0");
  CHECK(Ratio{3, 2}.to_decimal(0) == "2");
  CHECK(Ratio{5, 2}.to_decimal(0) == "2");
  CHECK(Ratio{0, 7}.to_decimal(2) == "0.00");
  CHECK(Ratio{64, 1000}.to_decimal(3) == "0.064");
}

TEST_CASE("rounding up carries through all nines") {
  CHECK(Ratio{9995, 1000}.to_decimal(2) == "10.00");  // a tie, 9.99 is odd
  CHECK(Ratio{9985, 1000}.to_decimal(2) == "9.98");
  CHECK(Ratio{99999, 100000}.to_decimal(2) == "1.00");
  CHECK(Ratio{199, 2}.to_decimal(0) == "100");
  CHECK(Ratio{999999, 1000}.to_decimal(1) == "1000.0");
}

TEST_CASE("a negative fraction rounds like its opposite, and 0 has no sign") {
  CHECK(Ratio{-1, 8}.to_decimal(2) == "-0.12");
  CHECK(Ratio{-3, 8}.to_decimal(2) == "-0.38");
  CHECK(Ratio{-9995, 1000}.to_decimal(2) == "-10.00");
  CHECK(Ratio{-1, 1000}.to_decimal(2) == "0.00");
  CHECK(Ratio{-1, 2}.to_decimal(0) == "0");
  CHECK(Ratio{-3, 2}.to_decimal(0) == "-2");
  CHECK(Ratio{-100, 17}.to_decimal(1) == "-5.9");
}

TEST_CASE("random fractions are rounded as exact arithmetic rounds them") {
  std::mt19937_64 engine(11);
  for (int i = 0; i < 20000; ++i) {
    const int bits = 1 + static_cast<int>(engine() % 110);
    const Int128 num = random_number(engine, bits) * (engine() % 2 == 0 ? 1 : -1);
    const bool makes_ties = engine() % 2 == 0;
    const Int128 den =
        makes_ties ? static_cast<Int128>(8) * 125 * 2 : random_number(engine, bits) + 1;
    const int decimals = static_cast<int>(engine() % 7);
    INFO(to_string(num) << " / " << to_string(den) << " to " << decimals);
    REQUIRE(Ratio{num, den}.to_decimal(decimals) == rounded(whole(num), whole(den), decimals));
  }
}

TEST_CASE("a fraction is reduced and its denominator is above 0") {
  const Ratio half = reduced(-50, -100);
  CHECK(to_string(half.num) == "1");
  CHECK(to_string(half.den) == "2");
  const Ratio minus = reduced(50, -100);
  CHECK(to_string(minus.num) == "-1");
  CHECK(to_string(minus.den) == "2");
  const Ratio zero = reduced(0, 100);
  CHECK(to_string(zero.num) == "0");
  CHECK(to_string(zero.den) == "1");
  CHECK(Ratio{64, 1000} == Ratio{8, 125});
  CHECK_FALSE(Ratio{64, 1000} == Ratio{8, 126});
  CHECK_FALSE(Ratio{1, 2} == Ratio{-1, 2});
}

TEST_CASE("sums and differences of fractions are exact") {
  CHECK(Ratio{1, 3} + Ratio{1, 6} == Ratio{1, 2});
  CHECK(Ratio{1, 3} - Ratio{1, 2} == Ratio{-1, 6});
  CHECK(Ratio{7, 34} - Ratio{1, 34} == Ratio{3, 17});
  std::mt19937_64 engine(12);
  for (int i = 0; i < 5000; ++i) {
    const Ratio a{random_number(engine, 60), random_number(engine, 40) + 1};
    const Ratio b{-random_number(engine, 60), random_number(engine, 40) + 1};
    const cpp_rational truth =
        cpp_rational(whole(a.num), whole(a.den)) + cpp_rational(whole(b.num), whole(b.den));
    const Ratio sum = a + b;
    REQUIRE(whole(sum.num) == numerator(truth));
    REQUIRE(whole(sum.den) == denominator(truth));
    REQUIRE(sum - b == a);
  }
}

TEST_CASE("a sum that does not fit, or whose common denominator does not, fails") {
  const Int128 most = ((static_cast<Int128>(1) << 126) - 1) * 2 + 1;
  CHECK(test::fails_with(ErrorCode::failed, [&] { return Ratio{most, 1} + Ratio{1, 1}; }));
  CHECK(test::fails_with(ErrorCode::failed, [&] { return Ratio{1, most} + Ratio{1, most - 1}; }));
  // 1/10k + 1/15k = 1/6k; 15k fits and the common denominator 30k does not.
  const Int128 k = most / 20;
  CHECK(test::fails_with(ErrorCode::failed, [&] { return Ratio{1, 10 * k} + Ratio{1, 15 * k}; }));
}

TEST_CASE("a fraction of moderate size becomes the nearest double") {
  CHECK(Ratio{64, 1000}.to_double() == 0.064);
  CHECK(Ratio{1, 3}.to_double() == 1.0 / 3.0);
  CHECK(Ratio{-1, 8}.to_double() == -0.125);
  CHECK(Ratio{big, big * 4}.to_double() == 0.25);
  std::mt19937_64 engine(13);
  for (int i = 0; i < 5000; ++i) {
    const Int128 num = random_number(engine, 53);
    const Int128 den = random_number(engine, 53) + 1;
    REQUIRE(Ratio{num, den}.to_double() == nearest_double(num, den));
  }
}

// MRR has denominators up to 12 * 27720 * 10^12, which is past 2^53.
TEST_CASE("a fraction of many digits becomes the nearest double too") {
  std::mt19937_64 engine(14);
  int wrong = 0;
  int far = 0;
  for (int i = 0; i < 5000; ++i) {
    const Int128 num = random_number(engine, 90);
    const Int128 den = random_number(engine, 70) + 1;
    const double is = Ratio{num, den}.to_double();
    const double truth = nearest_double(num, den);
    wrong += is != truth ? 1 : 0;
    far += std::abs(is - truth) > 1e-15 * truth ? 1 : 0;
  }
  CHECK(wrong == 0);
  CHECK(far == 0);
}
