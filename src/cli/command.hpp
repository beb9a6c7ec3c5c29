#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/page.hpp"
#include "csm/registry.hpp"

namespace csm::cli {

struct Command;

/// Runs csm with the words behind its name; returns the exit status.
int run(const std::vector<std::string>& arguments);

/// Runs `csm METRIC ...` with what follows the metric's name; returns the exit status.
int run_metric(const Metric& metric, std::vector<std::string> arguments);

/// What is said of csm itself, of a metric and of another command, examples first.
Page page_of_program();
Page page_of(const Metric& metric);
Page page_of(const Command& command);

/// Error{usage} that names the metrics and what is nearest to the word.
[[noreturn]] void refuse_unknown_metric(const std::string& word);

/// An option that all metrics share, or all that it concerns.
struct SharedOption : OptionShape {
  bool is_for_files;  ///< of no use to figures by hand
  bool (*concerns)(const Metric&);
};
std::span<const SharedOption> shared_options();

/// All options of a metric: shared, its own, and numbers by hand.
std::vector<OptionShape> options_of(const Metric& metric);

/// Writes to standard output. Error{failed} where it cannot be written, such as a full disk.
void print(std::string_view text);

}  // namespace csm::cli
