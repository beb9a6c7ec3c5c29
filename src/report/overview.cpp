#include "report/overview.hpp"

namespace csm {

std::vector<const Result*> steps_of(const OverviewFigure& figure, const Result& result) {
  std::vector<const Result*> steps;
  for (const Result& step : figure.steps.results) {
    const bool is_same = step.segment.empty() && step.rule == result.rule &&
                         step.value.currency == result.value.currency;
    if (is_same) steps.push_back(&step);
  }
  return steps;
}

std::vector<const Report*> reports_of(const Overview& overview) {
  std::vector<const Report*> reports;
  for (const OverviewFigure& figure : overview.figures) reports.push_back(&figure.report);
  return reports;
}

}  // namespace csm
