#include "report/html_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "csm/registry.hpp"
#include "report/bar_table.hpp"
#include "report/customer_text.hpp"
#include "report/explain_text.hpp"
#include "report/html.hpp"
#include "report/slices_text.hpp"
#include "report/trend.hpp"
#include "report/trend_chart.hpp"
#include "report/words.hpp"

namespace csm {
namespace {

constexpr std::size_t most_members = 50;
constexpr std::size_t most_rows = 200;

std::string words_of(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// Two things side by side where there is room; an empty one takes none.
std::string pair(const std::string& left, const std::string& right) {
  if (left.empty() || right.empty()) return left + right;
  return "<div class=\"pair\">\n<div>" + left + "</div>\n<div>" + right + "</div>\n</div>\n";
}

std::string value_line(const Result& result) {
  const std::string text = to_text(result.value);
  return html_paragraph(text, value_class(text));
}

std::string story_of(const Result& result, const Table* shown_as_bars) {
  std::string out;
  for (const Paragraph& part : result.story) {
    const auto* table = std::get_if<Table>(&part);
    if (table != nullptr && table == shown_as_bars) continue;
    out += table != nullptr ? html_table(*table) : html_paragraph(std::get<std::string>(part));
  }
  return out;
}

/// A figure, its uncertainty, how it changed, and the story under it.
std::string words_about(const Report& report, const Result& result, const Table* shown_as_bars) {
  std::string out = value_line(result);
  if (!result.reason.empty()) out += html_paragraph("not defined: " + result.reason);
  if (result.interval) out += html_paragraph(interval_text(*result.interval, result.value.unit));
  if (result.change) {
    const std::string words = change_in_words(*result.change);
    if (!words.empty()) out += html_paragraph(words);
  }
  out += story_of(result, shown_as_bars);
  for (const std::string& why : {why_no_interval(result), why_partial(result)}) {
    if (!why.empty()) out += html_paragraph(why, "soft");
  }
  if (result.rule != nullptr && report.metric->rules.size() > 1) {
    out += html_paragraph(rule_text(*result.rule), "soft");
  }
  return out;
}

std::string bars_of(const Result& result) {
  std::string out;
  for (const Fact& fact : result.facts) {
    const auto* parts = std::get_if<Breakdown>(&fact.value);
    if (parts != nullptr && parts->size() > 1) out += bar_table(words_of(fact.name), *parts);
  }
  return out;
}

std::string lists_of(const Result& result) {
  std::string out;
  for (const Listing& list : result.lists) {
    if (list.rows.empty() || list.most_in_text == 0) continue;
    out += list.is_heat_map() ? html_heat_map(list)
                              : html_table(list, std::min(list.most_in_text, most_rows));
  }
  return out;
}

/// Steps with their figures: what they are made of stands in the other formats.
Listing numbers_of(const Series& series) {
  const bool has_intervals =
      std::any_of(series.begin(), series.end(), [](const Result* step) { return step->interval; });
  Listing table;
  table.columns = {"period", "figure"};
  if (has_intervals) table.columns.emplace_back("interval");
  for (const Result* step : series) {
    const bool is_partial = step->span->is_partial();
    std::vector<Cell>& row = table.rows.emplace_back();
    row.emplace_back(step->span->period.label + (is_partial ? " *" : ""));
    row.emplace_back(step->value);
    if (!has_intervals) continue;
    row.emplace_back(step->interval ? bounds_text(*step->interval, step->value.unit)
                                    : std::string());
  }
  return table;
}

/// The steps as a picture, and their numbers beside it.
std::string course_of(const Report& steps, const Series& series) {
  const std::string chart = trend_chart(series, slices_of(steps).title);
  return chart.empty() ? "" : pair(chart, html_table(numbers_of(series), most_rows));
}

std::string total_of(const OverviewFigure& figure, const Result& result) {
  const Report& report = figure.report;
  const Table* moves = table_of_balance(report.metric->balance, result);
  const std::string pictures =
      balance_table(report.metric->balance, result, moves) + bars_of(result);
  std::string out = pair(words_about(report, result, moves), pictures);
  const Series steps = steps_of(figure, result);
  if (!steps.empty()) out += course_of(figure.steps, steps);
  return out + lists_of(result);
}

/// Results of steps or segments: a picture for each series, and the table of them all.
std::string slices_section(const Report& report) {
  std::string out;
  const SlicesTable slices = slices_of(report);
  if (is_series(report)) {
    constexpr std::size_t most_pictures = 12;
    const std::vector<Series> all = series_of(report);
    std::string pictures;
    for (std::size_t i = 0; i < std::min(all.size(), most_pictures); ++i) {
      std::string title = slices.title;
      for (const auto& [column, value] : all[i].back()->segment) {
        title += ", " + column + " " + (value.empty() ? "(blank)" : value);
      }
      const std::string chart = trend_chart(all[i], title);
      if (chart.empty()) continue;
      pictures +=
          "<div>" + (all.size() > 1 ? html_paragraph(title, "soft") : "") + chart + "</div>\n";
    }
    if (!pictures.empty()) out += "<div class=\"pair\">\n" + pictures + "</div>\n";
  }
  out += html_table(slices.table, most_rows);
  for (const std::string& remark : slices_remarks(report)) out += html_paragraph(remark, "soft");
  return out;
}

std::string members_of(const Listing& list) {
  if (list.rows.empty()) return html_paragraph(list.title);
  return html_table(list, most_members) +
         (list.rest.empty() ? "" : html_paragraph(list.rest, "soft"));
}

/// A title, with the days that the figure is of.
std::string title_of(const OverviewFigure& figure) {
  const Report& report = figure.report;
  if (report.results.empty() || is_series(report)) return figure.title;
  const Result& first = report.results.front();
  return figure.title + (first.span ? ", " + title(first.span->period) : ", by hand");
}

}  // namespace

std::string html_section(const OverviewFigure& figure, std::string_view id,
                         std::string_view heading) {
  const Report& report = figure.report;
  std::string out =
      fmt::format("<section id=\"{0}\">\n<{1}>{2}</{1}>\n", id, heading, html(title_of(figure)));
  if (!figure.failure.empty()) {
    return out + html_paragraph("not computed: " + figure.failure, "failed") + "</section>\n";
  }
  for (const Result& result : report.results) {
    const bool stands_in_table = is_series(report) || !result.segment.empty();
    if (stands_in_table) continue;
    out += total_of(figure, result);
  }
  if (is_sliced(report)) out += slices_section(report);
  if (report.list) out += members_of(*report.list);
  if (!figure.steps_failure.empty()) {
    out += html_paragraph("how it went is not known: " + figure.steps_failure, "failed");
  }
  if (report.metric->rules.size() > 1 && report.results.front().rule == nullptr) {
    out += html_paragraph(rule_text(*report.rule), "soft");
  }
  for (const std::string& note : report.notes) out += html_paragraph(note, "soft");
  if (report.explanation) out += "<pre>" + html_lines(explain_text(report)) + "</pre>\n";
  if (report.explanation && report.explanation->customer) {
    out += "<pre>" + html_lines(customer_text(report)) + "</pre>\n";
  }
  return out + "</section>\n";
}

std::string html_data_section(const Overview& overview) {
  std::string rows;
  std::string bad;
  for (const std::string& line : bad_rows(overview)) bad += "<li>" + html(line) + "</li>\n";
  std::string warnings;
  for (const OverviewFigure& figure : overview.figures) {
    const Report& report = figure.report;
    if (report.input) {
      rows +=
          "<dt>" + html(figure.title) + "</dt><dd>" + html(input_text(*report.input)) + "</dd>\n";
    }
    for (const std::string& warning : report.warnings) {
      warnings += "<li>" + html(figure.title + ": " + warning) + "</li>\n";
    }
  }
  if (rows.empty() && warnings.empty()) return "";
  std::string out = "<section id=\"data\" class=\"long\">\n<h2>The data</h2>\n";
  if (!rows.empty()) out += "<dl>\n" + rows + "</dl>\n";
  if (!warnings.empty()) out += "<h3>Warnings</h3>\n<ul>\n" + warnings + "</ul>\n";
  if (!bad.empty()) out += "<h3>Bad rows, left out</h3>\n<ul>\n" + bad + "</ul>\n";
  return out + "</section>\n";
}

std::string html_definitions(const Overview& overview) {
  std::string out = "<section id=\"definitions\" class=\"long\">\n<h2>Definitions</h2>\n<dl>\n";
  std::set<const Metric*> known;
  for (const OverviewFigure& figure : overview.figures) {
    const Metric& metric = *figure.report.metric;
    if (!known.insert(&metric).second) continue;
    out += "<dt>" + html(metric.title) + "</dt>\n<dd>" + html(metric.question) + " " +
           html(metric.formula) + ". " + html(metric.source) + ".";
    for (const Rule& rule : metric.rules) {
      const bool is_used =
          std::any_of(overview.figures.begin(), overview.figures.end(), [&](const auto& other) {
            const auto& results = other.report.results;
            return other.report.rule == &rule ||
                   std::any_of(results.begin(), results.end(),
                               [&](const Result& result) { return result.rule == &rule; });
          });
      if (is_used) out += "<br>" + html(rule_text(rule));
    }
    for (const FactMeaning& fact : metric.facts) {
      out += "<br>" + html(words_of(fact.name)) + ": " + html(fact.meaning);
    }
    out += "</dd>\n";
  }
  return out + "</dl>\n</section>\n";
}

}  // namespace csm
