#pragma once

#include <span>
#include <vector>

#include "cli/arguments.hpp"

namespace csm::cli {

/// An option of `csm report` or one of the commands beside it, and what it is for.
struct ReportOption {
  OptionShape shape;
  std::string_view help;
};

/// The options of `csm report`. But for `config` each may stand in a config's `[report]`.
std::span<const ReportOption> report_options();
std::vector<OptionShape> report_shapes();

}  // namespace csm::cli
