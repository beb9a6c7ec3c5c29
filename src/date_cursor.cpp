#include "date_cursor.hpp"

#include <algorithm>
#include <array>

namespace csm {
namespace {

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// What a time of day says below its hours.
struct BelowHours {
  int minutes = 0;
  int seconds = 0;
  bool has_part = false;  ///< of a second
};

std::optional<BelowHours> read_below_hours(DateCursor& cursor) {
  if (!cursor.take(':')) return std::nullopt;
  BelowHours below;
  const auto minutes = cursor.number(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  below.minutes = *minutes;
  if (!cursor.take(':')) return below;
  const auto seconds = cursor.number(2, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  below.seconds = *seconds;
  if (!cursor.take('.') && !cursor.take(',')) return below;
  auto digit = cursor.number(1, 1);
  if (!digit) return std::nullopt;
  for (; digit; digit = cursor.number(1, 1)) below.has_part = below.has_part || *digit != 0;
  return below;
}

bool is_past_hour(const BelowHours& below) {
  return below.minutes != 0 || below.seconds != 0 || below.has_part;
}

}  // namespace

bool DateCursor::take(char c) {
  if (peek() != c || text_.empty()) return false;
  text_.remove_prefix(1);
  return true;
}

bool DateCursor::take_blanks() {
  const std::size_t before = text_.size();
  while (peek() == ' ' || peek() == '\t') text_.remove_prefix(1);
  return text_.size() != before;
}

std::optional<int> DateCursor::number(std::size_t least, std::size_t most) {
  int value = 0;
  std::size_t n = 0;
  while (n < most && n < text_.size() && text_[n] >= '0' && text_[n] <= '9') {
    value = value * 10 + (text_[n++] - '0');
  }
  if (n < least) return std::nullopt;
  text_.remove_prefix(n);
  return value;
}

bool DateCursor::word(std::string_view word, std::size_t letters) {
  std::size_t n = 0;
  while (n < word.size() && n < text_.size() && (text_[n] | 0x20) == word[n]) ++n;
  if (n != letters && n != word.size()) return false;
  text_.remove_prefix(n);
  return true;
}

bool read_offset(DateCursor& cursor, std::optional<std::int32_t>& offset) {
  if (cursor.take('Z') || cursor.take('z')) {
    offset = 0;
    return true;
  }
  const bool is_west = cursor.take('-');
  if (!is_west && !cursor.take('+')) return true;
  const auto hours = cursor.number(2, 2);
  if (!hours || *hours > 23) return false;
  std::optional<int> minutes = 0;
  if (!cursor.at_end()) {
    cursor.take(':');
    minutes = cursor.number(2, 2);
  }
  if (!minutes || *minutes > 59) return false;
  offset = (is_west ? -1 : 1) * (*hours * 3600 + *minutes * 60);
  return true;
}

std::int32_t seconds_of(int hours, int minutes, int seconds) {
  constexpr std::int32_t last_of_day = 24 * 3600 - 1;
  return std::min(last_of_day, hours * 3600 + minutes * 60 + std::min(seconds, 59));
}

int hour_of(int hour, bool is_pm) { return hour % 12 + (is_pm ? 12 : 0); }

std::optional<TimeOfDay> read_time_of_day(DateCursor& cursor, HourForm form) {
  const bool is_spoken = form == HourForm::spoken;
  auto hours = cursor.number(is_spoken ? 1 : 2, 2);
  const auto below = hours ? read_below_hours(cursor) : std::nullopt;
  if (!below || *hours > 24 || (*hours == 24 && is_past_hour(*below))) return std::nullopt;
  bool has_blank = cursor.take_blanks();
  const bool is_pm = is_spoken && cursor.word("pm", 2);
  if (is_pm || (is_spoken && cursor.word("am", 2))) {
    if (*hours < 1 || *hours > 12) return std::nullopt;
    hours = hour_of(*hours, is_pm);
    has_blank = cursor.take_blanks();
  }
  TimeOfDay time{seconds_of(*hours, below->minutes, below->seconds), std::nullopt};
  if (cursor.rest() == "UTC" || cursor.rest() == "GMT") {
    time.offset = 0;
    return time;
  }
  if (has_blank && cursor.peek() != '+' && cursor.peek() != '-' && cursor.peek() != 'Z') {
    return std::nullopt;
  }
  if (!read_offset(cursor, time.offset) || !cursor.at_end()) return std::nullopt;
  return time;
}

std::optional<WrittenTime> written_time(std::optional<Date> day, std::optional<TimeOfDay> time) {
  return day ? std::optional(WrittenTime{*day, time}) : std::nullopt;
}

std::optional<int> take_month_name(DateCursor& cursor) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (cursor.word(months[i], 3)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

}  // namespace csm
