#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csm/result.hpp"
#include "csm/segments.hpp"

namespace csm {

/// `--compare`: with the period before, with another period, or with another segment.
struct Comparison {
  std::optional<Period> period;                                ///< a period that is named
  std::optional<std::pair<std::string, std::string>> segment;  ///< column and segment
  /// Neither: the period right before.
  bool is_with_previous() const { return !period && !segment; }
};

/// Reads `previous`, a period, or COLUMN=SEGMENT of one of the cuts; `today` is for last-month and
/// the like.
///
/// Errors  Error{usage} for what is none of these
Comparison read_comparison(const std::string& text, const std::vector<Cut>& by,
                           std::optional<Date> today);

/// How a figure differs from another of the same metric, currency and rule.
///
/// An interval is given where both are shares, net promoter scores or means of independent samples
/// (Newcombe's method 10, z, Welch's t); sums are known exactly, so that any difference is one.
Change change_of(const Result& now, const Result& before, double confidence);

/// Compares each result of a step with the one of the same segment, currency and rule a step
/// before, and drops those of the first step, which are there for that alone.
void compare_with_step_before(std::vector<Result>& results, double confidence);

/// Compares each result with that of the segment named, alike in all else.
///
/// Errors  Error{usage} where there is no such segment
void compare_with_segment(std::vector<Result>& results, const std::string& column,
                          const std::string& segment, double confidence);

}  // namespace csm
