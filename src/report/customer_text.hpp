#pragma once

#include <string>

#include "csm/result.hpp"

namespace csm {

/// One customer's way through the figure, for people: the part it plays, and its rows with what
/// each decides alone.
std::string customer_text(const Report& report);

}  // namespace csm
