#include <fmt/format.h>

#include <algorithm>

#include "csm/registry.hpp"
#include "report/line.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"
#include "report/separated.hpp"
#include "report/trend.hpp"
#include "report/words.hpp"
#include "text/shown.hpp"

// Several figures for people: a terminal, and a chat or pull request.

namespace csm {
namespace {

std::string title_of(const Overview& overview) {
  std::string text = overview.title;
  if (overview.period) text += ", " + title(*overview.period);
  return text;
}

/// A figure's name, with its days where they are not the overview's, and with its rule where one
/// figure has several.
std::string name_of(const Overview& overview, const OverviewFigure& figure, const Result& result) {
  std::string name = figure.title;
  const bool is_other = overview.period && result.span && result.span->period != *overview.period;
  if (is_other) name += ", " + title(result.span->period);
  if (result.rule != nullptr) name += ", " + std::string(result.rule->id);
  if (result.span && result.span->is_partial()) name += " *";
  return name;
}

std::string change_cell(const Result& result) {
  if (!result.change || !result.change->difference.amount) return "";
  return signed_number(result.change->difference);
}

std::string course_of(const OverviewFigure& figure, const Result& result, const Screen& screen) {
  std::vector<Quantity> values;
  for (const Result* step : steps_of(figure, result)) values.push_back(step->value);
  return sparkline(values, screen);
}

/// A line a figure: what it is, how it changed, how it went.
Listing headlines(const Overview& overview, const Screen& screen) {
  Listing table;
  table.columns = {"figure", "value", "change", "trend"};
  for (const OverviewFigure& figure : overview.figures) {
    if (!figure.failure.empty()) {
      table.rows.push_back(
          {figure.title, std::string("not computed"), std::string(), std::string()});
      continue;
    }
    for (const Result& result : figure.report.results) {
      if (!result.segment.empty()) continue;
      table.rows.push_back({name_of(overview, figure, result), to_text(result.value),
                            change_cell(result), course_of(figure, result, screen)});
    }
  }
  return table;
}

/// Numbers stand to the right: cells with their signs are texts, so they are filled up.
void align_right(Listing& table, std::size_t column) {
  std::size_t width = 0;
  for (const auto& row : table.rows) {
    width = std::max(width, width_of(std::get<std::string>(row[column])));
  }
  for (auto& row : table.rows) {
    auto& text = std::get<std::string>(row[column]);
    text.insert(0, width - width_of(text), ' ');
  }
}

bool has_partial(const Overview& overview) {
  return std::any_of(overview.figures.begin(), overview.figures.end(), [](const auto& figure) {
    return std::any_of(figure.report.results.begin(), figure.report.results.end(),
                       [](const Result& result) {
                         return result.segment.empty() && result.span && result.span->is_partial();
                       });
  });
}

}  // namespace

std::string to_text(const Overview& overview, const Screen& screen) {
  std::string out = shown(title_of(overview)) + "\n";
  Listing table = headlines(overview, screen);
  align_right(table, 1);
  align_right(table, 2);
  out += list_text(table);
  if (has_partial(overview))
    out += paragraph("* partial: the data does not reach the period's end");
  for (const OverviewFigure& figure : overview.figures) {
    const bool has_own_title = figure.title != figure.report.metric->title;
    out += "\n" + (has_own_title ? shown(figure.title) + "\n" : std::string());
    if (!figure.failure.empty()) {
      if (!has_own_title) out += shown(figure.title) + "\n";
      out += paragraph("not computed: " + figure.failure);
      continue;
    }
    out += to_text_report(figure.report, screen);
    if (!figure.steps_failure.empty()) {
      out += paragraph("how it went is not known: " + figure.steps_failure);
    }
  }
  return out;
}

std::string to_markdown(const Overview& overview, const Screen&) {
  std::string out = "## " + markdown_text(title_of(overview)) + "\n\n";
  Listing table;
  table.columns = {"figure", "value", "interval", "change", "trend"};
  std::string remarks;
  for (const OverviewFigure& figure : overview.figures) {
    if (!figure.failure.empty()) {
      table.rows.push_back(
          {figure.title, std::string("not computed"), std::string(), std::string(), std::string()});
      remarks += "- " + markdown_text(figure.title + ": " + figure.failure) + "\n";
      continue;
    }
    for (const Result& result : figure.report.results) {
      if (!result.segment.empty()) continue;
      const std::string change = result.change ? change_in_words(*result.change) : "";
      table.rows.push_back(
          {name_of(overview, figure, result), to_text(result.value),
           result.interval ? interval_text(*result.interval, result.value.unit) : std::string(),
           change.substr(0, change.find(';')), course_of(figure, result, {})});
      if (!result.reason.empty()) {
        remarks += "- " + markdown_text(figure.title + " is not defined: " + result.reason) + "\n";
      }
    }
    for (const std::string& warning : figure.report.warnings) {
      remarks += "- " + markdown_text(figure.title + ": " + warning) + "\n";
    }
    if (figure.report.input && figure.report.input->bad > 0) {
      remarks +=
          "- " + markdown_text(figure.title + ": " + input_text(*figure.report.input)) + "\n";
    }
  }
  out += to_markdown(table);
  if (has_partial(overview)) {
    remarks += "- \\* partial: the data does not reach the period's end\n";
  }
  return remarks.empty() ? out : out + "\n" + remarks;
}

}  // namespace csm
