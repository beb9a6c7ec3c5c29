#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.hpp"
#include "cli/config.hpp"
#include "cli/figures.hpp"
#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

// Commands about a config: whether it is right, and whether its thresholds hold.

namespace csm::cli {
namespace {

constexpr std::string_view check_help =
    R"(csm check - do the figures keep to the thresholds of a config?
A line for each fail-if of a csm.toml; exit status 1 where one of them holds.

Examples
  csm check --config csm.toml
      all thresholds, of the newest month in the exports
  csm check --config csm.toml --period last-month || mail-the-team
      in cron

Options
  --config FILE      the thresholds: fail-if = ">5%" in [churn] or in a figure;
                     auto: the nearest csm.toml
  --period PERIOD    of all figures but those with one of their own
  --as-of DATE       the data is known until this day (or today)
  --threads N        for large files (default: all that the machine has)
  --memory SIZE      for customers, as 4G (default: 3/4 of what is left)
)";

constexpr std::string_view config_help =
    R"(csm config check - is a config right?
Reads a csm.toml, and says what is wrong in it and where; computes nothing.

Examples
  csm config check --config csm.toml

Options
  --config FILE    the config; auto (default): the nearest csm.toml
)";

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

}  // namespace

int run_check(const std::vector<std::string>& words) {
  if (asks_for_help(words)) {
    print(check_help);
    return 0;
  }
  const Arguments arguments("check",
                            {{"config", "FILE"},
                             {"period", "PERIOD"},
                             {"as-of", "DATE"},
                             {"threads", "N"},
                             {"memory", "SIZE"}},
                            words);
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

int run_config(const std::vector<std::string>& words) {
  if (asks_for_help(words)) {
    print(config_help);
    return 0;
  }
  if (words.empty() || words.front() != "check") {
    constexpr std::string_view commands[] = {"check"};
    const std::string word = words.empty() ? "" : words.front();
    usage_error("", "csm config takes check, as in csm config check --config csm.toml" +
                        did_you_mean(word, commands));
  }
  const Arguments arguments("config check", {{"config", "FILE"}}, {words.begin() + 1, words.end()});
  const Config config = read_config(config_path(arguments, "auto"));
  const ReportPlan plan = plan_of(config, arguments);
  std::size_t conditions = 0;
  for (const FigurePlan& figure : plan.figures) conditions += figure.conditions.size();
  print(fmt::format("{} is right: {} figure{}, {} threshold{}\n", shown(config.path),
                    plan.figures.size(), plan.figures.size() == 1 ? "" : "s", conditions,
                    conditions == 1 ? "" : "s"));
  return 0;
}

}  // namespace csm::cli
