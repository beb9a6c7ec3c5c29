#pragma once

#include <string_view>

namespace csm {

/// "0.1.0".
std::string_view version();

}  // namespace csm
