#include <cstdio>
#include <optional>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/config.hpp"
#include "cli/configured.hpp"
#include "cli/figures.hpp"
#include "cli/history.hpp"
#include "cli/interruption.hpp"
#include "cli/output.hpp"
#include "cli/progress_line.hpp"
#include "cli/screen.hpp"
#include "cli/stamp.hpp"
#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

constexpr Example examples[] = {
    {"csm report --config csm.toml", "a line a figure, then each in full"},
    {"csm report --config csm.toml --period last-month --output report.html",
     "a page with pictures, to mail or to print"},
    {"csm report --config csm.toml --format markdown", "a table for a chat or a pull request"},
};

constexpr OptionShape options[] = {
    {"config", "FILE",
     "which figures, from which exports (csm help config); auto: the nearest "
     "csm.toml, here or in a folder above"},
    {"period", "PERIOD",
     "of all figures but those with one of their own; else the month of the "
     "newest day in the exports"},
    {"as-of", "DATE", "the data is known until this day (or today); else its newest date"},
    {"trend", "N", "how many periods back the course of a figure goes (default 12; 1: none)"},
    {"title", "TEXT", "of the report"},
    {"history", "FILE",
     "where the figures are added, a line each (csm history reads it): figures "
     "without days get their course from it"},
    {"stamp", "",
     "in json and html: hashes of the exports and the config, versions of csm and the "
     "rules"},
    threads_option,
    memory_option,
    no_color_option,
    output_option,
    figure_format_option,
};

Config config_of(const Arguments& arguments) {
  if (!arguments.has("config")) {
    usage_error("--config",
                "is needed: a file that names the figures, or auto for the nearest csm.toml (csm "
                "report --help shows one)");
  }
  return read_config(config_asked_for(arguments.one("config")));
}

/// What is typed, with the config's settings of `[report]` for what is not.
Arguments with_config(const Config& config, const std::vector<std::string>& words) {
  const Arguments typed("report", options, words);
  std::vector<std::string> all = words;
  for (const Setting& setting : config.report) {
    if (typed.has(setting.name) || setting.is_off) continue;
    if (setting.values.empty()) all.push_back("--" + setting.name);
    for (const std::string& value : setting.values) {
      all.push_back("--" + setting.name + "=" + value);
    }
  }
  return with_places(config.report, [&] { return Arguments("report", options, all); });
}

/// Bad rows and warnings on standard error, each with its figure; the exit status.
int print_remarks(const Overview& overview) {
  int status = 0;
  for (const std::string& line : bad_rows(overview)) {
    std::fprintf(stderr, "%s\n", shown(line).c_str());
  }
  for (const OverviewFigure& figure : overview.figures) {
    for (const std::string& warning : figure.report.warnings) {
      std::fprintf(stderr, "csm: warning: %s: %s\n", shown(figure.title).c_str(), warning.c_str());
    }
    if (figure.failure.empty()) continue;
    std::fprintf(stderr, "csm: %s: %s\n", shown(figure.title).c_str(), figure.failure.c_str());
    if (status == 0) status = static_cast<int>(figure.failure_code);
  }
  return status;
}

/// Computes with a line of progress that is gone when it ends.
Overview compute_with_progress(ReportPlan plan) {
  leave_nothing_when_interrupted();
  ProgressLine line;
  for (FigurePlan& figure : plan.figures) {
    if (!ProgressLine::is_wanted()) break;
    figure.job.reading.on_progress = [&line](const Progress& progress) { line.show(progress); };
  }
  return compute(plan);
}

int run_report(std::vector<std::string> words) {
  const Config config = config_of(Arguments("report", options, words));
  const Arguments arguments = with_config(config, words);
  const ReportPlan plan = plan_of(config, arguments);
  std::vector<Source> inputs = sources_of(plan);
  inputs.push_back({"", config.path});
  if (arguments.has("history")) inputs.push_back({"", arguments.one("history")});
  Output output(arguments, inputs);
  const HistoryFile history(arguments.one("history"));
  std::optional<Stamp> stamp;
  if (arguments.has("stamp")) stamp = stamp_of(sources_of(plan), config.path);
  Overview overview = compute_with_progress(plan);
  if (stamp) {
    refuse_changed_files(*stamp);
    output.tell(std::move(*stamp));
  }
  const std::int64_t at = seconds_of_output();
  add_courses(history.history(), at, overview);
  const int status = print_remarks(overview);
  output.write(overview);
  history.add(overview, at);
  return status;
}

}  // namespace

constinit const Command report_command{
    .name = "report",
    .operands = "",
    .summary = "all figures that a team looks at",
    .purpose = "What do the figures of a config say, how did they change, and can they be trusted?",
    .examples = examples,
    .options = options,
    .run = run_report};

}  // namespace csm::cli
