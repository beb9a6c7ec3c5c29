#pragma once

#include <string>
#include <vector>

#include "csm/question.hpp"
#include "csm/result.hpp"
#include "csm/run.hpp"
#include "io/source_pass.hpp"
#include "io/table.hpp"

namespace csm {

/// The list behind a figure that is computed: who and what plays which part in it, with the columns
/// of its row, what matters most first. Says in the report's notes where what customers pay is not
/// known; its results are there already.
///
/// The table is bound anew, and reads as it did once more, and once more for what members pay.
/// Errors  Error{usage} for a part and a column there is not; those of the passes
Listing list_members(const Question& question, const Span& span, OpenTable& table,
                     const Reading& reading, const PassRules& rules, Report& report);

}  // namespace csm
