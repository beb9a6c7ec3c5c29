#include "report/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "csm/steps.hpp"
#include "report/json.hpp"
#include "report/trend.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::string iso_time(std::int64_t at) {
  const std::chrono::sys_seconds instant{std::chrono::seconds{at}};
  const Date day{std::chrono::floor<std::chrono::days>(instant)};
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

/// The day on which a figure was computed.
std::optional<Date> day_of(const RecordedFigure& figure) {
  return read_iso_date(figure.at.substr(0, 10));
}

/// Where a figure stands among its like: by its days, or else by when it was computed and, within a
/// second, by its line.
std::string place_of(const RecordedFigure& figure, std::size_t line) {
  return figure.begin ? to_iso(*figure.begin) + figure.period
                      : fmt::format("{} {:09}", figure.at, line);
}

Quantity difference(const Quantity& now, const Quantity& before) {
  if (!now.amount || !before.amount || now.unit != before.unit) return {std::nullopt, now.unit, {}};
  return {*now.amount - *before.amount, now.unit, now.currency};
}

/// Whether a line that cannot be read may be the beginning of one of to_history's.
bool begins_as_line(std::string_view content) {
  constexpr std::string_view front = R"({"schema":1,"at":")";
  const std::size_t size = std::min(content.size(), front.size());
  return content.substr(0, size) == front.substr(0, size);
}

}  // namespace

std::string to_history(const Overview& overview, std::int64_t at) {
  std::string lines;
  for (const OverviewFigure& figure : overview.figures) {
    for (const Result& result : figure.report.results) {
      const Rule& rule = result.rule != nullptr ? *result.rule : *figure.report.rule;
      Json json = {{"schema", 1}, {"at", iso_time(at)}, {"figure", json_text_of(figure.title)}};
      json.update(json_of_result(figure.report, result));
      json["rule_version"] = rule.version;
      for (const char* name : {"change", "lists"}) json.erase(name);
      lines += printed_in_line(json);
    }
  }
  return lines;
}

History read_history(const std::string& name, std::string_view text) {
  History history;
  bool is_other_file = false;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Json json = Json::parse(content, nullptr, false);
    auto figure = json.is_discarded() ? std::nullopt : recorded_figure(json);
    if (figure && !figure->at.empty()) {
      history.figures.push_back(std::move(*figure));
      continue;
    }
    is_other_file |= !begins_as_line(content);
    history.faults.push_back(
        fmt::format("{}:{}: {}", shown(name), line,
                    json.is_discarded() ? "is no whole line: its writer was stopped; it is left out"
                                        : "is no line of a history; it is left out"));
  }
  if (history.figures.empty() && is_other_file) {
    refuse(shown(name), "is no history of csm report: not one of its lines tells of a figure");
  }
  return history;
}

Listing history_table(const History& history) {
  using Key = std::tuple<std::string, std::string>;  // of a figure: where it stands
  std::map<std::string, std::size_t> order;          // figures as they first come
  std::map<std::pair<std::size_t, Key>, std::vector<const RecordedFigure*>> rows;
  std::size_t line = 0;
  for (const RecordedFigure& figure : history.figures) {
    const std::size_t at =
        order.emplace(figure.key() + "\n" + figure.rule, order.size()).first->second;
    rows[{at, {place_of(figure, line++), figure.period}}].push_back(&figure);
  }
  Listing table;
  table.name = "history";
  table.columns = {"figure", "period", "value", "change", "before", "rule", "computed"};
  const RecordedFigure* before = nullptr;
  for (const auto& [key, computed] : rows) {
    const RecordedFigure& last = *computed.back();
    const bool is_same_figure =
        before != nullptr && before->key() == last.key() && before->rule == last.rule;
    const auto other = std::find_if(computed.rbegin(), computed.rend(), [&](const auto* earlier) {
      return earlier->text != last.text;
    });
    const Quantity change = is_same_figure ? difference(last.value, before->value) : Quantity{};
    table.rows.push_back({last.key(), last.period.empty() ? "-" : last.period, last.text,
                          change.amount ? signed_number(change) : std::string(),
                          other != computed.rend() ? (*other)->text : std::string(), last.rule,
                          last.at});
    before = &last;
  }
  return table;
}

void add_courses(const History& history, std::int64_t at, Overview& overview) {
  for (OverviewFigure& figure : overview.figures) {
    const Report& report = figure.report;
    const bool has_course = !figure.steps.results.empty() || !figure.failure.empty();
    if (has_course || report.metric->is_over_time) continue;
    std::map<std::pair<Date, std::string>, Result> by_day;
    const auto keep = [&](Date day, const Quantity& value, const Rule* rule) {
      Result& step = by_day[{day, std::string(value.currency.code())}];
      step.span = Span{unit_of(day, Grain::day), std::nullopt};
      step.value = value;
      step.rule = rule;
    };
    const auto is_known = [&](const RecordedFigure& recorded) {
      return recorded.figure == figure.title && recorded.segment.empty() &&
             recorded.metric == report.metric->id && recorded.rule == report.rule->id;
    };
    for (const RecordedFigure& recorded : history.figures) {
      const auto day = day_of(recorded);
      if (day && is_known(recorded)) keep(*day, recorded.value, nullptr);
    }
    if (by_day.empty()) continue;
    for (const Result& result : report.results) {
      if (result.segment.empty() && result.rule == nullptr) {
        keep(Date{std::chrono::floor<std::chrono::days>(
                 std::chrono::sys_seconds{std::chrono::seconds{at}})},
             result.value, nullptr);
      }
    }
    figure.steps = {report.metric, report.rule, {}, {}, {}, {}};
    for (auto& [day, step] : by_day) figure.steps.results.push_back(std::move(step));
  }
}

}  // namespace csm
