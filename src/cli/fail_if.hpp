#pragma once

#include <string>
#include <vector>

#include "csm/ratio.hpp"
#include "csm/result.hpp"

namespace csm::cli {

/// A condition of `--fail-if`, on the figure (`>5%`) or on a fact beside it (`nrr<100%`).
struct FailIf {
  std::string text;  ///< as it was given
  std::string fact;  ///< empty: the figure
  std::string comparison;
  Ratio bound;
  bool is_percent = false;
};

/// Reads `[FACT](> >= < <= == !=)NUMBER[%]`.
///
/// Errors  Error{usage} for anything else, for a fact that the metric does not have, for % of what
///         is no share, and for a share of 2 or more that is not written in %: 5 would be 500 %
FailIf read_fail_if(const Metric& metric, const std::string& text);

/// What became of a condition with one result.
struct FailIfOutcome {
  enum class Verdict { holds, does_not_hold, unknown };
  Verdict verdict;
  std::string condition;  ///< as it was given
  std::string text;       ///< "churn of 2026-05 is 6.4 %, fails if > 5 %"
};
/// Looks at every result with every condition. One that has no figure to compare fails nothing.
/// Error{usage} for a fact as for the figure: its unit is known only now.
std::vector<FailIfOutcome> look_at(const std::vector<FailIf>& conditions, const Report& report);

}  // namespace csm::cli
