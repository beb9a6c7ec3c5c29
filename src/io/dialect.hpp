#pragma once

#include <string_view>
#include <vector>

#include "csm/run.hpp"
#include "io/binding.hpp"
#include "io/scanner.hpp"

namespace csm {

/// What a scanner is to know of the rows that are looked for: those of a kind, or of any where none
/// is named.
Dialect dialect_of(const std::vector<Input>& inputs, std::string_view kind, const Reading& reading);

}  // namespace csm
