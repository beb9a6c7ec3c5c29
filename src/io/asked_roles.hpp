#pragma once

#include <vector>

#include "csm/question.hpp"
#include "csm/records/rows.hpp"

namespace csm {

/// Whether whole customers count.
bool counts_customers(const Question& question);

/// The roles of a metric, once nothing is missing that it asks for, with what the question asks of
/// rows. Both live as long as they are used.
///
/// Errors  Error{usage} for an option of the metric that it cannot do without
std::vector<Role> roles_of(const Question& question, Segments* segments);

}  // namespace csm
