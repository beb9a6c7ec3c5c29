#include <algorithm>

#include "csm/registry.hpp"
#include "report/json.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"
#include "report/separated.hpp"
#include "report/stamp.hpp"
#include "report/table.hpp"
#include "text/shown.hpp"

// Several figures for programs.

namespace csm {
namespace {

/// All figures' tables as one: a column for each name, the figure in front.
Listing joined_table(const Overview& overview) {
  Listing table;
  table.columns = {"figure"};
  for (const OverviewFigure& figure : overview.figures) {
    if (!figure.failure.empty()) continue;
    Report without_list = figure.report;
    without_list.list.reset();  // its rows are customers, not results
    Listing one = table_of(without_list);
    std::vector<std::size_t> places;
    for (const std::string& name : one.columns) {
      auto at = std::find(table.columns.begin() + 1, table.columns.end(), name);
      if (at == table.columns.end()) at = table.columns.insert(at, name);
      places.push_back(static_cast<std::size_t>(at - table.columns.begin()));
    }
    for (std::vector<Cell>& cells : one.rows) {
      std::vector<Cell>& row = table.rows.emplace_back(table.columns.size(), std::string());
      row[0] = figure.title;
      for (std::size_t i = 0; i < cells.size(); ++i) row[places[i]] = std::move(cells[i]);
    }
  }
  for (std::vector<Cell>& row : table.rows) row.resize(table.columns.size(), std::string());
  return table;
}

Json course_of(const OverviewFigure& figure) {
  Json steps = Json::array();
  for (const Result& step : figure.steps.results) {
    steps.push_back(json_of_result(figure.steps, step));
  }
  return steps;
}

}  // namespace

std::string to_json(const Overview& overview, const Screen& screen) {
  Json json = {{"schema", 1},
               {"title", json_text_of(overview.title)},
               {"period", overview.period ? Json(overview.period->label) : Json(nullptr)},
               {"figures", Json::array()}};
  for (const OverviewFigure& figure : overview.figures) {
    Json one = {{"figure", json_text_of(figure.title)}, {"failure", nullptr}};
    if (!figure.failure.empty()) {
      one["failure"] = json_text_of(figure.failure);
      one["metric"] = figure.report.metric->id;
    } else {
      one.update(json_of(figure.report));
      one["trend"] = course_of(figure);
    }
    json["figures"].push_back(std::move(one));
  }
  if (screen.stamp != nullptr) json["stamp"] = stamp_object(*screen.stamp, reports_of(overview));
  return printed(json);
}

std::string to_ndjson(const Overview& overview, const Screen&) {
  std::string out;
  for (const OverviewFigure& figure : overview.figures) {
    for (const Result& result : figure.report.results) {
      Json json = {{"figure", json_text_of(figure.title)}};
      json.update(json_of_result(figure.report, result));
      out += printed_in_line(json);
    }
  }
  return out;
}

std::string to_csv(const Overview& overview, const Screen& screen) {
  return to_csv(joined_table(overview), screen);
}

std::string to_tsv(const Overview& overview, const Screen& screen) {
  return to_tsv(joined_table(overview), screen);
}

std::string to_value(const Overview& overview, const Screen& screen) {
  std::string out;
  for (const OverviewFigure& figure : overview.figures) {
    out += figure.failure.empty() ? to_value_report(figure.report, screen) : "n/a\n";
  }
  return out;
}

}  // namespace csm
