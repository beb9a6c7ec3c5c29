#pragma once

#include <vector>

#include "csm/run.hpp"
#include "io/row_reader.hpp"
#include "io/scanner.hpp"

namespace csm {

/// What a scanner is to know of the rows that are looked for.
Dialect dialect_of(const std::vector<Input>& inputs, const Reading& reading);

}  // namespace csm
