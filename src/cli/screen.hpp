#pragma once

#include <cstdint>

#include "report/screen.hpp"

namespace csm::cli {

/// What standard output is: colours only on a terminal that has them, and not where NO_COLOR is set
/// (no-color.org).
Screen screen_of_output(bool without_colours);

/// Now in seconds since 1970, or what SOURCE_DATE_EPOCH tells to whoever wants the same bytes again
/// (reproducible-builds.org).
std::int64_t seconds_of_output();

}  // namespace csm::cli
