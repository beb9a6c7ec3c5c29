#pragma once

#include <string>

#include "csm/result.hpp"

namespace csm {

/// The figure out of its facts, as its rule says: "64 / 1,000 = 6.4 %"; empty where it is absent or
/// a fact is.
std::string worked(const Result& result, const Rule& rule);

/// For people: how the report's figures came about.
std::string explain_text(const Report& report);

}  // namespace csm
