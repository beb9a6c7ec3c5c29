#pragma once

#include <string>
#include <vector>

#include "csm/run.hpp"
#include "report/stamp.hpp"

namespace csm::cli {

/// Hashes the files that an output rests on, each once; a pipe, which can be read once, has none.
/// `config` may be empty.
///
/// Errors  Error{failed} where a file cannot be read
/// Cost    a pass over each file
Stamp stamp_of(const std::vector<Source>& sources, const std::string& config);

/// Error{failed} where a file is no longer as it was hashed: then it may have changed while the
/// figures were computed.
void refuse_changed_files(const Stamp& stamp);

}  // namespace csm::cli
