#include "date_cursor.hpp"

#include <array>

namespace csm {
namespace {

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// "Z", "+02", "+02:00", "-0930", or nothing.
bool read_offset(DateCursor& cursor) {
  if (cursor.take('Z') || cursor.take('z')) return true;
  if (cursor.take('+') || cursor.take('-')) {
    const auto hours = cursor.number(2, 2);
    if (!hours || *hours > 23) return false;
    if (cursor.at_end()) return true;
    cursor.take(':');
    const auto minutes = cursor.number(2, 2);
    return minutes && *minutes <= 59;
  }
  return true;
}

/// What a time of day says below its hours, or nothing: whether any of it is more than 0.
std::optional<bool> read_below_hours(DateCursor& cursor) {
  if (!cursor.take(':')) return std::nullopt;
  const auto minutes = cursor.number(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  bool is_past_hour = *minutes != 0;
  if (!cursor.take(':')) return is_past_hour;
  const auto seconds = cursor.number(2, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  is_past_hour = is_past_hour || *seconds != 0;
  if (!cursor.take('.') && !cursor.take(',')) return is_past_hour;
  auto digit = cursor.number(1, 1);
  if (!digit) return std::nullopt;
  for (; digit; digit = cursor.number(1, 1)) is_past_hour = is_past_hour || *digit != 0;
  return is_past_hour;
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

bool read_time_of_day(DateCursor& cursor, HourForm form) {
  const bool is_spoken = form == HourForm::spoken;
  const auto hours = cursor.number(is_spoken ? 1 : 2, 2);
  const auto is_past_hour = hours ? read_below_hours(cursor) : std::nullopt;
  if (!is_past_hour || *hours > 24 || (*hours == 24 && *is_past_hour)) return false;
  bool has_blank = cursor.take_blanks();
  if (is_spoken && (cursor.word("am", 2) || cursor.word("pm", 2))) {
    if (*hours < 1 || *hours > 12) return false;
    has_blank = cursor.take_blanks();
  }
  if (cursor.rest() == "UTC" || cursor.rest() == "GMT") return true;
  if (has_blank && cursor.peek() != '+' && cursor.peek() != '-' && cursor.peek() != 'Z') {
    return false;
  }
  return read_offset(cursor) && cursor.at_end();
}

std::optional<int> take_month_name(DateCursor& cursor) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (cursor.word(months[i], 3)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

}  // namespace csm
