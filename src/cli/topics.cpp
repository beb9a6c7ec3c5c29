#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/exit_statuses.hpp"
#include "csm/error.hpp"
#include "report/report.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

constexpr Example examples[] = {
    {"csm help churn", "the same as csm churn --help"},
    {"csm help exit-status", "what a script is told"},
    {"csm help formats", "of --format, and the endings of --output"},
};

/// What help tells of besides the commands.
struct Topic {
  std::string_view name;
  std::string_view title;
  std::vector<Entry> (*entries)();
};

/// The forms of output with the endings of their files.
std::vector<Entry> format_entries() {
  std::vector<Entry> entries;
  for (const Format& format : all_formats()) {
    std::string meaning(format.meaning);
    if (!format.endings.empty()) {
      meaning += fmt::format(" ({})", format.endings.substr(0, format.endings.size() - 1));
    }
    entries.push_back({std::string(format.name), std::move(meaning)});
  }
  return entries;
}

constexpr Topic topics[] = {
    {"exit-status", "what csm ends with", exit_statuses},
    {"formats", "forms of output, by --format or the ending of --output", format_entries},
};

std::vector<Entry> words_of_help() {
  std::vector<Entry> words;
  for (const Topic& topic : topics) {
    words.push_back({std::string(topic.name), std::string(topic.title)});
  }
  for (const Metric& metric : metrics()) {
    words.push_back({std::string(metric.id), std::string(metric.question)});
  }
  for (const Command* command : commands()) {
    if (command->is_hidden) continue;
    words.push_back({std::string(command->name), std::string(command->summary)});
  }
  return words;
}

[[noreturn]] void refuse(const std::string& word) {
  std::vector<std::string_view> names = command_names();
  for (const Topic& topic : topics) names.push_back(topic.name);
  usage_error("", in_quotes(word) + " is nothing that csm help tells of; there are " +
                      joined(names) + did_you_mean(word, names));
}

std::string help_of(const std::string& word) {
  if (const Metric* metric = find_metric(word)) return to_text(page_of(*metric));
  if (const Command* command = find_command(word)) return to_text(page_of(*command));
  for (const Topic& topic : topics) {
    if (topic.name != word) continue;
    return to_text({"csm help " + word, std::string(topic.title), "", {}, {{"", topic.entries()}}});
  }
  refuse(word);
}

int run_help(std::vector<std::string> words) {
  if (words.size() > 1) usage_error("", "csm help takes one command or topic");
  print(words.empty() ? to_text(page_of_program()) : help_of(words.front()));
  return 0;
}

}  // namespace

constinit const Command help_command{
    .name = "help",
    .operands = "[COMMAND|TOPIC]",
    .summary = "of a metric, a command or a topic: exit-status, formats",
    .purpose = "What does a command do, and what are its options?",
    .examples = examples,
    .options = {},
    .run = run_help,
    .words = words_of_help};

}  // namespace csm::cli
