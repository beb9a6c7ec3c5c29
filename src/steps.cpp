#include "csm/steps.hpp"

#include <array>
#include <optional>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

constexpr std::size_t most_steps = 4000;

constexpr std::array<std::string_view, 5> names = {"day", "week", "month", "quarter", "year"};

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Date first_of_month(Date day) {
  const year_month_day parts{day};
  return std::chrono::sys_days{parts.year() / parts.month() / 1};
}

Date months_later(Date first_of_month, int n) {
  return std::chrono::sys_days{year_month_day{first_of_month} + months{n}};
}

Period week_of(Date day) {
  const auto weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  const Date monday = day - days{weekday - 1};
  const Date thursday = monday + days{3};  // decides the year that a week belongs to
  const auto year = year_month_day{thursday}.year();
  const Date new_year = std::chrono::sys_days{year / 1 / 1};
  const int week = static_cast<int>((thursday - new_year).count()) / 7 + 1;
  return {monday, monday + days{7}, to_iso(new_year).substr(0, 4) + "-W" + two_digits(week)};
}

Period months_of(Date day, int count) {
  const year_month_day parts{day};
  const auto month = static_cast<int>(static_cast<unsigned>(parts.month())) - 1;
  const Date begin =
      months_later(std::chrono::sys_days{parts.year() / 1 / 1}, month / count * count);
  const std::string year = to_iso(begin).substr(0, 4);
  const std::string label = count == 12 ? year : year + "-Q" + std::to_string(month / count + 1);
  return {begin, months_later(begin, count), label};
}

bool is_first_of_month(Date day) { return year_month_day{day}.day() == std::chrono::day{1}; }

/// How many whole months a period has; nothing where it begins or ends within one.
std::optional<int> whole_months(const Period& period) {
  if (!is_first_of_month(period.begin) || !is_first_of_month(period.end)) return std::nullopt;
  const year_month_day begin{period.begin};
  const year_month_day end{period.end};
  return static_cast<int>((end.year() - begin.year()).count() * 12) +
         static_cast<int>(static_cast<unsigned>(end.month())) -
         static_cast<int>(static_cast<unsigned>(begin.month()));
}

/// Called by its days.
Period by_days(Date begin, Date end) {
  const std::string first = to_iso(begin);
  if (end - begin == days{1}) return {begin, end, first};
  return {begin, end, first + ".." + to_iso(end - days{1})};
}

/// A period by the name of a unit where it is one.
Period named(Date begin, Date end) {
  for (const Grain grain : {Grain::month, Grain::quarter, Grain::year, Grain::week}) {
    Period unit = unit_of(begin, grain);
    if (unit.begin == begin && unit.end == end) return unit;
  }
  if (is_first_of_month(begin) && is_first_of_month(end)) {
    return {begin, end,
            Period::month_of(begin).label + ".." + Period::month_of(end - days{1}).label};
  }
  return by_days(begin, end);
}

}  // namespace

std::string_view name(Grain grain) { return names[static_cast<std::size_t>(grain)]; }

Grain read_grain(std::string_view text, const std::string& asked_by) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<Grain>(i);
  }
  usage_error(asked_by, in_quotes(text) + " is none of day, week, month, quarter, year");
}

Period unit_of(Date day, Grain grain) {
  switch (grain) {
    case Grain::day:
      return {day, day + days{1}, to_iso(day)};
    case Grain::week:
      return week_of(day);
    case Grain::quarter:
      return months_of(day, 3);
    case Grain::year:
      return months_of(day, 12);
    case Grain::month:
      break;
  }
  return Period::month_of(day);
}

std::vector<Period> steps_of(const Period& period, Grain grain) {
  std::vector<Period> steps;
  for (Date day = period.begin; day < period.end; day = steps.back().end) {
    if (steps.size() == most_steps) {
      usage_error("--every", std::string(name(grain)) + " makes more than " +
                                 std::to_string(most_steps) +
                                 " steps of the period; take a longer step or a shorter --period");
    }
    Period step = unit_of(day, grain);
    const bool is_cut = step.begin < period.begin || step.end > period.end;
    if (is_cut) step = by_days(std::max(step.begin, period.begin), std::min(step.end, period.end));
    steps.push_back(std::move(step));
  }
  return steps;
}

Period before(const Period& period) {
  if (const auto count = whole_months(period)) {
    return named(months_later(first_of_month(period.begin), -*count), period.begin);
  }
  return named(period.begin - (period.end - period.begin), period.begin);
}

}  // namespace csm
