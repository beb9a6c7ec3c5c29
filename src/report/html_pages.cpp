#include <fmt/format.h>

#include "csm/registry.hpp"
#include "csm/version.hpp"
#include "report/html.hpp"
#include "report/html_section.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"
#include "report/slices_text.hpp"
#include "report/stamp.hpp"
#include "report/trend.hpp"
#include "report/trend_chart.hpp"
#include "report/words.hpp"

// The pages of one report and of several.

namespace csm {
namespace {

std::string footer() { return fmt::format("<footer>csm {}</footer>\n", version()); }

/// "▲ 2.1 points from 4.3 %", green or red by the metric's better side.
std::string change_of(const Report& report, const Result& result) {
  if (!result.change || !result.change->difference.amount) return "";
  const Int128 sign = result.change->difference.amount->num;
  const bool is_better = (sign > 0) == (report.metric->better == Better::higher);
  const std::string_view its_class = sign == 0 ? "" : is_better ? "better" : "worse";
  const std::string arrow = sign == 0 ? "" : sign > 0 ? "▲ " : "▼ ";
  const std::string words = change_in_words(*result.change);
  return html_paragraph(arrow + words.substr(0, words.find(';')), its_class);
}

/// A headline: the figure large, how it changed, and how it went in a small picture.
std::string card(const Overview& overview, const OverviewFigure& figure, const Result& result,
                 const std::string& id) {
  const Report& report = figure.report;
  std::string title = figure.title;
  const bool is_other_period =
      result.span && overview.period && result.span->period != *overview.period;
  if (is_other_period) title += ", " + csm::title(result.span->period);
  if (result.rule != nullptr) title += ", " + std::string(result.rule->id);
  const std::string text = to_text(result.value);
  std::string out = fmt::format("<a class=\"card\" href=\"#{}\">\n<h2>{}</h2>\n", id, html(title));
  out += html_paragraph(text, value_class(text));
  out += change_of(report, result);
  if (!result.reason.empty()) out += html_paragraph("not defined: " + result.reason, "soft");
  if (result.interval) {
    out += html_paragraph(interval_text(*result.interval, result.value.unit), "soft");
  }
  if (result.span && result.span->is_partial()) out += html_paragraph("partial", "soft");
  return out + small_trend(steps_of(figure, result)) + "</a>\n";
}

std::string cards_of(const Overview& overview, const OverviewFigure& figure,
                     const std::string& id) {
  if (!figure.failure.empty()) {
    return fmt::format("<a class=\"card\" href=\"#{}\">\n<h2>{}</h2>\n", id, html(figure.title)) +
           html_paragraph("not computed", "value long failed") + "</a>\n";
  }
  std::string out;
  for (const Result& result : figure.report.results) {
    if (result.segment.empty()) out += card(overview, figure, result, id);
  }
  return out;
}

std::string stamp_of(const Overview& overview, const Screen& screen) {
  return screen.stamp == nullptr ? "" : html_stamp(*screen.stamp, reports_of(overview));
}

}  // namespace

std::string to_html_report(const Report& report, const Screen& screen) {
  OverviewFigure figure;
  figure.title = report.metric->title;
  figure.report = report;
  const Overview overview{figure.title, std::nullopt, {std::move(figure)}};
  const std::string body = "<main>\n" + html_section(overview.figures.front(), "f1", "h1") +
                           html_data_section(overview) + html_definitions(overview) +
                           stamp_of(overview, screen) + "</main>\n" + footer();
  return html_page(overview.title, body);
}

std::string to_html(const Overview& overview, const Screen& screen) {
  std::string cards;
  std::string sections;
  for (std::size_t i = 0; i < overview.figures.size(); ++i) {
    const std::string id = fmt::format("f{}", i + 1);
    cards += cards_of(overview, overview.figures[i], id);
    sections += html_section(overview.figures[i], id, "h2");
  }
  std::string header = "<header>\n<h1>" + html(overview.title) + "</h1>\n";
  if (overview.period) header += html_paragraph(title(*overview.period), "soft");
  const std::string body = header + "</header>\n<main>\n<section class=\"cards\" " +
                           "aria-label=\"Figures\">\n" + cards + "</section>\n" + sections +
                           html_data_section(overview) + html_definitions(overview) +
                           stamp_of(overview, screen) + "</main>\n" + footer();
  std::string page_title = overview.title;
  if (overview.period) page_title += ", " + title(*overview.period);
  return html_page(page_title, body);
}

}  // namespace csm
