#pragma once

#include <cstdint>

#include "csm/metrics/csat.hpp"
#include "csm/question.hpp"
#include "csm/records/rows.hpp"

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

}  // namespace csm
