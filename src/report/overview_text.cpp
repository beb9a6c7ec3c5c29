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

/// What a line says of a figure.
struct Headline {
  std::string name;
  std::string value;
  std::string change;
  std::string course;
};

std::vector<Headline> headlines(const Overview& overview, const Screen& screen) {
  std::vector<Headline> lines;
  for (const OverviewFigure& figure : overview.figures) {
    if (!figure.failure.empty()) {
      lines.push_back({shown(figure.title), "not computed", "", ""});
      continue;
    }
    for (const Result& result : figure.report.results) {
      if (!result.segment.empty()) continue;
      lines.push_back({shown(name_of(overview, figure, result)), to_text(result.value),
                       change_cell(result), course_of(figure, result, screen)});
    }
  }
  return lines;
}

/// A line a figure: numbers stand to the right, and a name that is too long in a line of its own.
std::string headlines_text(const std::vector<Headline>& lines) {
  std::size_t value = 0;
  std::size_t change = 0;
  std::size_t course = 0;
  std::size_t name = 0;
  for (const Headline& line : lines) {
    value = std::max(value, width_of(line.value));
    change = std::max(change, width_of(line.change));
    course = std::max(course, width_of(line.course));
    name = std::max(name, width_of(line.name));
  }
  const std::size_t others = 2 + 2 + value + 2 + change + 2 + course;
  name = std::min(name, others + 20 < line_width ? line_width - others : 20);
  std::string out;
  for (const Headline& line : lines) {
    std::string text = "  " + line.name;
    if (width_of(line.name) > name) {
      out += text + "\n";
      text = "  ";
    }
    text += std::string(2 + name - width_of(text) + 2 + value - width_of(line.value), ' ') +
            line.value + std::string(2 + change - width_of(line.change), ' ') + line.change;
    if (!line.course.empty()) text += "  " + line.course;
    out += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
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
  out += headlines_text(headlines(overview, screen));
  if (has_partial(overview)) out += paragraph("* partial: the figure may still change");
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
    remarks += "- \\* partial: the figure may still change\n";
  }
  return remarks.empty() ? out : out + "\n" + remarks;
}

}  // namespace csm
