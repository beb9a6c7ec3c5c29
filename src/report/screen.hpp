#pragma once

namespace csm {

/// What a report is written for: a file or pipe, unless something else is said.
struct Screen {
  bool is_terminal = false;  ///< somebody looks at it: what goes on and on is left to other outputs
  bool has_colours = false;
  bool has_blocks = true;  ///< characters beyond ASCII, such as those of bars, can be seen
};

}  // namespace csm
