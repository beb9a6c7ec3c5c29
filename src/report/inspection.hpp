#pragma once

#include <span>
#include <string>

#include "csm/inspection.hpp"

namespace csm {

/// For people: each file on a screen of 80 columns.
std::string to_text(std::span<const InspectedFile> files, Date today);

/// For programs: all that is known, an object a file.
std::string to_json(std::span<const InspectedFile> files, Date today);

}  // namespace csm
