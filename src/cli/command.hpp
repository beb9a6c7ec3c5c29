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
