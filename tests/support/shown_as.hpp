#pragma once

#include <optional>
#include <string>

#include "csm/result.hpp"
#include "support/slow_table.hpp"

namespace csm::test {

/// Exact values as text, "7/3" or "n/a", the same for both implementations.
std::string shown_as(const std::optional<slow::Rational>& value);
std::string shown_as(const Quantity& quantity);
/// "red 1; green 2; "
std::string shown_as(const Breakdown& breakdown);

}  // namespace csm::test
