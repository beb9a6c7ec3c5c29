#pragma once

#include <string>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// Whether the report has results of several steps.
bool is_series(const Report& report);
/// Whether it has results of several steps or segments.
bool is_sliced(const Report& report);

/// For people: what slices the results are of, and a line for each that has a slice of its own.
std::string slices_text(const Report& report, const Screen& screen);

}  // namespace csm
