#include "cli/commands.hpp"

namespace csm::cli {
namespace {

constexpr const Command* table[] = {
    &inspect_command,       &explain_command,  &report_command,     &check_command,
    &config_command,        &history_command,  &diff_command,       &presets_command,
    &help_command,          &glossary_command, &completion_command, &complete_command,
    &complete_line_command, &man_command,
};

}  // namespace

std::span<const Command* const> commands() { return table; }

const Command* find_command(std::string_view name) {
  for (const Command* command : table) {
    if (command->name == name) return command;
  }
  return nullptr;
}

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const Metric& metric : metrics()) names.push_back(metric.id);
  for (const Command* command : table) {
    if (!command->is_hidden) names.push_back(command->name);
  }
  return names;
}

}  // namespace csm::cli
