#include <boost/multiprecision/cpp_int.hpp>

#include "csm/records/cell.hpp"
#include "fuzz/fuzz.hpp"
#include "support/csv_reading.hpp"
#include "support/slow_values.hpp"

namespace csm::fuzz {
namespace {

using boost::multiprecision::cpp_int;

bool is_right(const DecimalReading& found, const test::SlowDecimal& wanted) {
  if (!wanted.is_number) return found.fault == DecimalFault::not_a_number;
  if (wanted.is_fine_enough && wanted.is_small_enough) {
    return found.fault == DecimalFault::none && to_string(found.value.atoms()) == wanted.atoms;
  }
  // Of so many digits none can be held, wherever the point; either fault says so.
  const bool is_hopeless = wanted.digits > 36;
  return (found.fault == DecimalFault::too_large && (is_hopeless || !wanted.is_small_enough)) ||
         (found.fault == DecimalFault::too_many_decimals &&
          (is_hopeless || !wanted.is_fine_enough));
}

void check_decimal(std::string_view text) {
  const DecimalReading found = read_decimal(text);
  const test::SlowDecimal wanted = test::slow_decimal(text);
  if (is_right(found, wanted)) return;
  report("read as " + to_string(found.value.atoms()) + ", fault " +
         std::to_string(static_cast<int>(found.fault)) + ", wanted \"" + wanted.atoms +
         "\": " + test::visible(text));
}

/// The product of two numbers that were read, by long arithmetic.
void check_product(std::string_view left, std::string_view right) {
  const DecimalReading a = read_decimal(left);
  const DecimalReading b = read_decimal(right);
  if (a.fault != DecimalFault::none || b.fault != DecimalFault::none) return;
  const cpp_int product = cpp_int(to_string(a.value.atoms())) * cpp_int(to_string(b.value.atoms()));
  const cpp_int unit = Decimal::unit;
  const bool is_fine_enough = product % unit == 0;
  const bool is_small_enough = abs(product) < unit * unit * 1'000'000'000'000'000'000;
  const DecimalReading found = multiply(a.value, b.value);
  const bool is_product =
      is_fine_enough && is_small_enough
          ? found.fault == DecimalFault::none &&
                cpp_int(to_string(found.value.atoms())) == product / unit
          : (found.fault == DecimalFault::too_large && !is_small_enough) ||
                (found.fault == DecimalFault::too_many_decimals && !is_fine_enough);
  if (!is_product)
    report("multiplied otherwise: " + test::visible(left) + " by " + test::visible(right));
}

void check_date(const std::string& text, DateReading reading) {
  CellRules rules;
  rules.dates = reading;
  const std::optional<Date> found = read_date(text, rules);
  std::optional<std::string> wanted =
      reading == DateReading::iso
          ? test::slow_iso_date(text)
          : test::slow_slashed_date(text, reading == DateReading::day_first);
  if (reading == DateReading::iso && !wanted) wanted = test::slow_clear_date(text);
  if (found.has_value() == wanted.has_value() && (!found || to_iso(*found) == *wanted)) return;
  report("read as " + (found ? to_iso(*found) : "no date") + ", wanted " +
         wanted.value_or("no date") + ": " + test::visible(text));
}

}  // namespace

/// A text is read as a number, and as a date of each form; up to a comma and behind it, as two
/// numbers that are multiplied.
void try_values(std::string_view input) {
  constexpr std::size_t most = 300;  // the regular expressions are recursive
  const std::string text(input.substr(0, most));
  check_decimal(text);
  for (const DateReading reading :
       {DateReading::iso, DateReading::day_first, DateReading::month_first}) {
    check_date(text, reading);
  }
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) check_product(text.substr(0, comma), text.substr(comma + 1));
}

}  // namespace csm::fuzz
