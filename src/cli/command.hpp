#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csm/registry.hpp"

namespace csm::cli {

/// Runs csm with the words behind its name; returns the exit status.
int run(const std::vector<std::string>& arguments);

/// Runs `csm METRIC ...` with what follows the metric's name; returns the exit status.
int run_metric(const Metric& metric, std::vector<std::string> arguments);

/// Runs `csm presets ...`: the exports that csm knows; returns the exit status.
int run_presets(const std::vector<std::string>& arguments);

/// Runs `csm inspect ...` with what follows; returns the exit status.
int run_inspect(std::vector<std::string> arguments);

/// Runs `csm report ...`: several figures by a config; returns the exit status.
int run_report(const std::vector<std::string>& words);

/// Runs `csm check ...`: a config's thresholds; returns the exit status.
int run_check(const std::vector<std::string>& words);

/// Runs `csm config ...`: whether a config is right; returns the exit status.
int run_config(const std::vector<std::string>& words);

/// Whether `--help` or `-h` is among the words.
bool asks_for_help(const std::vector<std::string>& words);

/// A line of help: an option or a word, and what it means.
struct HelpEntry {
  std::string left;
  std::string right;
};
/// Two columns, the second broken to 80 columns.
std::string help_listing(const std::vector<HelpEntry>& entries);
/// "--period PERIOD".
std::string option_name(std::string_view name, std::string_view argument);

/// `csm --help`.
std::string help();
/// `csm METRIC --help`: examples first.
std::string help(const Metric& metric);

/// An option that all metrics share, or all that it concerns.
struct SharedOption {
  std::string_view name;
  std::string_view argument;  ///< empty: a flag
  std::string_view help;
  bool is_for_files;  ///< of no use to figures by hand
  bool (*concerns)(const Metric&);
};
std::span<const SharedOption> shared_options();

/// Writes to standard output. Error{failed} where it cannot be written, such as a full disk.
void print(std::string_view text);

}  // namespace csm::cli
