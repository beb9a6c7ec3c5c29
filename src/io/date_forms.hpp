#pragma once

#include <vector>

#include "csm/run.hpp"
#include "io/table.hpp"

namespace csm {

/// Finds the form of every date column: from the first block where that is enough, from the whole
/// file where `look_at_all` or where the first block leaves it open. Where a file leaves it open to
/// its end, the other files' column of the same field may tell.
///
/// Errors  Error{refused} for a column that stays open or mixes forms; Error{usage} for
///         `--date-format` where no column of dates is read
void settle_dates(std::vector<OpenSource>& sources, const Reading& reading, bool look_at_all);

}  // namespace csm
