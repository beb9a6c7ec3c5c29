#pragma once

#include <array>
#include <cstdint>

#include "csm/metrics/scores.hpp"
#include "csm/records/answer.hpp"
#include "csm/result.hpp"

namespace csm {

/// A scale that satisfaction is asked on, and the score from which an answer is positive.
struct CsatScale {
  Scale scale;
  int positive_from = 4;

  friend bool operator==(const CsatScale&, const CsatScale&) = default;
};

/// 1..5, 1..7 or 1..10, the first that reaches up to the highest answer; positive is 4..5, 6..7 or
/// 6..10.
CsatScale smallest_scale(int highest_answer);

/// Counts of answers by score, or by word where the survey asked for words; merging adds.
struct CsatTally {
  Scores scores;
  std::array<std::int64_t, answer_words.size()> by_word{};
  std::int64_t unscored = 0;  ///< rows without an answer

  void add(Decimal score, std::int64_t n = 1) { scores.add(score, n); }
  /// n answers of one word of `answer_words`.
  void add(const AnswerWord& word, std::int64_t n = 1);
  void merge(const CsatTally& other);
  std::int64_t in_words(Opinion opinion) const;
  friend bool operator==(const CsatTally&, const CsatTally&) = default;
};

/// Customer satisfaction: the share of positive answers.
///
/// Positive is 4..5 of 1..5, 6..7 of 1..7, 6..10 of 1..10 or 0..10, 3 of 1..3; or a word such as
/// good, satisfied, happy or yes. Neutral answers stay in the base.
/// Formula  positive answers / answers                      Unit  share, 0..1
/// Empty    no answers: absent, never 0                     Cost  O(1) an answer, 350 bytes
/// Errors   none here: answers outside the scale were rejected on reading
/// Merging  counts add; the scale is chosen once all are merged
/// Source   Delighted, "How is CSAT calculated?"
/// Example  CsatTally t; t.add(5); t.add(2);  finish(t, {{1, 5}, 4}).value.amount == Ratio{1, 2}
/// A tally of words has neither mean nor top and bottom shares, and no use for the scale.
Result finish(const CsatTally& tally, const CsatScale& scale, double confidence = 0.95);

struct Metric;
extern const Metric csat_metric;

}  // namespace csm
