#include "csm/compare.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

using Segment = std::vector<std::pair<std::string, std::string>>;

/// What two results have in common that can be compared.
using Kind = std::tuple<Segment, std::string, const Rule*>;

Kind kind_of(const Result& result) {
  return {result.segment, std::string(result.value.currency.code()), result.rule};
}

Quantity difference(const Quantity& now, const Quantity& before) {
  Quantity difference{std::nullopt, now.unit, now.currency};
  if (!now.amount || !before.amount) return difference;
  const Ratio& a = *now.amount;
  const Ratio& b = *before.amount;
  difference.amount =
      reduced(checked_subtract(checked_multiply(a.num, b.den), checked_multiply(b.num, a.den)),
              checked_multiply(a.den, b.den));
  return difference;
}

}  // namespace

Comparison read_comparison(const std::string& text, const std::vector<Cut>& by,
                           std::optional<Date> today) {
  if (text == "previous") return {};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    try {
      const Period period = read_period(text, today);
      if (period.is_all()) usage_error("--compare", "the whole file is no other period");
      return {period, std::nullopt};
    } catch (const Error&) {
      usage_error("--compare", in_quotes(text) +
                                   " is neither previous, a period such as 2026-04, nor a segment "
                                   "such as plan=pro");
    }
  }
  const std::string column = text.substr(0, equals);
  std::vector<std::string_view> columns;
  for (const Cut& cut : by) columns.push_back(cut.column);
  if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
    usage_error("--compare", in_quotes(column) + " tells no segments apart; add --by " +
                                 shown(column) + did_you_mean(column, columns));
  }
  return {std::nullopt, std::pair(column, text.substr(equals + 1))};
}

Change change_of(const Result& now, const Result& before, double confidence) {
  Change change;
  change.before = before.value;
  change.difference = difference(now.value, before.value);
  if (!change.difference.amount) {
    change.interval_reason =
        now.value.amount ? "the figure compared with is not defined" : "the figure is not defined";
  } else if (now.sample && before.sample) {
    change.interval = difference_interval(*now.sample, *before.sample, confidence);
    if (!change.interval) change.interval_reason = "there are too few to tell chance";
  } else {
    change.interval_reason =
        now.interval_reason.empty() ? before.interval_reason : now.interval_reason;
  }
  return change;
}

void compare_with_step_before(std::vector<Result>& results, double confidence) {
  if (results.empty()) return;
  // The steps stand one after another, each with its results.
  std::map<Kind, const Result*> step_before;
  std::map<Kind, const Result*> step;
  const Result* first_of_step = &results.front();
  for (Result& now : results) {
    if (!(now.span->period == first_of_step->span->period)) {
      step_before = std::exchange(step, {});
      first_of_step = &now;
    }
    step.emplace(kind_of(now), &now);
    const auto before = step_before.find(kind_of(now));
    if (before == step_before.end()) continue;
    now.change = change_of(now, *before->second, confidence);
    now.change->period = before->second->span->period;
  }
  const Period first = results.front().span->period;
  std::erase_if(results, [&](const Result& result) { return result.span->period == first; });
}

void compare_with_segment(std::vector<Result>& results, const std::string& column,
                          const std::string& segment, double confidence) {
  std::map<std::pair<std::string, Kind>, const Result*> compared;
  std::set<std::string> names;
  const auto key_of = [](const Result& result, const Kind& kind) {
    return std::pair(result.span ? result.span->period.label : "", kind);
  };
  for (const Result& result : results) {
    for (const auto& [name, value] : result.segment) {
      if (name != column) continue;
      names.insert(value);
      if (value == segment) compared.emplace(key_of(result, kind_of(result)), &result);
    }
  }
  if (names.count(segment) == 0) {
    usage_error("--compare", in_quotes(segment) + " is no segment of " + shown(column) +
                                 "; there are " +
                                 shown(listed(std::vector(names.begin(), names.end()))));
  }
  for (Result& now : results) {
    Kind wanted = kind_of(now);
    for (auto& [name, value] : std::get<Segment>(wanted)) {
      if (name == column) value = segment;
    }
    const auto other = compared.find(key_of(now, wanted));
    if (now.segment.empty() || other == compared.end() || other->second == &now) continue;
    now.change = change_of(now, *other->second, confidence);
    now.change->segment = other->second->segment;
  }
}

}  // namespace csm
