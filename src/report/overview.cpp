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

}  // namespace csm
