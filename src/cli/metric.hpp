#pragma once

#include <vector>

#include "cli/arguments.hpp"
#include "csm/registry.hpp"
#include "csm/run.hpp"

namespace csm::cli {

/// Whether numbers are given that stand for a file.
bool is_by_hand(const Metric& metric, const Arguments& arguments);

/// What `--from` names, else standard input. Error{usage} where that is a terminal.
std::vector<Source> sources_of(const Metric& metric, const Arguments& arguments);

/// The files beside the exports that options name: rates, themes.
std::vector<Source> files_of_options(const Metric& metric, const Arguments& arguments);

/// Refuses options that are about files, for a figure by hand.
void refuse_file_options(const Metric& metric, const Arguments& arguments);

/// Standard input can be read once: as the export, or as a file that an option names.
void refuse_standard_input_twice(const Metric& metric, const Arguments& arguments);

}  // namespace csm::cli
