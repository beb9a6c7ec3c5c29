#pragma once

#include <string>
#include <string_view>

namespace csm {

/// Adds whole lines to a file, which is made where it is not there. Writers wait for each other, so
/// that no line is lost or cut by another one; the lines are on the disk when this returns. Where
/// they cannot be written, the file is as it was before.
///
/// Returns  whether the file ended within a line: somebody was stopped while writing. That rest
///          stays as a line of its own
/// Errors   Error{usage} for what is no plain file; Error{failed} where the system fails
bool append_lines(const std::string& path, std::string_view lines);

}  // namespace csm
