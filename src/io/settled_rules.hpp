#pragma once

#include <vector>

#include "csm/registry.hpp"
#include "io/table.hpp"

namespace csm {

/// Settles by which rule a question is answered, and by which further ones: the one asked for, else
/// those that the kinds of rows suggest that are given, or the metric's first.
///
/// Errors  Error{usage} where the rule asked for is computed from rows of a kind that is not there
void settle_rules(Question& question, const std::vector<Role>& roles, const OpenTable& table);

}  // namespace csm
