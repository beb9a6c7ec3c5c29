#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csm {

/// A day. Everything csm compares, it compares by day. As sys_days, in half the space.
using Date = std::chrono::sys_time<std::chrono::duration<std::int32_t, std::chrono::days::period>>;

/// After every real day: the end of what has not ended.
inline constexpr Date never = Date::max();
/// Before every real day: where a day that may be missing is to be compared with others.
inline constexpr Date no_day = Date::min();

/// A time of day as it stands in a cell. 24:00 and a leap second belong to the day that they are
/// written with: they are its last second.
struct TimeOfDay {
  std::int32_t seconds = 0;            ///< since midnight; parts of a second are cut off
  std::optional<std::int32_t> offset;  ///< from UTC in seconds, east is positive; none: not written
};

/// A date as it stands in a cell, with the time where one is written.
struct WrittenTime {
  Date day;
  std::optional<TimeOfDay> time;
};

/// The day of a valid year, month and day from year 1 to 9999; nothing otherwise.
std::optional<Date> make_date(int year, int month, int day);

/// Reads ISO 8601: `2026-05-03`, also with a time (`2026-05-03T09:15:00.5+02:00`, `2026-05-03
/// 09:15`, `... UTC`). A date-time is read as written, in its own offset: its day is the day that
/// stands there. A time or an offset that does not exist makes the whole text no date.
std::optional<Date> read_iso_date(std::string_view text);

/// The same, with the time that stands behind the day.
std::optional<WrittenTime> read_iso_time(std::string_view text);

/// "2026-05-03".
std::string to_iso(Date date);

/// How the dates of a column are written where they are not ISO 8601.
///
/// A pattern is what strftime would print it with: %d %m %Y %y %b %B %H %I %M %S %p %z %% and
/// literal characters; a blank matches any run of blanks, parts may have one digit or two, and
/// whatever follows a complete pattern makes the text no date. Two-digit years: 69..99 are
/// 1969..1999.
class DatePattern {
 public:
  /// Throws Error{usage} for a letter it does not know or a pattern without day, month and year.
  explicit DatePattern(std::string pattern);

  /// The date, with its time where the pattern has an hour.
  std::optional<WrittenTime> read(std::string_view text) const;
  const std::string& pattern() const { return pattern_; }

 private:
  std::string pattern_;
};

}  // namespace csm
