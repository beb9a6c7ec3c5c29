#pragma once

#include <string>
#include <vector>

#include "csm/inspection.hpp"
#include "csm/records/rows.hpp"
#include "io/binding.hpp"
#include "io/scanner.hpp"

namespace csm {

/// How a file's columns serve a metric: by the first of its main inputs that they suit, else by
/// that of which the fewest are missing.
struct Fit {
  const Metric* metric;
  Input input;
  BindingResult bound;
  std::string refusal;  ///< why the columns cannot be told apart, or the rows cannot be counted

  bool is_whole() const {
    return refusal.empty() && bound.missing.empty() &&
           (bound.has_any_of || !input.without_any.empty());
  }
};

/// For each metric, in the order of the help, how a table's header serves it; those that are not
/// computed from the source's kind are left out. Error{usage} for a --map of a column that is not
/// there.
std::vector<Fit> fits_of(const Source& source, const Scanner& scanner, const Reading& reading);

/// The fit whose rows tell most: that with the most columns of those that are whole; null where
/// none is.
const Fit* fullest(const std::vector<Fit>& fits);

/// What each column is taken for, by all fits that are whole; without any by the nearest.
std::vector<std::vector<ColumnMeaning>> meanings_of(const std::vector<Fit>& fits,
                                                    const std::vector<std::string>& header,
                                                    const Reading& reading);

/// The command that computes the metric, or what it lacks.
Offer offer_of(const Fit& fit, const Source& source, const Reading& reading);

}  // namespace csm
