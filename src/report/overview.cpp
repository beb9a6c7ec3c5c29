#include "report/overview.hpp"

#include <algorithm>

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

std::vector<std::string> bad_rows(const Overview& overview) {
  std::vector<std::string> lines;
  std::vector<std::string> more;
  for (const OverviewFigure& figure : overview.figures) {
    if (!figure.report.input) continue;
    const InputSummary& input = *figure.report.input;
    for (const std::string& line : input.first_bad) {
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
    }
    const auto rest = input.bad - static_cast<std::int64_t>(input.first_bad.size());
    if (rest > 0) {
      more.push_back(figure.title + ": and " + to_text(Quantity::count(rest)) + " more bad rows");
    }
  }
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

}  // namespace csm
