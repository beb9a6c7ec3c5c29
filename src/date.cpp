#include "csm/date.hpp"

#include <array>

#include "csm/error.hpp"
#include "csm/plain_date.hpp"
#include "date_cursor.hpp"

namespace csm {
namespace {

/// What a pattern has read so far.
struct Parts {
  std::optional<int> year, month, day;
};

bool read_part(char letter, DateCursor& cursor, Parts& parts) {
  const auto at_most = [&](int limit) {
    const auto value = cursor.number(1, 2);
    return value && *value <= limit;
  };
  switch (letter) {
    case 'd':
      return (parts.day = cursor.number(1, 2)).has_value();
    case 'm':
      return (parts.month = cursor.number(1, 2)).has_value();
    case 'Y':
      return (parts.year = cursor.number(4, 4)).has_value();
    case 'y':
      parts.year = cursor.number(2, 2);
      if (parts.year) *parts.year += *parts.year >= 69 ? 1900 : 2000;
      return parts.year.has_value();
    case 'b':
    case 'B':
      return (parts.month = take_month_name(cursor)).has_value();
    case 'H':
      return at_most(23);
    case 'I': {
      const auto hour = cursor.number(1, 2);
      return hour && *hour >= 1 && *hour <= 12;
    }
    case 'M':
      return at_most(59);
    case 'S':
      return at_most(60);
    case 'p':
      return cursor.word("am", 2) || cursor.word("pm", 2);
    default:
      return cursor.take('%');
  }
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  constexpr std::array<int, 13> days_in = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day > days_in[static_cast<std::size_t>(month)] || (month == 2 && day == 29 && !is_leap)) {
    return std::nullopt;
  }
  return std::chrono::sys_days{std::chrono::year{year} / month / day};
}

std::optional<Date> read_iso_date(std::string_view text) {
  if (Date plain; PlainDates().read(text, plain)) return plain;
  DateCursor cursor(text);
  const auto year = cursor.number(4, 4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.number(2, 2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.number(2, 2);
  if (!day) return std::nullopt;
  if (!cursor.at_end()) {
    if (!cursor.take('T') && !cursor.take('t') && !cursor.take_blanks()) return std::nullopt;
    if (!read_time_of_day(cursor, HourForm::iso)) return std::nullopt;
  }
  return make_date(*year, *month, *day);
}

std::string to_iso(Date date) {
  const std::chrono::year_month_day parts{date};
  const auto two = [](unsigned n) {
    return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
  };
  const std::string year = std::to_string(static_cast<int>(parts.year()));
  return std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + "-" +
         two(static_cast<unsigned>(parts.month())) + "-" + two(static_cast<unsigned>(parts.day()));
}

DatePattern::DatePattern(std::string pattern) : pattern_(std::move(pattern)) {
  std::string letters;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    if (pattern_[i] != '%') continue;
    const char letter = i + 1 < pattern_.size() ? pattern_[++i] : '\0';
    if (letter == '\0' || std::string_view("dmYybBHIMSp%").find(letter) == std::string::npos) {
      usage_error("--date-format",
                  "\"" + pattern_ + "\": after % csm knows d m Y y b B H I M S p and %");
    }
    letters += letter;
  }
  const auto has = [&](std::string_view any) {
    return letters.find_first_of(any) != std::string::npos;
  };
  if (!has("d") || !has("mbB") || !has("Yy")) {
    usage_error("--date-format",
                "\"" + pattern_ + "\" needs a day, a month and a year, as in '%d/%m/%Y'");
  }
}

std::optional<Date> DatePattern::read(std::string_view text) const {
  DateCursor cursor(text);
  Parts parts;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    const char c = pattern_[i];
    const bool matched = c == '%'   ? read_part(pattern_[++i], cursor, parts)
                         : c == ' ' ? cursor.take_blanks()
                                    : cursor.take(c);
    if (!matched) return std::nullopt;
  }
  if (!cursor.at_end()) return std::nullopt;
  return make_date(*parts.year, *parts.month, *parts.day);
}

}  // namespace csm
