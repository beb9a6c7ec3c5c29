#include "csm/decimal.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <random>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr auto none = DecimalFault::none;
constexpr auto not_a_number = DecimalFault::not_a_number;
constexpr auto too_many_decimals = DecimalFault::too_many_decimals;
constexpr auto too_large = DecimalFault::too_large;

DecimalFault fault_of(std::string_view text) { return read_decimal(text).fault; }

/// The whole number of 1/10^12 that a text is read as.
std::string atoms_of(std::string_view text) {
  const DecimalReading reading = read_decimal(text);
  return reading.fault == none ? to_string(reading.value.atoms()) : "fault";
}

cpp_int power_of_ten(int exponent) {
  return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(exponent));
}

cpp_rational times_power_of_ten(const cpp_int& digits, int exponent) {
  return exponent >= 0 ? cpp_rational(digits * power_of_ten(exponent))
                       : cpp_rational(digits, power_of_ten(-exponent));
}

/// Whether a number can be held: a whole number of 1/10^12, below 10^18 in size.
bool is_fine_enough(const cpp_rational& x) {
  return denominator(cpp_rational(x * power_of_ten(12))) == 1;
}
bool is_small_enough(const cpp_rational& x) { return abs(x) < cpp_rational(power_of_ten(18)); }

/// The reading of a number whose true value is known.
void check_reading(const cpp_rational& truth, const DecimalReading& reading) {
  if (is_fine_enough(truth) && is_small_enough(truth)) {
    REQUIRE(reading.fault == none);
    REQUIRE(cpp_int(to_string(reading.value.atoms())) ==
            numerator(cpp_rational(truth * power_of_ten(12))));
  } else {
    REQUIRE(reading.fault != none);
    REQUIRE(reading.fault != not_a_number);
    if (is_fine_enough(truth)) REQUIRE(reading.fault == too_large);
    if (is_small_enough(truth)) REQUIRE(reading.fault == too_many_decimals);
  }
}

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  int up_to(int most) { return static_cast<int>(engine_() % static_cast<unsigned>(most + 1)); }
  std::string digits(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      // Zeros and nines more often: they make carries and trailing zeros.
      const int kind = up_to(3);
      text += kind == 0 ? '0' : kind == 1 ? '9' : static_cast<char>('0' + up_to(9));
    }
    return text;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace

TEST_CASE("a number is read with or without a sign, a point and an exponent") {
  CHECK(atoms_of("12") == "12000000000000");
  CHECK(atoms_of("-0.5") == "-500000000000");
  CHECK(atoms_of("+3") == "3000000000000");
  CHECK(atoms_of(".5") == "500000000000");
  CHECK(atoms_of("5.") == "5000000000000");
  CHECK(atoms_of("1.2e3") == "1200000000000000");
  CHECK(atoms_of("1.2E+3") == "1200000000000000");
  CHECK(atoms_of("12e-1") == "1200000000000");
  CHECK(atoms_of("007") == "7000000000000");
  CHECK(atoms_of("0") == "0");
  CHECK(atoms_of("-0") == "0");
  CHECK(atoms_of("0.000") == "0");
  CHECK(atoms_of("0e99") == "0");
  CHECK(atoms_of("0e-99") == "0");
  CHECK(atoms_of("0e99999999999999999999") == "0");
  CHECK(atoms_of("100e-2") == "1000000000000");
}

TEST_CASE("twelve decimals are held and a thirteenth is refused, unless it is 0") {
  CHECK(atoms_of("0.123456789012") == "123456789012");
  CHECK(atoms_of("0.000000000001") == "1");
  CHECK(atoms_of("-0.000000000001") == "-1");
  CHECK(atoms_of("0.1234567890120") == "123456789012");
  CHECK(atoms_of("1." + std::string(60, '0')) == "1000000000000");
  CHECK(atoms_of("1e-12") == "1");
  CHECK(atoms_of("0.0000000000001e1") == "1");
  CHECK(fault_of("0.1234567890123") == too_many_decimals);
  CHECK(fault_of("0.0000000000001") == too_many_decimals);
  CHECK(fault_of("1e-13") == too_many_decimals);
  CHECK(fault_of("1e-400") == too_many_decimals);
  CHECK(fault_of("1." + std::string(60, '0') + "1") == too_many_decimals);
}

TEST_CASE("numbers below 10^18 are held and 10^18 is too large") {
  CHECK(atoms_of("999999999999999999") == "999999999999999999000000000000");
  CHECK(atoms_of("999999999999999999.999999999999") == "999999999999999999999999999999");
  CHECK(atoms_of("-999999999999999999.999999999999") == "-999999999999999999999999999999");
  CHECK(fault_of("1000000000000000000") == too_large);
  CHECK(fault_of("-1000000000000000000") == too_large);
  CHECK(fault_of("1e18") == too_large);
  CHECK(atoms_of("1e17") == "100000000000000000000000000000");
  CHECK(fault_of("1e400") == too_large);
  CHECK(fault_of("1e99999999999999999999") == too_large);
  CHECK(fault_of(std::string(60, '9')) == too_large);
  CHECK(atoms_of(std::string(60, '0') + "1") == "1000000000000");
}

TEST_CASE("a number of many digits that an exponent brings into range is read exactly") {
  CHECK(atoms_of("1" + std::string(39, '0') + "e-30") == "1000000000000000000000");
  CHECK(atoms_of("0." + std::string(40, '0') + "1e41") == "1000000000000");
}

TEST_CASE("an exponent of many digits is taken whole, however many digits stand in front") {
  const std::string zeros(2500, '0');
  CHECK(atoms_of("0." + zeros + "1e2501") == "1000000000000");
  CHECK(atoms_of("5" + zeros + "e-2500") == "5000000000000");
  CHECK(fault_of("0." + zeros + "1e20000") == too_large);
  CHECK(fault_of("5" + zeros + "e-20000") == too_many_decimals);
  CHECK(fault_of("1e99999999999999999999") == too_large);
  CHECK(fault_of("1e-99999999999999999999") == too_many_decimals);
}

TEST_CASE("what is no plain number is none") {
  for (const std::string_view text :
       {"",        " ",      ".",       "-",      "+",        "-.",    "+.",    "e",
        "e5",      ".e5",    "1e",      "1e+",    "1e-",      "1e1.5", "1e5e5", "1.2.3",
        "..5",     "--1",    "+-1",     "1-",     "1,234.56", "1,5",   "1 000", " 1",
        "1 ",      "1_000",  "$5",      "5$",     "5%",       "(5)",   "0x1",   "0b1",
        "1f",      "1d",     "inf",     "-inf",   "Infinity", "nan",   "NaN",   "\u0661",
        "1\u0661", "\u00bd", "\u22121", "\uff11", "1\t",      "true"}) {
    INFO(text);
    CHECK(fault_of(text) == not_a_number);
  }
  CHECK(fault_of(std::string_view("1\0", 2)) == not_a_number);
}

TEST_CASE("random texts are read as the fractions that they are") {
  Dice dice(20260501);
  int held = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string whole = dice.digits(dice.up_to(20));
    const std::string behind = dice.digits(dice.up_to(14) + (whole.empty() ? 1 : 0));
    const bool negative = dice.up_to(1) == 1;
    const bool has_exponent = dice.up_to(2) == 0;
    const int exponent = has_exponent ? dice.up_to(40) - 20 : 0;
    std::string text = (negative ? "-" : dice.up_to(3) == 0 ? "+" : "") + whole;
    if (!behind.empty() || dice.up_to(3) == 0) text += "." + behind;
    if (has_exponent) text += (dice.up_to(1) == 0 ? "e" : "E") + std::to_string(exponent);
    // A 0 in front would make the oracle read octal digits.
    cpp_int digits = 0;
    for (const char c : whole + behind) digits = digits * 10 + (c - '0');
    const cpp_rational truth =
        times_power_of_ten(negative ? -digits : digits, exponent - static_cast<int>(behind.size()));
    INFO(text);
    const DecimalReading reading = read_decimal(text);
    check_reading(truth, reading);
    held += reading.fault == none ? 1 : 0;
  }
  CHECK(held > 5000);
  CHECK(held < 19000);
}

TEST_CASE("a product is exact or refused") {
  CHECK(multiply(dec("0.1"), dec("0.2")).value == dec("0.02"));
  CHECK(multiply(dec("-1.5"), dec("3")).value == dec("-4.5"));
  CHECK(multiply(dec("0"), dec("999999999999999999")).value == dec("0"));
  CHECK(multiply(dec("0.000001"), dec("0.000001")).value == dec("0.000000000001"));
  CHECK(multiply(dec("0.0000001"), dec("0.000001")).fault == too_many_decimals);
  CHECK(multiply(dec("1000000000"), dec("1000000000")).fault == too_large);
  CHECK(multiply(dec("999999999"), dec("1000000000")).value == dec("999999999000000000"));
  CHECK(multiply(dec("0.5"), dec("0.000000000002")).value == dec("0.000000000001"));
}

// 2^60 / 10^12 times 5^30 / 10^12 is 2^30 * 10^6: a whole number, though the two together have 40
// digits that are not trailing zeros.
TEST_CASE("a product that fits is not refused because its factors have many digits") {
  const DecimalReading product =
      multiply(dec("1152921.504606846976"), dec("931322574.615478515625"));
  CHECK(product.fault == none);
  CHECK(product.value == dec("1073741824000000"));
}

TEST_CASE("a product of very many digits is refused for its decimals, unless it is too large") {
  const auto fault_of_product = [](std::string_view a, std::string_view b) {
    return multiply(dec(a), dec(b)).fault;
  };
  CHECK(fault_of_product("999999999999.0000000005", "99998.999974713495") == too_many_decimals);
  CHECK(fault_of_product("999999999999999999", "999999999999999999") == too_large);
  CHECK(fault_of_product("999999999999999999.999999", "99999999999999.999999") == too_large);
}

TEST_CASE("random products are the products of the fractions") {
  Dice dice(7);
  int held = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string a = "1" + dice.digits(dice.up_to(8)) + "." + dice.digits(dice.up_to(9));
    const std::string b = "-2" + dice.digits(dice.up_to(8)) + "." + dice.digits(dice.up_to(9));
    const Decimal x = dec(a);
    const Decimal y = dec(b);
    const cpp_rational truth = cpp_rational(cpp_int(to_string(x.atoms())), power_of_ten(12)) *
                               cpp_rational(cpp_int(to_string(y.atoms())), power_of_ten(12));
    INFO(a << " * " << b);
    const DecimalReading product = multiply(x, y);
    check_reading(truth, product);
    held += product.fault == none ? 1 : 0;
  }
  CHECK(held > 5000);
  CHECK(held < 19500);
}

TEST_CASE("sums of decimals are exact and compared as numbers") {
  CHECK(dec("0.1") + dec("0.2") == dec("0.3"));
  CHECK(dec("1") - dec("1.000000000001") == dec("-0.000000000001"));
  CHECK(dec("-1") < dec("-0.5"));
  CHECK(dec("10") > dec("9.999999999999"));
  CHECK(dec("1.50") == dec("1.5"));
  CHECK(dec("3.0").is_whole());
  CHECK_FALSE(dec("3.000000000001").is_whole());
  CHECK(Decimal{-2} == dec("-2"));
  CHECK(dec("0.125").ratio() == Ratio{1, 8});
}

namespace {

/// Digits with at most one point among them and a minus in front, read digit by digit.
std::optional<cpp_int> slow_plain_atoms(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  cpp_int digits = 0;
  int count = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
    } else if (c >= '0' && c <= '9') {
      digits = digits * 10 + (c - '0');
      ++count;
      if (decimals >= 0) ++decimals;
    } else {
      return std::nullopt;
    }
  }
  if (count == 0) return std::nullopt;
  digits *= power_of_ten(12 - std::max(decimals, 0));
  return is_negative ? -digits : digits;
}

bool is_read_as_slowly(const std::string& text) {
  const auto wanted = slow_plain_atoms(text);
  Decimal found;
  const bool is_plain = read_plain_decimal(text, found);
  return is_plain == wanted.has_value() &&
         (!is_plain || cpp_int(to_string(found.atoms())) == *wanted);
}

}  // namespace

TEST_CASE("short numbers are read at once as they are digit by digit") {
  std::vector<std::string> texts = {""};
  std::vector<std::string> wrong;
  for (int length = 1; length <= 5; ++length) {
    std::vector<std::string> longer;
    for (const std::string& text : texts) {
      for (const char c : {'0', '7', '9', '.', '-', '/', ':', '\xb0'}) longer.push_back(text + c);
    }
    texts = std::move(longer);
    for (const std::string& text : texts) {
      if (!is_read_as_slowly(text)) wrong.push_back(text);
    }
  }
  for (std::uint64_t number : {12345678U, 90000000U, 99999999U, 10203040U, 987654321U}) {
    std::string digits = std::to_string(number);
    for (; !digits.empty(); digits.pop_back()) {
      if (!is_read_as_slowly(digits)) wrong.push_back(digits);
      for (std::size_t at = 0; at <= digits.size(); ++at) {
        for (const char c : {'.', ' ', 'e', '\0', '\xff'}) {
          std::string text = digits;
          text.insert(at, 1, c);
          if (!is_read_as_slowly(text)) wrong.push_back(text);
        }
      }
    }
  }
  CHECK(wrong == std::vector<std::string>{});
}
