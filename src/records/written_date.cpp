#include "records/written_date.hpp"

#include <algorithm>

#include "csm/decimal.hpp"
#include "date_cursor.hpp"

namespace csm {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

/// One of / . and -, which is returned.
std::optional<char> take_separator(DateCursor& cursor) {
  for (const char separator : {'/', '.', '-'}) {
    if (cursor.take(separator)) return separator;
  }
  return std::nullopt;
}

/// Blanks, one of / . - and comma, or a comma or point with blanks.
bool take_gap(DateCursor& cursor) {
  const bool has_mark = take_separator(cursor).has_value() || cursor.take(',');
  return cursor.take_blanks() || has_mark;
}

std::optional<int> take_short_year(DateCursor& cursor) {
  const auto year = cursor.number(2, 2);
  return year ? std::optional(*year + (*year >= 69 ? 1900 : 2000)) : std::nullopt;
}

std::optional<int> take_year(DateCursor& cursor) {
  const auto year = cursor.number(4, 4);
  return year ? year : take_short_year(cursor);
}

/// The day with its time, where nothing but a time stands behind.
std::optional<WrittenTime> with_time(DateCursor& cursor, int year, int month, int day) {
  std::optional<TimeOfDay> time;
  if (!cursor.at_end()) {
    const bool has_comma = cursor.take(',');
    const bool has_gap =
        cursor.take_blanks() || (!has_comma && (cursor.take('T') || cursor.take('t')));
    if (!has_gap) return std::nullopt;
    time = read_time_of_day(cursor, HourForm::spoken);
    if (!time) return std::nullopt;
  }
  return written_time(make_date(year, month, day), time);
}

/// 2026/5/3, 2026-May-03.
std::optional<WrittenTime> read_year_first(DateCursor cursor) {
  const auto year = cursor.number(4, 4);
  if (!year || !take_separator(cursor)) return std::nullopt;
  const auto month = cursor.peek() > '9' ? take_month_name(cursor) : cursor.number(1, 2);
  if (!month || !take_separator(cursor)) return std::nullopt;
  const auto day = cursor.number(1, 2);
  return day ? with_time(cursor, *year, *month, *day) : std::nullopt;
}

/// 5 May 2026, 05-May-26.
std::optional<WrittenTime> read_day_and_name(DateCursor cursor) {
  const auto day = cursor.number(1, 2);
  if (!day || !take_gap(cursor)) return std::nullopt;
  const auto month = take_month_name(cursor);
  if (!month || !take_gap(cursor)) return std::nullopt;
  const auto year = take_year(cursor);
  return year ? with_time(cursor, *year, *month, *day) : std::nullopt;
}

/// May 5, 2026.
std::optional<WrittenTime> read_name_and_day(DateCursor cursor) {
  const auto month = take_month_name(cursor);
  if (!month || !take_gap(cursor)) return std::nullopt;
  const auto day = cursor.number(1, 2);
  if (!day || !take_gap(cursor)) return std::nullopt;
  const auto year = take_year(cursor);
  return year ? with_time(cursor, *year, *month, *day) : std::nullopt;
}

/// The whole part of a number that is not negative and below 10^15.
std::optional<std::int64_t> whole_number(std::string_view text) {
  const DecimalReading reading = read_decimal(text);
  constexpr std::int64_t limit = 1'000'000'000'000'000;
  if (reading.fault != DecimalFault::none || reading.value.atoms() < 0) return std::nullopt;
  const Int128 whole = reading.value.whole_part();
  return whole < limit ? std::optional(static_cast<std::int64_t>(whole)) : std::nullopt;
}

/// The day so many days after another one; none after the year 9999.
std::optional<Date> days_after(Date first, std::int64_t days) {
  static const Date last = *make_date(9999, 12, 31);
  if (days > (last - first).count()) return std::nullopt;
  return first + Date::duration{static_cast<std::int32_t>(days)};
}

/// What stands behind the point, as a part of a day: none where that is nothing.
std::optional<TimeOfDay> time_behind_point(std::string_view number) {
  const Decimal value = read_decimal(number).value;
  const Int128 part = value.atoms() - value.whole_part() * Decimal::unit;
  if (part == 0) return std::nullopt;
  // A second is 0.0000116 of a day, and the serial has been rounded: 0.7499999999 is 18:00.
  constexpr Int128 half_second = Decimal::unit / (2 * seconds_a_day);
  const auto seconds =
      static_cast<std::int64_t>((part + half_second) * seconds_a_day / Decimal::unit);
  return TimeOfDay{static_cast<std::int32_t>(std::min(seconds, seconds_a_day - 1)), std::nullopt};
}

/// The day and time in UTC.
std::optional<WrittenTime> at_unix_seconds(std::int64_t seconds) {
  const auto time = static_cast<std::int32_t>(seconds % seconds_a_day);
  return written_time(days_after(Date{}, seconds / seconds_a_day), TimeOfDay{time, 0});
}

bool is_number_of(std::string_view text, std::size_t digits) {
  const std::string_view whole = text.substr(0, text.find('.'));
  return whole.size() == digits &&
         std::all_of(whole.begin(), whole.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_of_our_time(const std::optional<WrittenTime>& time) {
  static const Date begin = *make_date(2000, 1, 1);
  static const Date end = *make_date(2101, 1, 1);
  return time && time->day >= begin && time->day < end;
}

}  // namespace

std::optional<WrittenTime> read_slashed_date(std::string_view text, bool is_day_first) {
  DateCursor cursor(text);
  const auto first = cursor.number(1, 2);
  if (!first || !take_separator(cursor)) return std::nullopt;
  const auto second = cursor.number(1, 2);
  const auto separator = second ? take_separator(cursor) : std::nullopt;
  if (!separator) return std::nullopt;
  auto year = cursor.number(4, 4);
  if (!year && *separator != '-') year = take_short_year(cursor);
  if (!year) return std::nullopt;
  return is_day_first ? with_time(cursor, *year, *second, *first)
                      : with_time(cursor, *year, *first, *second);
}

std::optional<WrittenTime> read_clear_date(std::string_view text) {
  const DateCursor cursor(text);
  if (const auto date = read_year_first(cursor)) return date;
  if (const auto date = read_day_and_name(cursor)) return date;
  return read_name_and_day(cursor);
}

std::optional<WrittenTime> read_unix_seconds(std::string_view text) {
  const auto seconds = whole_number(text);
  return seconds ? at_unix_seconds(*seconds) : std::nullopt;
}

std::optional<WrittenTime> read_unix_millis(std::string_view text) {
  const auto millis = whole_number(text);
  return millis ? at_unix_seconds(*millis / 1000) : std::nullopt;
}

std::optional<WrittenTime> read_eight_digits(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  DateCursor cursor(text);
  const auto year = cursor.number(4, 4);
  const auto month = cursor.number(2, 2);
  const auto day = cursor.number(2, 2);
  if (!year || !month || !day) return std::nullopt;
  return written_time(make_date(*year, *month, *day), std::nullopt);
}

std::optional<WrittenTime> read_excel_serial(std::string_view text) {
  static const Date before_first = *make_date(1899, 12, 30);
  constexpr std::int64_t first_sure = 61;
  const auto serial = whole_number(text);
  if (!serial || *serial < first_sure) return std::nullopt;
  return written_time(days_after(before_first, *serial), time_behind_point(text));
}

std::optional<DateReading> form_of_clear_number(std::string_view text) {
  struct Form {
    DateReading reading;
    std::size_t digits;
    std::optional<WrittenTime> (*read)(std::string_view);
  };
  static constexpr Form forms[] = {{DateReading::unix_seconds, 10, read_unix_seconds},
                                   {DateReading::unix_millis, 13, read_unix_millis},
                                   {DateReading::yyyymmdd, 8, read_eight_digits},
                                   {DateReading::excel, 5, read_excel_serial}};
  for (const Form& form : forms) {
    if (is_number_of(text, form.digits) && is_of_our_time(form.read(text))) return form.reading;
  }
  return std::nullopt;
}

}  // namespace csm
