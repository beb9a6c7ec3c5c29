#pragma once

#include <optional>
#include <string_view>

#include "csm/date.hpp"
#include "csm/records/cell.hpp"

namespace csm {

/// Reads `03/05/2026`, `3.5.26`, `3-5-2026`: a day and a month of one digit or two, in the order
/// told, then a year of four digits or, behind / or a point, of two (69..99 are 1969..1999); also
/// with a time behind as in `12/25/25 8:18 PM`, `3/12/2025, 10:47:05 +0400`. Days and times
/// are given as they stand there, in their own offset.
std::optional<WrittenTime> read_slashed_date(std::string_view text, bool is_day_first);

/// Reads what has one reading only besides ISO 8601: a year of four digits in front (`2026/5/3`),
/// or a month by its English name (`5 May 2026`, `May 5, 2026`, `05-May-26`); with times as above.
std::optional<WrittenTime> read_clear_date(std::string_view text);

/// Seconds since 1970, with a part of a second behind the point or without: their day and
/// time in UTC.
std::optional<WrittenTime> read_unix_seconds(std::string_view text);
std::optional<WrittenTime> read_unix_millis(std::string_view text);

/// Eight digits: `20260503`.
std::optional<WrittenTime> read_eight_digits(std::string_view text);

/// The number that a spreadsheet shows where a date has lost its form: days since 1899-12-30, with
/// the time as a part of the day, in whatever zone. From 61, 1 March 1900, on: spreadsheets differ
/// before.
std::optional<WrittenTime> read_excel_serial(std::string_view text);

/// The form of a number that can only be a date of the years 2000 to 2100, whatever the others are:
/// ten digits of Unix seconds, thirteen of milliseconds, eight of a year, month and day, or five of
/// a spreadsheet's days.
std::optional<DateReading> form_of_clear_number(std::string_view text);

}  // namespace csm
