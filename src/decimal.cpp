#include "csm/decimal.hpp"

#include <array>
#include <bit>
#include <limits>
#include <optional>

#include "csm/text_ends.hpp"

namespace csm {
namespace {

constexpr Int128 limit_in_atoms = static_cast<Int128>(1'000'000'000'000'000'000) * Decimal::unit;

/// digits * 10^exponent as a decimal.
DecimalReading scaled(Int128 digits, int exponent) {
  if (digits == 0) return {};
  int shift = exponent + Decimal::places;
  for (; shift < 0; ++shift) {
    if (digits % 10 != 0) return {{}, DecimalFault::too_many_decimals};
    digits /= 10;
  }
  for (; shift > 0; --shift) {
    if (digits >= limit_in_atoms || digits <= -limit_in_atoms) break;
    digits *= 10;
  }
  if (shift > 0 || digits >= limit_in_atoms || digits <= -limit_in_atoms) {
    return {{}, DecimalFault::too_large};
  }
  return {Decimal::of_atoms(digits), DecimalFault::none};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The exponent after `e`, clamped to more than any cell has digits that could make up for it;
/// false if malformed.
bool read_exponent(std::string_view text, int& exponent) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    if (value < 100'000'000) value = value * 10 + (c - '0');
  }
  exponent = negative ? -value : value;
  return true;
}

/// x = digits * 10^exponent with no trailing zero in digits, so that products stay small.
struct Stripped {
  Int128 digits;
  int exponent;
};

Stripped strip(Decimal x) {
  Stripped stripped{x.atoms(), -Decimal::places};
  while (stripped.digits != 0 && stripped.digits % 10 == 0) {
    stripped.digits /= 10;
    ++stripped.exponent;
  }
  return stripped;
}

/// Divides one by 2 and the other by 5 as often as both go; how often.
int take_tens(Int128& twos, Int128& fives) {
  int tens = 0;
  for (; twos % 2 == 0 && fives % 5 == 0; ++tens) {
    twos /= 2;
    fives /= 5;
  }
  return tens;
}

}  // namespace

Decimal operator+(Decimal a, Decimal b) {
  return Decimal::of_atoms(checked_add(a.atoms(), b.atoms()));
}

Decimal operator-(Decimal a, Decimal b) {
  return Decimal::of_atoms(checked_subtract(a.atoms(), b.atoms()));
}

namespace {

constexpr auto powers_of_ten = [] {
  std::array<std::int64_t, Decimal::places + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

/// Digits with at most one point, two to eight characters, all at once: a byte of a word each.
bool read_short_decimal(std::string_view text, Decimal& out) {
  constexpr std::uint64_t each = 0x0101010101010101;
  const std::size_t size = text.size();
  const TextEnds ends = TextEnds::of(text);
  std::uint64_t word = size < 4 ? ends.first | ends.last << (8 * (size - 1))
                                : ends.first | ends.last << (8 * (size - 4));
  if (size == 8) word = ends.first;
  const std::uint64_t not_points = word ^ each * '.';
  const std::uint64_t points = (not_points - each) & ~not_points & (each * 0x80);
  std::size_t digits = size;
  std::size_t decimals = 0;
  if (points != 0) {
    const auto point = static_cast<unsigned>(__builtin_ctzll(points)) / 8;
    const std::uint64_t in_front = (std::uint64_t{1} << (8 * point)) - 1;
    word = (word & in_front) | ((word >> 8) & ~in_front);
    digits = size - 1;
    decimals = size - 1 - point;
  }
  // The last digit to the highest byte, zeros in front.
  const auto gap = static_cast<unsigned>(8 * (8 - digits));
  word = (word ^ each * '0') << gap;
  if (((word | (word + each * 0x76)) & (each * 0x80)) != 0) return false;
  word = word * 10 + (word >> 8);
  constexpr std::uint64_t pairs = 0x000000ff000000ff;
  word = ((word & pairs) * (100 + (std::uint64_t{1000000} << 32)) +
          ((word >> 16) & pairs) * (1 + (std::uint64_t{10000} << 32))) >>
         32;
  out = Decimal::of_atoms(static_cast<Int128>(word & 0xffffffff) *
                          powers_of_ten[Decimal::places - decimals]);
  return true;
}

}  // namespace

bool read_plain_decimal(std::string_view text, Decimal& out) {
  if (text.size() == 1 && is_digit(text[0])) {
    out = Decimal{text[0] - '0'};
    return true;
  }
  if constexpr (std::endian::native == std::endian::little) {
    if (text.size() >= 2 && text.size() <= 8 && read_short_decimal(text, out)) return true;
  }
  constexpr std::size_t most = 18;
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || text.size() > most) return false;
  std::int64_t digits = 0;
  std::size_t point = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      digits = digits * 10 + (text[i] - '0');
    } else if (text[i] == '.' && point == text.size() && text.size() > 1) {
      point = i;
    } else {
      return false;
    }
  }
  const std::size_t decimals = point == text.size() ? 0 : text.size() - point - 1;
  if (decimals > Decimal::places) return false;
  const Int128 atoms = static_cast<Int128>(digits) * powers_of_ten[Decimal::places - decimals];
  out = Decimal::of_atoms(is_negative ? -atoms : atoms);
  return true;
}

DecimalReading read_decimal(std::string_view text) {
  if (Decimal plain; read_plain_decimal(text, plain)) return {plain, DecimalFault::none};
  constexpr DecimalReading bad{{}, DecimalFault::not_a_number};
  bool negative = false;
  std::size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
  constexpr Int128 enough = limit_in_atoms * 1'000'000;  // 36 digits: more cannot fit anyway
  Int128 digits = 0;
  int exponent = 0;
  bool any = false;
  bool point = false;
  bool too_large = false;
  bool too_fine = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
    } else if (is_digit(c)) {
      any = true;
      if (digits < enough) {
        digits = digits * 10 + (c - '0');
        exponent -= point ? 1 : 0;
      } else if (!point) {
        too_large = too_large || c != '0';
        ++exponent;
      } else {
        too_fine = too_fine || c != '0';
      }
    } else {
      break;
    }
  }
  if (!any) return bad;
  if (i < text.size()) {
    int power = 0;
    if ((text[i] != 'e' && text[i] != 'E') || !read_exponent(text.substr(i + 1), power)) return bad;
    exponent += power;
  }
  if (too_large) return {{}, DecimalFault::too_large};
  if (too_fine) return {{}, DecimalFault::too_many_decimals};
  return scaled(negative ? -digits : digits, exponent);
}

namespace {

/// a * b where b is a whole number of some millions at the most, as quantities are: without a
/// division of 128 bits.
std::optional<Decimal> multiply_by_count(Decimal a, Decimal b) {
  if (b.atoms() > std::numeric_limits<std::int64_t>::max() || b.atoms() < 0) return std::nullopt;
  const auto atoms = static_cast<std::uint64_t>(b.atoms());
  if (atoms % Decimal::unit != 0) return std::nullopt;
  Int128 product = 0;
  const auto count = static_cast<Int128>(atoms / Decimal::unit);
  if (__builtin_mul_overflow(a.atoms(), count, &product)) return std::nullopt;
  if (product >= limit_in_atoms || product <= -limit_in_atoms) return std::nullopt;
  return Decimal::of_atoms(product);
}

}  // namespace

DecimalReading multiply(Decimal a, Decimal b) {
  if (const auto product = multiply_by_count(a, b)) return {*product, DecimalFault::none};
  Stripped x = strip(a);
  Stripped y = strip(b);
  Int128 product = 0;
  if (!__builtin_mul_overflow(x.digits, y.digits, &product)) {
    return scaled(product, x.exponent + y.exponent);
  }
  // The product may still end in zeros: take out its tens, a 2 of one and a 5 of the other.
  const int tens = take_tens(x.digits, y.digits) + take_tens(y.digits, x.digits);
  const int exponent = x.exponent + y.exponent + tens;
  if (!__builtin_mul_overflow(x.digits, y.digits, &product)) return scaled(product, exponent);
  // More digits than can be held, the last of them not 0: the point's place tells which are too
  // many.
  return {{},
          exponent < -Decimal::places ? DecimalFault::too_many_decimals : DecimalFault::too_large};
}

}  // namespace csm
