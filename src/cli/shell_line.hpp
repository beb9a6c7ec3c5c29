#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csm::cli {

/// A line that is being typed in bash, up to the cursor.
struct ShellLine {
  std::vector<std::string> words;  ///< without their quotes; the last one is not finished
  /// What of the last word stands before the piece that bash replaces: it cuts words at characters
  /// such as = too.
  std::string kept;
};

/// Takes a line apart as a shell does: by blanks, with '...', "..." and backslashes; what would be
/// replaced ($HOME, `date`) stays as it is. `breaks` are bash's COMP_WORDBREAKS.
ShellLine read_shell_line(std::string_view line, std::string_view breaks);

}  // namespace csm::cli
