#pragma once

#include <span>
#include <string>

#include "csm/inspection.hpp"

namespace csm {

/// For people: each file on a screen of 80 columns.
std::string to_text(std::span<const InspectedFile> files, Date today);

/// For programs: all that is known, an object a file.
std::string to_json(std::span<const InspectedFile> files, Date today);

/// A row a column of each file, for the other forms of output.
Listing columns_table(std::span<const InspectedFile> files);

}  // namespace csm
