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
  std::optional<int> hour;  ///< none: the pattern has none, so the date has no time
  int minute = 0, second = 0;
  bool is_of_12_hours = false;
  std::optional<bool> is_pm;
  std::optional<std::int32_t> offset;
};

/// A number of one digit or two, up to a limit.
bool read_up_to(int limit, DateCursor& cursor, int& out) {
  const auto value = cursor.number(1, 2);
  out = value.value_or(0);
  return value && *value <= limit;
}

bool read_hour(char letter, DateCursor& cursor, Parts& parts) {
  parts.is_of_12_hours = letter == 'I';
  int hour = 0;
  if (!read_up_to(parts.is_of_12_hours ? 12 : 23, cursor, hour)) return false;
  parts.hour = hour;
  return hour > 0 || !parts.is_of_12_hours;
}

bool read_half_of_day(DateCursor& cursor, Parts& parts) {
  parts.is_pm = cursor.word("pm", 2);
  return *parts.is_pm || cursor.word("am", 2);
}

bool read_part(char letter, DateCursor& cursor, Parts& parts) {
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
    case 'I':
      return read_hour(letter, cursor, parts);
    case 'M':
      return read_up_to(59, cursor, parts.minute);
    case 'S':
      return read_up_to(60, cursor, parts.second);
    case 'p':
      return read_half_of_day(cursor, parts);
    case 'z':
      return read_offset(cursor, parts.offset) && parts.offset;
    default:
      return cursor.take('%');
  }
}

std::optional<TimeOfDay> time_of(const Parts& parts) {
  if (!parts.hour) return std::nullopt;
  const bool has_half = parts.is_of_12_hours && parts.is_pm;
  const int hour = has_half ? hour_of(*parts.hour, *parts.is_pm) : *parts.hour;
  return TimeOfDay{seconds_of(hour, parts.minute, parts.second), parts.offset};
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
  const auto written = read_iso_time(text);
  return written ? std::optional(written->day) : std::nullopt;
}

std::optional<WrittenTime> read_iso_time(std::string_view text) {
  DateCursor cursor(text);
  const auto year = cursor.number(4, 4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.number(2, 2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.number(2, 2);
  if (!day) return std::nullopt;
  std::optional<TimeOfDay> time;
  if (!cursor.at_end()) {
    if (!cursor.take('T') && !cursor.take('t') && !cursor.take_blanks()) return std::nullopt;
    time = read_time_of_day(cursor, HourForm::iso);
    if (!time) return std::nullopt;
  }
  return written_time(make_date(*year, *month, *day), time);
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
    if (letter == '\0' || std::string_view("dmYybBHIMSpz%").find(letter) == std::string::npos) {
      usage_error("--date-format",
                  "\"" + pattern_ + "\": after % csm knows d m Y y b B H I M S p z and %");
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

std::optional<WrittenTime> DatePattern::read(std::string_view text) const {
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
  return written_time(make_date(*parts.year, *parts.month, *parts.day), time_of(parts));
}

}  // namespace csm
