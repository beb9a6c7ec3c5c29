#pragma once

#include "csm/result.hpp"

namespace csm {

/// What a report is as one table: the list where one is asked for, else a row a result with its
/// period, its segment, the figure and its interval, the change and the facts.
Listing table_of(const Report& report);

}  // namespace csm
