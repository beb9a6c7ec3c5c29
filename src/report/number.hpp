#pragma once

#include <string>

#include "csm/result.hpp"

namespace csm {

/// A quantity as a program's number in plain decimals: money to its currency's own, counts whole,
/// everything else with as many digits as give the double back.
std::string to_plain(const Quantity& quantity);

}  // namespace csm
