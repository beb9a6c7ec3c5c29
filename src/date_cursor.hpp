#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "csm/date.hpp"

namespace csm {

/// Walks over the text of a date; every step moves on only where it succeeds.
class DateCursor {
 public:
  explicit DateCursor(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  char peek() const { return text_.empty() ? '\0' : text_.front(); }
  std::string_view rest() const { return text_; }

  bool take(char c);
  bool take_blanks();
  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most);
  /// An English word, any case, of which the first `letters` of `word` suffice.
  bool word(std::string_view word, std::size_t letters);

 private:
  std::string_view text_;
};

/// How the hours of a time are written.
enum class HourForm : std::uint8_t {
  iso,     ///< two digits, 00 to 24
  spoken,  ///< also one digit, and AM or PM behind
};

/// "09:15", "09:15:30", "09:15:30.25", with an offset or " UTC" behind, to the end of the text.
std::optional<TimeOfDay> read_time_of_day(DateCursor& cursor, HourForm form);

/// "Z", "+02", "+02:00", "-0930", or nothing: into `offset`. False for what is no offset.
bool read_offset(DateCursor& cursor, std::optional<std::int32_t>& offset);

/// The seconds since midnight; of 24:00 and of a leap second, the last one of its day or minute.
std::int32_t seconds_of(int hours, int minutes, int seconds);
/// The hour of the day by a clock of 12 hours, 1 to 12.
int hour_of(int hour, bool is_pm);

/// A day with its time; nothing where there is no such day.
std::optional<WrittenTime> written_time(std::optional<Date> day, std::optional<TimeOfDay> time);

/// The number of a month by its English name or its first three letters.
std::optional<int> take_month_name(DateCursor& cursor);

}  // namespace csm
