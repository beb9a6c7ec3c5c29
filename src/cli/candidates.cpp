#include "cli/candidates.hpp"

#include <algorithm>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/option_values.hpp"

namespace csm::cli {
namespace {

std::vector<Entry> words_behind_csm() {
  std::vector<Entry> words;
  for (const Metric& metric : metrics()) {
    words.push_back({std::string(metric.id), std::string(metric.question)});
  }
  for (const Command* command : commands()) {
    if (command->is_hidden) continue;
    words.push_back({std::string(command->name), std::string(command->summary)});
  }
  words.push_back({"--help", "examples, metrics and commands"});
  words.push_back({"--version", "the version"});
  return words;
}

/// The options that may be given yet.
std::vector<Entry> options_left(const TypedCommand& typed) {
  std::vector<Entry> left;
  for (const OptionShape& option : typed.options) {
    const std::string flag = "--" + std::string(option.name);
    const bool is_given = std::any_of(
        typed.words.begin(), typed.words.end() - 1,
        [&](const std::string& word) { return word == flag || word.starts_with(flag + "="); });
    if (is_given && !option.argument.ends_with("...")) continue;
    left.push_back({flag, std::string(option.help)});
  }
  left.push_back({"--help", "examples, options and what it reads"});
  return left;
}

/// The option whose value the last word is: right behind it, or behind further values of one that
/// takes several. Null where it is none.
const OptionShape* option_before(const TypedCommand& typed) {
  for (std::size_t i = typed.words.size() - 1; i-- > 0;) {
    if (!typed.words[i].starts_with("--")) continue;
    const OptionShape* option = find_option(typed, typed.words[i]);
    if (option == nullptr || option->argument.empty()) return nullptr;
    const bool is_next = i + 2 == typed.words.size();
    return is_next || option->argument.ends_with("...") ? option : nullptr;
  }
  return nullptr;
}

Candidates candidates_of(const TypedCommand& typed, const Command* command) {
  const std::string& current = typed.words.back();
  const std::size_t equals = current.find('=');
  if (current.starts_with("--") && equals != std::string::npos) {
    const OptionShape* option = find_option(typed, current.substr(0, equals));
    if (option == nullptr || option->argument.empty()) return {};
    const std::string before = current.substr(0, equals + 1);
    Candidates candidates = values_of(typed, *option, current.substr(equals + 1));
    for (Entry& entry : candidates.words) entry.left.insert(0, before);
    if (candidates.path) candidates.path->before.insert(0, before);
    return candidates;
  }
  if (current.starts_with('-')) return {options_left(typed), {}};
  if (const OptionShape* option = option_before(typed)) return values_of(typed, *option, current);
  if (command != nullptr && command->words != nullptr && typed.words.size() == 1) {
    return {command->words(), {}};
  }
  const bool takes_paths = command != nullptr && command->words == nullptr &&
                           !command->operands.empty() && !command->takes_a_metric;
  if (takes_paths) return {{}, Candidates::Path{"", current}};
  return {options_left(typed), {}};
}

Candidates all_candidates(const std::vector<std::string>& words) {
  if (words.size() < 2) return {words_behind_csm(), {}};
  const Command* command = find_command(words[0]);
  std::size_t begin = 1;
  if (command != nullptr && command->takes_a_metric) {
    if (words.size() == 2) {
      Candidates ids;
      for (const Metric& metric : metrics()) {
        ids.words.push_back({std::string(metric.id), std::string(metric.question)});
      }
      return ids;
    }
    begin = 2;
  }
  TypedCommand typed{find_metric(words[begin - 1]), {}, {}};
  if (typed.metric != nullptr) {
    typed.options = options_of(*typed.metric);
  } else if (command != nullptr) {
    typed.options.assign(command->options.begin(), command->options.end());
  } else {
    return {};
  }
  typed.words.assign(words.begin() + static_cast<std::ptrdiff_t>(begin), words.end());
  return candidates_of(typed, command);
}

}  // namespace

Candidates candidates_for(const std::vector<std::string>& words) {
  const std::string current = words.empty() ? "" : words.back();
  Candidates candidates = all_candidates(words);
  std::erase_if(candidates.words,
                [&](const Entry& entry) { return !entry.left.starts_with(current); });
  return candidates;
}

}  // namespace csm::cli
