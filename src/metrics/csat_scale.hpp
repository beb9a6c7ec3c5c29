#pragma once

#include <cstdint>

#include "csm/metrics/csat.hpp"
#include "csm/question.hpp"
#include "csm/records/rows.hpp"
#include "csm/registry.hpp"

// How satisfaction finds its scale: from --scale and --positive-from, else from the answers.

namespace csm {

/// Sets what answers an input takes for satisfaction: those on the scale of --scale, else 1..10 and
/// words. Error{usage} for a scale there is not and a first positive score that lies on none.
void take_satisfaction(const Question& question, Input& input);

/// The scale of a survey, once all its answers were seen, in the period or not; merging adds.
class CsatScaleFinder {
 public:
  void add(const Answer& row);
  void merge(const CsatScaleFinder& other);

  /// Answers in numbers beside answers in words, or --positive-from for words.
  ///
  /// Errors  Error{refused} naming the file, Error{usage}
  void refuse_numbers_beside_words(const Question& question, const InputSummary& input) const;
  /// The declared scale, else the smallest that holds all answers.
  CsatScale scale(const Question& question) const;
  /// Says of a scale that was not declared that it was taken from the data.
  void tell(const Question& question, Report& report) const;

 private:
  std::int64_t numbers_ = 0;
  std::int64_t words_ = 0;
  int highest_ = 0;  ///< no answer is above it
};

/// The options that the above read.
inline constexpr Option csat_scale_option = {
    "scale", "LOW-HIGH",
    "the survey's scale: 1-3, 1-5, 1-7, 1-10 or 0-10; what lies outside is a bad row (default: "
    "the smallest of 1-5, 1-7 and 1-10 that holds all answers)"};
inline constexpr Option csat_positive_from_option = {
    "positive-from", "N",
    "the lowest positive score (default 3 of 1-3, 4 of 1-5, 6 of 1-7, 1-10 and 0-10)"};

}  // namespace csm
