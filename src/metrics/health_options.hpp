#pragma once

#include "metrics/health_model.hpp"

// What --scoring, --factor and --bands say. Error{usage} where they are not of their form.

namespace csm {

HealthScoring read_scoring(const Question& question);

/// The factors in the order given. `NAME:WEIGHT:WORST..BEST`, where the name may have colons of its
/// own; for sums the name alone, which is a factor of weight 1 from 0 to 10.
std::vector<HealthFactor> read_factors(const Question& question, HealthScoring scoring);

/// `RED,GREEN` with 0 <= RED <= GREEN <= 100.
HealthBounds read_bounds(const Question& question);

}  // namespace csm
