#pragma once

#include <string>
#include <vector>

#include "csm/result.hpp"
#include "report/json_text.hpp"

namespace csm {

/// Two outputs of csm's JSON side by side.
struct Difference {
  Listing moved;              ///< a row a figure whose value is another one, or only in one
  std::size_t unchanged = 0;  ///< figures of the same value
  std::vector<std::string> definitions;  ///< "Customer churn: rule opening was cohort"
  std::vector<std::string> inputs;       ///< "subscriptions.csv has changed (sha256 ...)"
};

/// Compares what `csm METRIC` or `csm report` wrote as JSON. Figures are matched by figure, segment
/// and period; where no period is in both, the last ones are compared. `old_name` and `new_name`
/// are how the files are shown.
///
/// Errors  Error{refused} for what is none of csm's outputs
Difference difference_of(const std::string& old_name, const Json& old_output,
                         const std::string& new_name, const Json& new_output);

}  // namespace csm
