#pragma once

#include <string>

#include "csm/question.hpp"

namespace csm::cli {

/// All that stands in a small file, unpacked where it is packed, and its name as it is shown; - is
/// standard input. Error{failed} where it cannot be read.
NamedText whole_file(const std::string& path);

}  // namespace csm::cli
