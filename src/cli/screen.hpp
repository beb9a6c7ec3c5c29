#pragma once

#include "report/screen.hpp"

namespace csm::cli {

/// What standard output is: colours only on a terminal that has them, and not where NO_COLOR is set
/// (no-color.org).
Screen screen_of_output(bool without_colours);

}  // namespace csm::cli
