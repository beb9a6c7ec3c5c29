#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/config.hpp"
#include "cli/fail_if.hpp"
#include "csm/run.hpp"
#include "csm/steps.hpp"
#include "report/overview.hpp"

namespace csm::cli {

/// A figure that a report asks for.
struct FigurePlan {
  std::string title;
  const Metric* metric = nullptr;
  bool is_by_hand = false;
  bool has_own_period = false;        ///< so that the report's does not count
  Grain grain = Grain::month;         ///< of its steps
  Job job;                            ///< of a figure by hand the question alone
  std::vector<Source> further_files;  ///< that options name: rates, themes
  std::vector<FailIf> conditions;
};

/// The report's own options: typed, else set by the config's `[report]`.
struct ReportPlan {
  std::string title;
  std::optional<Period> period;  ///< none: the month of the newest day in the data
  std::size_t steps = 12;        ///< how far back the course of a figure goes
  std::vector<FigurePlan> figures;
};

/// What a config asks for: its figures, or where it names none one for each metric that has a
/// table. An option of a figure counts before one of the report, of its metric and of all.
///
/// Errors  Error{usage} with the place in the config
ReportPlan plan_of(const Config& config, const Arguments& arguments);

/// Every file that a figure is computed from.
std::vector<Source> sources_of(const ReportPlan& plan);

/// Computes all figures; each file is read once where the period is known, and once more to find
/// it. A figure whose export cannot be told by days is taken as it is alone, of the whole file. One
/// that cannot be computed leaves the others as they are.
Overview compute(const ReportPlan& plan);

}  // namespace csm::cli
