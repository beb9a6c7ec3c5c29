#pragma once

#include "csm/question.hpp"
#include "csm/result.hpp"
#include "csm/run.hpp"
#include "io/source_pass.hpp"
#include "io/table.hpp"

namespace csm {

/// Follows the question's customer through its figure: which rows it has, what each decides alone,
/// and what they are together.
///
/// The table is bound anew and read twice: once for what only all rows tell.
/// Errors  Error{usage} where no row is of that customer
CustomerStory story_of_customer(const Question& question, const Span& span, OpenTable& table,
                                const Reading& reading, const PassRules& rules);

}  // namespace csm
