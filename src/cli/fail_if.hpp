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

/// What to tell of each result of which a condition holds ("csm: --fail-if '>5%': ..."), and of
/// those that have no figure to compare, which fail nothing.
struct FailIfFindings {
  std::vector<std::string> failures;
  std::vector<std::string> unknown;
};
/// Error{usage} for a fact as for the figure: its unit is known only now.
FailIfFindings find_failures(const std::vector<FailIf>& conditions, const Report& report);

}  // namespace csm::cli
