#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/page.hpp"
#include "csm/registry.hpp"

namespace csm::cli {

/// What csm does by a word behind its name that is no metric; the metrics are those of the
/// registry. Help, completions and pages of the manual come from these rows: a new command is a
/// file with its row, the row's name below and in the table.
struct Command {
  std::string_view name;
  std::string_view operands;  ///< what stands behind it without dashes: "METRIC"; empty: nothing
  std::string_view summary;   ///< in some words: "what csm sees in a file"
  std::string_view purpose;   ///< in a sentence
  std::span<const Example> examples;
  std::span<const OptionShape> options;
  /// With the words behind its name, --help not among them; returns the exit status.
  int (*run)(std::vector<std::string> words);
  /// What may stand first behind it without dashes; null: nothing, or where it has operands paths.
  std::vector<Entry> (*words)() = nullptr;
  std::vector<Section> (*more)() = nullptr;  ///< of its page, below the options; null: nothing
  bool takes_a_metric = false;               ///< behind its name, and then that metric's options
  bool is_hidden = false;                    ///< for scripts, not for people
};

extern const Command inspect_command;
extern const Command explain_command;
extern const Command report_command;
extern const Command check_command;
extern const Command config_command;
extern const Command history_command;
extern const Command diff_command;
extern const Command presets_command;
extern const Command help_command;
extern const Command glossary_command;
extern const Command completion_command;
extern const Command complete_command;
extern const Command complete_line_command;
extern const Command man_command;

/// All of them, in the order of the help.
std::span<const Command* const> commands();

/// The command of that name, or null.
const Command* find_command(std::string_view name);

/// All words that may stand behind csm, the metrics first, without the hidden ones.
std::vector<std::string_view> command_names();

}  // namespace csm::cli
