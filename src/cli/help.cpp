#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/exit_statuses.hpp"
#include "cli/page.hpp"
#include "io/binding.hpp"
#include "text/nearest.hpp"

namespace csm::cli {
namespace {

using Form = Section::Form;

std::string option_name(std::string_view name, std::string_view argument) {
  return fmt::format("--{}{}{}", name, argument.empty() ? "" : " ", argument);
}

std::string needed_numbers(const Metric& metric) {
  std::string numbers;
  for (const Option& option : metric.by_hand) {
    if (option.is_needed) numbers += " " + option_name(option.name, option.argument);
  }
  return numbers;
}

/// "subscriptions: customer_id started_on [ended_on] ...".
std::vector<Entry> columns_of(const Metric& metric) {
  Question question;
  question.metric = &metric;
  std::vector<Entry> entries;
  for (const Input& input : inputs_of(metric.roles(question))) {
    std::string needed;
    std::string others;
    for (const Want& want : input.wants) {
      const bool is_needed = want.need == Need::column || want.need == Need::value;
      const std::string name(want.field);
      (is_needed ? needed : others) += is_needed ? " " + name : " [" + name + "]";
    }
    std::string fields = needed.substr(1) + others;
    if (!input.any_of.empty() && input.without_any.empty()) {
      fields += " - at least one of " + joined(input.any_of);
    }
    if (!input.chosen_by.empty()) fields += fmt::format(", and those of {}", input.chosen_by);
    if (!input.beside.empty()) fields += fmt::format(" - only beside {}", input.beside);
    entries.push_back({std::string(kind_of(input.type)), fields});
  }
  return entries;
}

/// The metrics that are taken over that where no period is given.
std::string taken_over(DefaultPeriod period) {
  std::vector<std::string_view> ids;
  for (const Metric& metric : metrics()) {
    if (metric.default_period == period) ids.push_back(metric.id);
  }
  return joined(ids);
}

/// The rules, and which of them is taken unasked; rows of some kinds may suggest one.
std::vector<Entry> rules_of(const Metric& metric) {
  Question question;
  question.metric = &metric;
  const std::vector<Input> inputs = inputs_of(metric.roles(question));
  const bool is_told_by_rows = std::any_of(
      inputs.begin(), inputs.end(), [](const Input& input) { return !input.default_rule.empty(); });
  std::vector<Entry> entries;
  for (const Rule& rule : metric.rules) {
    std::vector<std::string_view> kinds;
    for (const Input& input : inputs) {
      const std::string_view kind = kind_of(input.type);
      const bool is_new = std::find(kinds.begin(), kinds.end(), kind) == kinds.end();
      if (input.default_rule == rule.id && is_new) kinds.push_back(kind);
    }
    std::string meaning(rule.summary);
    if (!kinds.empty()) meaning += " (default for " + joined(kinds) + ")";
    if (!is_told_by_rows && entries.empty()) meaning += " (default)";
    entries.push_back({std::string(rule.id), meaning});
  }
  return entries;
}

Section examples_of(std::span<const Example> examples) {
  Section section{"Examples", {}, Form::examples};
  for (const Example& example : examples) {
    section.entries.push_back({std::string(example.command), std::string(example.meaning)});
  }
  return section;
}

void add_options(auto&& options, std::vector<Entry>& entries) {
  for (const auto& option : options) {
    entries.push_back({option_name(option.name, option.argument), std::string(option.help)});
  }
}

Section options_section(const Metric& metric) {
  Section section{"Options", {}};
  add_options(metric.options, section.entries);
  for (const SharedOption& option : shared_options()) {
    if (option.concerns(metric)) add_options(std::span(&option, 1), section.entries);
  }
  return section;
}

std::vector<Entry> metric_entries() {
  std::vector<Entry> entries;
  for (const Metric& metric : metrics()) {
    entries.push_back({std::string(metric.id), std::string(metric.question)});
  }
  return entries;
}

std::vector<Entry> command_entries() {
  std::vector<Entry> entries;
  for (const Command* command : commands()) {
    if (command->is_hidden) continue;
    entries.push_back({std::string(command->name), std::string(command->summary)});
  }
  return entries;
}

std::string synopsis_of(const Command& command) {
  const bool has_options = !command.options.empty() || command.takes_a_metric;
  return fmt::format("csm {}{}{}{}", command.name, command.operands.empty() ? "" : " ",
                     command.operands, has_options ? " [OPTION...]" : "");
}

constexpr Example examples_of_all[] = {
    {"csm churn --from subscriptions.csv", ""},
    {"csm mrr --from subscriptions.csv --period 2026-05", ""},
    {"csm nps --from answers.csv --format json | jq '.results[0].value'", ""},
    {"csm churn --opening 1000 --churned 64", ""},
    {"csm churn --from subscriptions.csv --list", "who left"},
    {"csm explain churn --from subscriptions.csv", "how the figure came about"},
    {"csm inspect --from export.csv", "what csm sees in it, and what it serves for"},
};

}  // namespace

Page page_of_program() {
  return {"csm",
          "customer-success figures from the exports you already have",
          "",
          {"csm METRIC --from [KIND=]FILE... [OPTION...]", "csm COMMAND [WORD...]", "csm --help",
           "csm --version"},
          {examples_of(examples_of_all),
           {"Metrics", metric_entries()},
           {"Other commands", command_entries()},
           {"",
            {{"",
              "Each metric reads CSV, TSV, JSON or NDJSON, also .gz and .zst, from --from FILE... "
              "or standard input; most take numbers by hand instead."},
             {"", "`csm METRIC --help` has examples, rules, options and the columns it reads."},
             {"", "`csm --version` prints the version."}},
            Form::paragraphs},
           {"Without --period",
            {{"the newest month", taken_over(DefaultPeriod::newest_month)},
             {"the months of its costs", taken_over(DefaultPeriod::months_of_costs)},
             {"the whole file", taken_over(DefaultPeriod::whole_file)}}},
           {"Exit status", exit_statuses_in_short()}}};
}

Page page_of(const Metric& metric) {
  Page page{fmt::format("csm {}", metric.id),
            std::string(metric.title),
            std::string(metric.question),
            {fmt::format("csm {} --from [KIND=]FILE... [OPTION...]", metric.id)},
            {}};
  const auto add = [&page](Section section) { page.sections.push_back(std::move(section)); };
  add(examples_of(metric.examples));
  add({"Formula", {{"", std::string(metric.formula)}}});
  if (metric.rules.size() > 1) add({"Rules", rules_of(metric), Form::listing, " (--rule)"});
  add(options_section(metric));
  if (!metric.by_hand.empty()) {
    Section by_hand{"By hand", {}, Form::listing, ", without --from:"};
    by_hand.typed = fmt::format("csm {}{}", metric.id, needed_numbers(metric));
    page.synopsis.push_back(by_hand.typed + " [OPTION...]");
    add_options(metric.by_hand, by_hand.entries);
    add(std::move(by_hand));
  }
  Section facts{"Facts", {}, Form::listing, " beside the figure (all in --format json)"};
  for (const FactMeaning& fact : metric.facts) {
    facts.entries.push_back({std::string(fact.name), std::string(fact.meaning)});
  }
  add(std::move(facts));
  add({"Columns", columns_of(metric), Form::listing,
       " it reads, by kind of export (those in brackets may be absent)"});
  add({"Source", {{"", std::string(metric.source)}}});
  return page;
}

Page page_of(const Command& command) {
  Page page{fmt::format("csm {}", command.name),
            std::string(command.summary),
            std::string(command.purpose),
            {synopsis_of(command)},
            {}};
  page.sections.push_back(examples_of(command.examples));
  if (!command.options.empty()) {
    Section options{"Options", {}};
    add_options(command.options, options.entries);
    page.sections.push_back(std::move(options));
  }
  if (command.takes_a_metric) {
    page.sections.push_back({"Options", {{"", "Those of the metric: csm METRIC --help."}}});
  }
  if (command.more != nullptr) {
    for (Section& section : command.more()) page.sections.push_back(std::move(section));
  }
  return page;
}

}  // namespace csm::cli
