#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/config.hpp"
#include "cli/figures.hpp"
#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

// Commands about a config: whether it is right, and whether its thresholds hold.

namespace csm::cli {
namespace {

constexpr Example check_examples[] = {
    {"csm check --config csm.toml", "all thresholds, of the newest month in the exports"},
    {"csm check --config csm.toml --period last-month || mail-the-team", "in cron"},
};
constexpr OptionShape check_options[] = {
    {"config", "FILE",
     "the thresholds: fail-if = \">5%\" in [churn] or in a figure; auto: the "
     "nearest csm.toml"},
    {"period", "PERIOD", "of all figures but those with one of their own"},
    {"as-of", "DATE", "the data is known until this day (or today)"},
    {"threads", "N", "for large files (default: all that the machine has)"},
    {"memory", "SIZE", "for customers, as 4G (default: 3/4 of what is left)"},
};

constexpr Example config_examples[] = {
    {"csm config check --config csm.toml", "what is wrong in it, and where; computes nothing"},
};
constexpr OptionShape config_options[] = {
    {"config", "FILE", "the config; auto (default): the nearest csm.toml"},
};

/// "ok", and what was looked at; worst first stays in the order of the config.
struct Line {
  std::string_view verdict;
  std::string text;
};

Line line_of(const FailIfOutcome& outcome) {
  switch (outcome.verdict) {
    case FailIfOutcome::Verdict::holds:
      return {"FAILED", outcome.text};
    case FailIfOutcome::Verdict::unknown:
      return {"unknown", outcome.text};
    case FailIfOutcome::Verdict::does_not_hold:
      break;
  }
  return {"ok", outcome.text};
}

std::string config_path(const Arguments& arguments, const std::string& otherwise) {
  const std::string word = arguments.one("config", otherwise);
  if (word.empty()) {
    usage_error("--config", "is needed: a file with thresholds, or auto for the nearest csm.toml");
  }
  return config_asked_for(word);
}

int run_check(std::vector<std::string> words) {
  const Arguments arguments("check", check_options, std::move(words));
  ReportPlan plan = plan_of(read_config(config_path(arguments, "")), arguments);
  plan.steps = 1;
  std::erase_if(plan.figures, [](const FigurePlan& figure) { return figure.conditions.empty(); });
  if (plan.figures.empty()) {
    usage_error("--config",
                "has no threshold: write fail-if = \">5%\" in a metric's table or in a "
                "figure");
  }
  const Overview overview = compute(plan);
  int status = 0;
  for (std::size_t i = 0; i < plan.figures.size(); ++i) {
    const OverviewFigure& figure = overview.figures[i];
    const std::string title = shown(figure.title);
    if (!figure.failure.empty()) {
      print(fmt::format("{:<8} {}: {}\n", "error", title, figure.failure));
      status = std::max(status, static_cast<int>(figure.failure_code));
      continue;
    }
    for (const FailIfOutcome& outcome : look_at(plan.figures[i].conditions, figure.report)) {
      const Line line = line_of(outcome);
      print(fmt::format("{:<8} {}: {}\n", line.verdict, title, line.text));
      if (line.verdict == "FAILED") status = std::max(status, 1);
    }
  }
  return status;
}

int run_config(std::vector<std::string> words) {
  if (words.empty() || words.front() != "check") {
    constexpr std::string_view commands[] = {"check"};
    const std::string word = words.empty() ? "" : words.front();
    usage_error("", "csm config takes check, as in csm config check --config csm.toml" +
                        did_you_mean(word, commands));
  }
  const Arguments arguments("config check", config_options, {words.begin() + 1, words.end()});
  const Config config = read_config(config_path(arguments, "auto"));
  const ReportPlan plan = plan_of(config, arguments);
  std::size_t conditions = 0;
  for (const FigurePlan& figure : plan.figures) conditions += figure.conditions.size();
  print(fmt::format("{} is right: {} figure{}, {} threshold{}\n", shown(config.path),
                    plan.figures.size(), plan.figures.size() == 1 ? "" : "s", conditions,
                    conditions == 1 ? "" : "s"));
  return 0;
}

std::vector<Section> about_configs() {
  return {{"In a config (csm.toml)",
           {{"[report]", "options of csm report by their names"},
            {"[all]", "options that all metrics share"},
            {"[churn], [mrr] ...", "options of csm churn ..., for it alone and in a report"},
            {"from = \"subscriptions.csv\"", "a path is taken from the config's folder"},
            {"from = {costs = \"ledger.csv\"}", "--from costs=ledger.csv; map is written alike"},
            {"where = [\"plan = pro\"]", "a list where an option may be given several times"},
            {"strict = true", "a flag"},
            {"fail-if = \">5%\"", "a threshold, for csm check, too"},
            {"[[report.figure]]",
             "a figure of the report: metric, title, and options that count before those above; "
             "without any of these each metric that has a table is one"}}}};
}

std::vector<Entry> words_of_config() { return {{"check", "whether it is right"}}; }

}  // namespace

constinit const Command check_command{
    .name = "check",
    .operands = "",
    .summary = "whether figures keep to thresholds",
    .purpose =
        "Do the figures keep to the thresholds of a config? A line each; exit status 1 where "
        "one does not.",
    .examples = check_examples,
    .options = check_options,
    .run = run_check};

constinit const Command config_command{.name = "config",
                                       .operands = "check",
                                       .summary = "whether a config is right",
                                       .purpose = "Is a csm.toml right, and where not?",
                                       .examples = config_examples,
                                       .options = config_options,
                                       .run = run_config,
                                       .words = words_of_config,
                                       .more = about_configs};

}  // namespace csm::cli
