#include "support/slow_values.hpp"

#include <cctype>
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

namespace {

/// A time behind a day, hours of one digit and of half a day too: its hours, what stands below
/// them, blanks, the half of the day, the zone.
const std::string spoken_time =
    "(?:(?:[Tt]|,?[ \t]+)([0-9]{1,2})(:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)([ \t]*)([AaPp][Mm])?"
    "(z|[ \t]*(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?)?";

std::string two_digits(const std::string& number) {
  return number.size() < 2 ? "0" + number : number;
}

std::string four_digits(const std::string& year) {
  return year.size() == 4 ? year : (year >= "69" ? "19" : "20") + year;
}

/// As ISO 8601 has it, with the time in the groups from `time` on.
std::optional<std::string> slow_day(const std::string& year, const std::string& month,
                                    const std::string& day, const std::smatch& match,
                                    std::size_t time) {
  std::string text = four_digits(year) + "-" + two_digits(month) + "-" + two_digits(day);
  if (match[time].matched) {
    const bool is_half_of_day = match[time + 3].matched;
    const int hour = std::stoi(match[time]);
    if (is_half_of_day && (hour < 1 || hour > 12)) return std::nullopt;
    text += " " + two_digits(match[time]) + match[time + 1].str();
    text += (is_half_of_day ? "" : match[time + 2].str()) + match[time + 4].str();
  }
  return slow_iso_date(text);
}

const std::string month_name =
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// The number of a month by the first letters of its name.
std::string month_number(const std::string& name) {
  if (name.find_first_of("0123456789") == 0) return name;
  std::string start = name.substr(0, 3);
  for (char& c : start) c = static_cast<char>(std::tolower(c));
  const std::string all = "janfebmaraprmayjunjulaugsepoctnovdec";
  return std::to_string(all.find(start) / 3 + 1);
}

}  // namespace

std::optional<std::string> slow_slashed_date(const std::string& text, bool is_day_first) {
  static const std::regex form("([0-9]{1,2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{4})|[/.]([0-9]{2}))" +
                               spoken_time);
  std::smatch match;
  if (!std::regex_match(text, match, form)) return std::nullopt;
  return slow_day(match[3].str() + match[4].str(), match[is_day_first ? 2 : 1],
                  match[is_day_first ? 1 : 2], match, 5);
}

std::optional<std::string> slow_clear_date(const std::string& text) {
  const std::string gap = "(?:[-/.,][ \t]*|[ \t]+)";
  const std::string year = "([0-9]{4}|[0-9]{2})";
  const auto icase = std::regex::icase;
  static const std::regex year_first(
      "([0-9]{4})[-/.](?:([0-9]{1,2})|" + month_name + ")[-/.]([0-9]{1,2})" + spoken_time, icase);
  static const std::regex day_first("([0-9]{1,2})" + gap + month_name + gap + year + spoken_time,
                                    icase);
  static const std::regex name_first(month_name + gap + "([0-9]{1,2})" + gap + year + spoken_time,
                                     icase);
  std::smatch match;
  if (std::regex_match(text, match, year_first)) {
    return slow_day(match[1], month_number(match[2].str() + match[3].str()), match[4], match, 5);
  }
  if (std::regex_match(text, match, day_first)) {
    return slow_day(match[3], month_number(match[2]), match[1], match, 4);
  }
  if (std::regex_match(text, match, name_first)) {
    return slow_day(match[3], month_number(match[1]), match[2], match, 4);
  }
  return std::nullopt;
}

}  // namespace csm::test
