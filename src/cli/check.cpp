#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/config.hpp"
#include "cli/figures.hpp"
#include "cli/output.hpp"
#include "csm/error.hpp"
#include "report/listing_formats.hpp"
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
    threads_option,
    memory_option,
    no_color_option,
    output_option,
    table_format_option,
};

constexpr Example config_examples[] = {
    {"csm config check --config csm.toml", "what is wrong in it, and where; computes nothing"},
};
constexpr OptionShape config_options[] = {
    {"config", "FILE", "the config; auto (default): the nearest csm.toml"},
};

std::string_view word_of(FailIfOutcome::Verdict verdict) {
  using Verdict = FailIfOutcome::Verdict;
  return verdict == Verdict::holds ? "FAILED" : verdict == Verdict::unknown ? "unknown" : "ok";
}

std::string config_path(const Arguments& arguments, const std::string& otherwise) {
  const std::string word = arguments.one("config", otherwise);
  if (word.empty()) {
    usage_error("--config", "is needed: a file with thresholds, or auto for the nearest csm.toml");
  }
  return config_asked_for(word);
}

/// The thresholds' lines, and the exit status.
int look_at_all(const ReportPlan& plan, const Overview& overview, Listing& lines) {
  int status = 0;
  for (std::size_t i = 0; i < plan.figures.size(); ++i) {
    const OverviewFigure& figure = overview.figures[i];
    const auto add = [&](std::string_view verdict, const std::string& condition,
                         const std::string& text) {
      lines.rows.push_back({std::string(verdict), figure.title, condition, text});
    };
    if (!figure.failure.empty()) {
      add("error", "", figure.failure);
      status = std::max(status, static_cast<int>(figure.failure_code));
      continue;
    }
    for (const FailIfOutcome& outcome : look_at(plan.figures[i].conditions, figure.report)) {
      add(word_of(outcome.verdict), outcome.condition, outcome.text);
      if (outcome.verdict == FailIfOutcome::Verdict::holds) status = std::max(status, 1);
    }
  }
  return status;
}

/// For people: a line each, whatever its length, as a log has it.
std::string in_lines(const Listing& lines) {
  const auto text = [](const Cell& cell) { return shown(std::get<std::string>(cell)); };
  std::string out;
  for (const std::vector<Cell>& row : lines.rows) {
    out += fmt::format("{:<8} {}: {}\n", text(row[0]), text(row[1]), text(row[3]));
  }
  return out;
}

int run_check(std::vector<std::string> words) {
  const Arguments arguments("check", check_options, std::move(words));
  const std::string path = config_path(arguments, "");
  ReportPlan plan = plan_of(read_config(path), arguments);
  plan.steps = 1;
  std::erase_if(plan.figures, [](const FigurePlan& figure) { return figure.conditions.empty(); });
  if (plan.figures.empty()) {
    usage_error("--config",
                "has no threshold: write fail-if = \">5%\" in a metric's table or in a "
                "figure");
  }
  std::vector<Source> inputs = sources_of(plan);
  inputs.push_back({"", path});
  const Output output(arguments, inputs, listing_format_names());
  Listing lines;
  lines.name = "thresholds";
  lines.title = "Thresholds of " + path;
  lines.columns = {"verdict", "figure", "condition", "text"};
  const int status = look_at_all(plan, compute(plan), lines);
  output.format() == "text" ? output.write(in_lines(lines)) : output.write(lines);
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
