#pragma once

#include <cstdint>

#include "csm/metrics/scores.hpp"
#include "csm/result.hpp"

namespace csm {

/// How effort was asked: on 1..7 or 1..5, and which end is easy.
struct CesQuestion {
  int highest = 7;
  bool low_is_easy = false;

  friend bool operator==(const CesQuestion&, const CesQuestion&) = default;
};

/// Counts of answers by score; merging adds.
struct CesTally {
  Scores scores;
  std::int64_t unscored = 0;  ///< rows without an answer

  void add(Decimal score, std::int64_t n = 1) { scores.add(score, n); }
  void merge(const CesTally& other);
  std::int64_t easy(const CesQuestion& asked) const;
  std::int64_t difficult(const CesQuestion& asked) const;
  friend bool operator==(const CesTally&, const CesTally&) = default;
};

/// Customer effort score of answers from very difficult (low) to very easy (high).
///
/// Easy is 5..7 of 1..7 or 4..5 of 1..5, difficult 1..3 or 1..2; where low is easy the other way
/// round. What lies between, 3.5 of 7 too, is neutral. The mean is that of the answers as given.
/// Formula  easy answers / answers, or the mean             Unit  share, 0..1; of the mean score
/// Empty    no answers: absent, never 0                     Cost  O(1) an answer, 220 bytes
/// Errors   none here: answers outside the scale were rejected on reading
/// Merging  counts add
/// Source   M. Dixon, K. Freeman and N. Toman, "Stop Trying to Delight Your Customers", HBR, July
///          2010; on 1..7 as CES 2.0
/// Example  CesTally t; t.add(6); t.add(2);  finish(t, {}).value.amount == Ratio{1, 2}
Result finish(const CesTally& tally, const CesQuestion& asked, double confidence = 0.95,
              bool is_mean = false);

struct Metric;
extern const Metric ces_metric;

}  // namespace csm
