#pragma once

#include <string>
#include <vector>

#include "io/table.hpp"

namespace csm {

/// The columns of a bound table by which people know what a row is and why it counts: those that
/// the metric reads, and names, plans, comments; of all files, each name once, as they stand there.
std::vector<std::string> columns_of_use(const OpenTable& table);

}  // namespace csm
