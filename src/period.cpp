#include "csm/period.hpp"

#include <array>
#include <charconv>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::optional<int> number(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

Date add_months(Date first_day_of_month, int n) {
  return std::chrono::sys_days{year_month_day{first_day_of_month} + months{n}};
}

/// 2026-q2 is called 2026-Q2.
std::string label_of(std::string_view text) {
  std::string label(text);
  for (char& c : label) c = c == 'q' ? 'Q' : c == 'w' ? 'W' : c;
  return label;
}

std::optional<Period> whole_months(int year, int month, int count, std::string_view label) {
  const auto begin = make_date(year, month, 1);
  if (!begin) return std::nullopt;
  return Period{*begin, add_months(*begin, count), label_of(label)};
}

std::optional<Period> iso_week(int year, int week, std::string_view label) {
  const auto fourth_of_january = make_date(year, 1, 4);  // always in week 1
  if (!fourth_of_january || week < 1 || week > 53) return std::nullopt;
  const auto weekday = std::chrono::weekday{*fourth_of_january}.iso_encoding();
  const Date monday =
      *fourth_of_january - days{static_cast<int>(weekday) - 1} + days{7 * (week - 1)};
  const Date thursday = monday + days{3};  // decides the year that a week belongs to
  if (static_cast<int>(year_month_day{thursday}.year()) != year) return std::nullopt;
  return Period{monday, monday + days{7}, label_of(label)};
}

/// One period without "..": nothing if the text is none.
std::optional<Period> single(std::string_view text) {
  const auto year = number(text.substr(0, 4), 4);
  if (!year || *year < 1) return std::nullopt;
  if (text.size() == 4) return whole_months(*year, 1, 12, text);
  if (text[4] != '-') return std::nullopt;
  const std::string_view rest = text.substr(5);
  if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'q')) {
    const auto quarter = number(rest.substr(1), 1);
    if (!quarter || *quarter < 1 || *quarter > 4) return std::nullopt;
    return whole_months(*year, 3 * *quarter - 2, 3, text);
  }
  if (rest.size() == 3 && (rest[0] == 'W' || rest[0] == 'w')) {
    const auto week = number(rest.substr(1), 2);
    return week ? iso_week(*year, *week, text) : std::nullopt;
  }
  const auto month = number(rest.substr(0, 2), 2);
  if (!month) return std::nullopt;
  if (rest.size() == 2) return whole_months(*year, *month, 1, text);
  if (rest.size() != 5 || rest[2] != '-') return std::nullopt;
  const auto day = number(rest.substr(3), 2);
  const auto date = day ? make_date(*year, *month, *day) : std::nullopt;
  if (!date) return std::nullopt;
  return Period{*date, *date + days{1}, std::string(text)};
}

Period relative(std::string_view text, std::optional<Date> today) {
  if (!today)
    usage_error("--period", std::string(text) + " needs today's date, and none was given");
  const year_month_day now{*today};
  const Date month = std::chrono::sys_days{now.year() / now.month() / 1};
  const int year = static_cast<int>(now.year());
  if (text == "last-month") return Period::month_of(month - days{1});
  const int quarter = (static_cast<int>(static_cast<unsigned>(now.month())) + 2) / 3;
  const std::string label = quarter == 1
                                ? std::to_string(year - 1) + "-Q4"
                                : std::to_string(year) + "-Q" + std::to_string(quarter - 1);
  return *single(label);
}

[[noreturn]] void not_a_period(std::string_view text) {
  usage_error("--period",
              in_quotes(text) +
                  " is not a period; write 2026-05, 2026-Q2, 2026-W21, 2026, 2026-05-03, "
                  "2026-01..2026-03, last-month, last-quarter or all");
}

}  // namespace

Period Period::month_of(Date day) {
  const year_month_day parts{day};
  const Date begin = std::chrono::sys_days{parts.year() / parts.month() / 1};
  return {begin, add_months(begin, 1), to_iso(begin).substr(0, 7)};
}

Period read_period(std::string_view text, std::optional<Date> today) {
  if (text == "all") return Period::all();
  if (text == "last-month" || text == "last-quarter") return relative(text, today);
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto period = single(text);
    if (!period) not_a_period(text);
    return *period;
  }
  const auto from = single(text.substr(0, dots));
  const auto to = single(text.substr(dots + 2));
  if (!from || !to) not_a_period(text);
  if (to->end <= from->begin) {
    usage_error("--period", in_quotes(text) + " ends before it begins");
  }
  return {from->begin, to->end, from->label + ".." + to->label};
}

std::string in_words(Date date) {
  const year_month_day parts{date};
  return std::to_string(static_cast<unsigned>(parts.day())) + " " +
         std::string(month_names[static_cast<unsigned>(parts.month()) - 1]) + " " +
         std::to_string(static_cast<int>(parts.year()));
}

std::string title(const Period& period) {
  if (period.is_all() || period.is_whole_file) return "the whole file";
  if (period.label == "all") {
    return in_words(period.begin) + " to " + in_words(period.end - days{1});
  }
  if (period.end == period.begin + days{1}) return in_words(period.begin);
  const year_month_day begin{period.begin};
  if (begin.day() == std::chrono::day{1} && add_months(period.begin, 1) == period.end) {
    return std::string(month_names[static_cast<unsigned>(begin.month()) - 1]) + " " +
           std::to_string(static_cast<int>(begin.year()));
  }
  return period.label;
}

}  // namespace csm
