#pragma once

#include <cstdint>

namespace csm {

struct Stamp;

/// What a report is written for: a file or pipe, unless something else is said.
struct Screen {
  bool is_terminal = false;  ///< somebody looks at it: what goes on and on is left to other outputs
  bool has_colours = false;
  std::int64_t written_at = 0;   ///< seconds since 1970, for what says so; 0: not known
  const Stamp* stamp = nullptr;  ///< what it rests on, for formats that say so; null: not asked for
  bool has_blocks = true;        ///< characters beyond ASCII, such as those of bars, can be seen
};

}  // namespace csm
