#pragma once

#include <vector>

#include "io/shared_file.hpp"
#include "io/source_pass.hpp"

namespace csm {

/// Goes over a table once for several passes that have not begun: each thread scans a block and
/// brings it to all of them, with their columns, before it scans the next one.
///
/// False where the table cannot be read to its end for all of them alike: its file is shared no
/// more, and their passes are to be thrown away. What is wrong, if anything is for one of them, is
/// for it to find alone.
bool go_over_together(SharedTable& table, const std::vector<SourcePass*>& passes) noexcept;

}  // namespace csm
