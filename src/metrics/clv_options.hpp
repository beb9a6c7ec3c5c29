#pragma once

#include <optional>

#include "csm/metrics/clv.hpp"
#include "csm/question.hpp"

namespace csm {

/// `--lifespan` in months, which is written as `24`, `24m` or `2y`. Error{usage} for anything else.
std::optional<Ratio> lifespan_of(const Question& question);

/// `--margin`, which is written as `0.8` or `80%`, and `--acquisition-cost`. Error{usage} for
/// anything else.
ValueTerms terms_of(const Question& question);

}  // namespace csm
