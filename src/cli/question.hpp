#pragma once

#include "cli/arguments.hpp"
#include "csm/question.hpp"
#include "csm/registry.hpp"

namespace csm::cli {

/// What is asked: everything typed that decides a figure besides how the files are read.
///
/// Errors  Error{usage} for what no question can be, and for options that contradict each other
Question question_of(const Metric& metric, const Arguments& arguments);

}  // namespace csm::cli
