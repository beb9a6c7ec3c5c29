#pragma once

#include <vector>

#include "cli/page.hpp"

namespace csm::cli {

/// The statuses that csm ends with, and what each means.
std::vector<Entry> exit_statuses();

/// The same in a few words each.
std::vector<Entry> exit_statuses_in_short();

}  // namespace csm::cli
