#include "support/slow_values.hpp"

#include <regex>

namespace csm::test {
namespace {

bool is_day_of_calendar(int year, int month, int day) {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int february = is_leap ? 29 : 28;
  const bool is_short = month == 4 || month == 6 || month == 9 || month == 11;
  return day <= (month == 2 ? february : is_short ? 30 : 31);
}

bool is_time_of_day(const std::smatch& match) {
  const auto number = [&](std::size_t i) { return match[i].matched ? std::stoi(match[i]) : 0; };
  const std::string fraction = match[7];
  const bool is_past_hour =
      number(5) > 0 || number(6) > 0 || fraction.find_first_not_of('0') != std::string::npos;
  const bool is_midnight = number(4) == 24 && !is_past_hour;
  return (number(4) < 24 || is_midnight) && number(5) < 60 && number(6) <= 60 && number(8) < 24 &&
         number(9) < 60;
}

/// Whole digits without zeros in front, "0" for none.
std::string without_zeros(const std::string& digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

/// The exponent behind an e, where it is one of up to six digits.
long exponent_of(const std::string& text) {
  if (text.empty()) return 0;
  const bool is_negative = text[0] == '-';
  const std::string digits = without_zeros(text.substr(text.find_first_of("0123456789")));
  const long size = digits.size() > 6 ? 1'000'000 : std::stol(digits);
  return is_negative ? -size : size;
}

}  // namespace

SlowDecimal slow_decimal(std::string_view text) {
  static const std::regex form(R"(([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?)");
  std::match_results<std::string_view::const_iterator> match;
  if (!std::regex_match(text.begin(), text.end(), match, form)) return {};
  std::string digits = match[2].str() + match[3].str();
  if (digits.empty()) return {};
  // The number is digits * 10^power. Take the zeros off the end, then write 1/10^12 out.
  long power = exponent_of(match[4]) - static_cast<long>(match[3].length());
  digits = without_zeros(digits);
  if (digits == "0") return {true, true, true, 0, "0"};
  for (; digits.back() == '0'; ++power) digits.pop_back();
  SlowDecimal number{true, power >= -12, static_cast<long>(digits.size()) + power <= 18,
                     digits.size(), ""};
  if (!number.is_fine_enough || !number.is_small_enough) return number;
  number.atoms = digits + std::string(static_cast<std::size_t>(power + 12), '0');
  if (match[1] == "-") number.atoms.insert(0, 1, '-');
  return number;
}

std::optional<std::string> slow_iso_date(const std::string& text) {
  static const std::regex form(
      "([0-9]{4})-([0-9]{2})-([0-9]{2})"
      "(?:(?:[Tt]|[ \t]+)([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
      "(?:z|[ \t]*(?:Z|UTC|GMT|[+-]([0-9]{2})(?::?([0-9]{2}))?))?)?");
  std::smatch match;
  if (!std::regex_match(text, match, form)) return std::nullopt;
  if (!is_day_of_calendar(std::stoi(match[1]), std::stoi(match[2]), std::stoi(match[3]))) {
    return std::nullopt;
  }
  if (match[4].matched && !is_time_of_day(match)) return std::nullopt;
  return text.substr(0, 10);
}

std::optional<std::string> slow_slashed_date(const std::string& text, bool is_day_first) {
  static const std::regex form("([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})([^]*)");
  std::smatch match;
  if (!std::regex_match(text, match, form)) return std::nullopt;
  const auto two_digits = [](const std::string& n) { return n.size() < 2 ? "0" + n : n; };
  const std::string first = two_digits(match[1]);
  const std::string second = two_digits(match[2]);
  return slow_iso_date(match[3].str() + "-" + (is_day_first ? second : first) + "-" +
                       (is_day_first ? first : second) + match[4].str());
}

}  // namespace csm::test
