#include <cstdio>

#include "cli/command.hpp"
#include "cli/config.hpp"
#include "cli/configured.hpp"
#include "cli/figures.hpp"
#include "cli/output.hpp"
#include "cli/report_options.hpp"
#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

std::string report_help() {
  std::string out =
      "csm report - all figures that a team looks at, in one run\n"
      "What do the figures say this month, how did they change, and can they be trusted?\n\n"
      "Examples\n"
      "  csm report --config csm.toml\n"
      "      a line a figure, then each in full\n"
      "  csm report --config csm.toml --period last-month --output report.html\n"
      "      a page with pictures, to mail or to print\n"
      "  csm report --config csm.toml --format markdown\n"
      "      a table for a chat or a pull request\n\n"
      "The config\n"
      "  [report]                          # options of csm report\n"
      "  title = \"Harrowfen, customer success\"\n"
      "  [all]                             # options of all metrics\n"
      "  timezone = \"Europe/Vienna\"\n"
      "  [churn]                           # options of csm churn, here and alone\n"
      "  from = \"subscriptions.csv\"        # beside the config\n"
      "  fail-if = \">5%\"\n"
      "  [[report.figure]]                 # without these: a figure a metric above\n"
      "  metric = \"churn\"\n"
      "  title = \"Churn of pro\"\n"
      "  where = \"plan = pro\"\n\n"
      "Options\n";
  std::vector<HelpEntry> entries;
  for (const ReportOption& option : report_options()) {
    entries.push_back(
        {option_name(option.shape.name, option.shape.argument), std::string(option.help)});
  }
  out += help_listing(entries);
  return out +
         "\nAn option that is typed counts before the config's. A figure that cannot be computed\n"
         "is said to be missing, and the exit status is then 3 (or 2 or 4, as of the figure).\n";
}

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
  const Arguments typed("report", report_shapes(), words);
  std::vector<std::string> all = words;
  for (const Setting& setting : config.report) {
    if (typed.has(setting.name) || setting.is_off) continue;
    if (setting.values.empty()) all.push_back("--" + setting.name);
    for (const std::string& value : setting.values) {
      all.push_back("--" + setting.name + "=" + value);
    }
  }
  return with_places(config.report, [&] { return Arguments("report", report_shapes(), all); });
}

/// Every source of every figure, which the output may not replace.
std::vector<Source> sources_of(const ReportPlan& plan) {
  std::vector<Source> sources;
  for (const FigurePlan& figure : plan.figures) {
    sources.insert(sources.end(), figure.job.sources.begin(), figure.job.sources.end());
  }
  return sources;
}

/// Bad rows and warnings on standard error, each with its figure; the exit status.
int print_remarks(const Overview& overview) {
  int status = 0;
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

}  // namespace

int run_report(const std::vector<std::string>& words) {
  if (asks_for_help(words)) {
    print(report_help());
    return 0;
  }
  const Arguments typed("report", report_shapes(), words);
  const Config config = config_of(typed);
  const Arguments arguments = with_config(config, words);
  const ReportPlan plan = plan_of(config, arguments);
  std::vector<Source> inputs = sources_of(plan);
  inputs.push_back({"", config.path});
  const Output output(arguments, inputs);
  const Overview overview = compute(plan);
  const int status = print_remarks(overview);
  output.write(overview);
  return status;
}

}  // namespace csm::cli
