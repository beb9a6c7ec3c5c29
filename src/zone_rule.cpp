#include "zone_rule.hpp"

#include <algorithm>
#include <optional>

#include "date_cursor.hpp"

namespace csm {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int32_t seconds_an_hour = 3600;

/// The time on a day of each year at which clocks are set.
struct Moment {
  enum class Form : std::uint8_t {
    weekday_of_month,
    day_of_year,          ///< from 1 on, 29 February not counted
    days_since_new_year,  ///< 29 February counted
  };
  Form form = Form::weekday_of_month;
  int month = 0;
  int week = 0;                             ///< 5 is the last
  int day = 0;                              ///< of the week, Sunday is 0, or of the year
  std::int32_t time = 2 * seconds_an_hour;  ///< since midnight; may lie on another day

  sys_days day_in(std::chrono::year year) const {
    using namespace std::chrono;
    const sys_days new_year{year / January / 1};
    if (form == Form::days_since_new_year) return new_year + days{day};
    if (form == Form::day_of_year) {
      const bool is_behind_leap_day = year.is_leap() && day >= 60;
      return new_year + days{day - 1 + (is_behind_leap_day ? 1 : 0)};
    }
    const year_month of{year, std::chrono::month{static_cast<unsigned>(month)}};
    const weekday on{static_cast<unsigned>(day)};
    return week == 5 ? sys_days{of / on[last]} : sys_days{of / on[static_cast<unsigned>(week)]};
  }

  /// In a year, as seconds since 1970 by clocks with that offset.
  std::int64_t at(std::chrono::year year, std::int32_t offset) const {
    return std::int64_t{day_in(year).time_since_epoch().count()} * 86'400 + time - offset;
  }
};

struct Rule {
  std::int32_t standard = 0;
  std::int32_t saving = 0;
  Moment begin;  ///< of daylight saving, by standard time
  Moment end;    ///< by that of daylight saving
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "CEST", "<+0330>".
bool take_name(DateCursor& cursor) {
  if (!cursor.take('<')) {
    const std::size_t before = cursor.rest().size();
    while (is_letter(cursor.peek())) cursor.take(cursor.peek());
    return cursor.rest().size() < before;
  }
  while (!cursor.at_end() && cursor.peek() != '>') cursor.take(cursor.peek());
  return cursor.take('>');
}

/// "3", "-1:30", up to a week.
std::optional<std::int32_t> take_time(DateCursor& cursor) {
  const bool is_negative = cursor.take('-');
  if (!is_negative) cursor.take('+');
  const auto hours = cursor.number(1, 3);
  if (!hours) return std::nullopt;
  const auto minutes = cursor.take(':') ? cursor.number(2, 2) : 0;
  const auto seconds = minutes && cursor.take(':') ? cursor.number(2, 2) : 0;
  if (!minutes || !seconds) return std::nullopt;
  const std::int32_t time = *hours * seconds_an_hour + *minutes * 60 + *seconds;
  return is_negative ? -time : time;
}

/// What is added to UTC; the rule has what is taken from it.
std::optional<std::int32_t> take_offset(DateCursor& cursor) {
  const auto west = take_time(cursor);
  return west ? std::optional(-*west) : std::nullopt;
}

/// "M10.5.0" of a weekday of a month.
bool take_weekday_of_month(DateCursor& cursor, Moment& moment) {
  const auto month = cursor.number(1, 2);
  const auto week = month && cursor.take('.') ? cursor.number(1, 1) : std::nullopt;
  const auto day = week && cursor.take('.') ? cursor.number(1, 1) : std::nullopt;
  if (!day || *month < 1 || *month > 12 || *week < 1 || *week > 5 || *day > 6) return false;
  moment.month = *month;
  moment.week = *week;
  moment.day = *day;
  return true;
}

/// ",M3.5.0/3", ",J60", ",59/-1".
std::optional<Moment> take_moment(DateCursor& cursor) {
  Moment moment;
  if (!cursor.take(',')) return std::nullopt;
  if (cursor.take('M')) {
    if (!take_weekday_of_month(cursor, moment)) return std::nullopt;
  } else {
    const bool is_day_of_year = cursor.take('J');
    const auto day = cursor.number(1, 3);
    if (!day || *day > 365 || (is_day_of_year && *day == 0)) return std::nullopt;
    moment.form = is_day_of_year ? Moment::Form::day_of_year : Moment::Form::days_since_new_year;
    moment.day = *day;
  }
  if (!cursor.take('/')) return moment;
  const auto time = take_time(cursor);
  if (!time) return std::nullopt;
  moment.time = *time;
  return moment;
}

/// Nothing where the text is no rule, or has no daylight saving.
std::optional<Rule> read_rule(std::string_view text) {
  DateCursor cursor(text);
  if (!take_name(cursor)) return std::nullopt;
  const auto standard = take_offset(cursor);
  if (!standard || !take_name(cursor)) return std::nullopt;
  const auto saving =
      cursor.peek() == ',' ? std::optional(*standard + seconds_an_hour) : take_offset(cursor);
  if (!saving) return std::nullopt;
  const auto begin = take_moment(cursor);
  const auto end = begin ? take_moment(cursor) : std::nullopt;
  if (!end || !cursor.at_end()) return std::nullopt;
  return Rule{*standard, *saving, *begin, *end};
}

}  // namespace

std::vector<ZoneOffsets::Step> steps_by_rule(std::string_view rule_text, std::int64_t after) {
  const std::optional<Rule> rule = read_rule(rule_text);
  if (!rule) return {};
  const std::chrono::sys_seconds instant{std::chrono::seconds{after}};
  const std::chrono::year_month_day day{std::chrono::floor<days>(instant)};
  std::vector<ZoneOffsets::Step> steps;
  for (int year = std::max(static_cast<int>(day.year()) - 1, 1); year <= 9999; ++year) {
    const std::chrono::year of{year};
    steps.push_back({rule->begin.at(of, rule->standard), rule->saving});
    steps.push_back({rule->end.at(of, rule->saving), rule->standard});
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](const auto& a, const auto& b) { return a.begin < b.begin; });
  const auto is_before = [&](const auto& step) { return step.begin <= after; };
  steps.erase(steps.begin(), std::find_if_not(steps.begin(), steps.end(), is_before));
  return steps;
}

}  // namespace csm
