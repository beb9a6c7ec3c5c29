#include "io/period_of_data.hpp"

#include <algorithm>

#include "csm/registry.hpp"

namespace csm {
namespace {

/// From the first month with a cost to the last. What a cost is spread over may lie in the future,
/// so its last day counts no further than the data is known.
Period months_of_costs(const std::optional<CostDays>& costs, std::optional<Date> known_until) {
  if (!costs) return Period::all();
  Date last = costs->newest_begin;
  if (known_until) last = std::max(last, std::min(costs->newest_end, *known_until));
  const Period first_month = Period::month_of(costs->oldest_begin);
  const Period last_month = Period::month_of(last);
  if (first_month == last_month) return first_month;
  return {first_month.begin, last_month.end, first_month.label + ".." + last_month.label};
}

/// The units of the calendar from the one that the data begins in to the one that it ends in.
Period units_of_data(const Days& days, Date newest, Grain grain) {
  const Period first = unit_of(std::min(days.oldest_start.value_or(newest), newest), grain);
  const Period last = unit_of(newest, grain);
  return {first.begin, last.end, first.label + ".." + last.label};
}

}  // namespace

std::optional<Period> told_period(const Question& question, bool is_snapshot) {
  const DefaultPeriod otherwise = question.metric->default_period;
  if (question.period && !question.period->is_all()) return question.period;
  if (is_snapshot) return Period::all();
  if (question.every) return std::nullopt;
  const bool is_all = otherwise == DefaultPeriod::whole_file ||
                      (otherwise == DefaultPeriod::months_of_costs && question.period);
  return is_all ? std::optional(Period::all()) : std::nullopt;
}

Period period_of_data(const Question& question, const Days& days) {
  const DefaultPeriod otherwise = question.metric->default_period;
  const std::optional<Date> newest = known_until(question, days);
  if (otherwise == DefaultPeriod::months_of_costs) return months_of_costs(days.costs, newest);
  if (!newest) return Period::all();
  if (question.every) return units_of_data(days, *newest, *question.every);
  const bool is_of_days = otherwise == DefaultPeriod::days_of_file;
  if (!question.period && !is_of_days) return Period::month_of(*newest);
  Period all{days.oldest_start.value_or(*newest), *newest + std::chrono::days{1}, "all"};
  all.begin = std::min(all.begin, *newest);
  all.is_whole_file = is_of_days;
  return all;
}

std::optional<Date> known_until(const Question& question, const Days& days) {
  return question.as_of ? question.as_of : days.newest;
}

}  // namespace csm
