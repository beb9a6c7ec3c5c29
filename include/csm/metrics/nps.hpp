#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "csm/records/answer.hpp"
#include "csm/result.hpp"

namespace csm {

/// Counts of answers by what they say, and of invitations; merging adds.
struct NpsTally {
  std::int64_t promoters = 0;
  std::int64_t passives = 0;
  std::int64_t detractors = 0;
  std::int64_t unscored = 0;
  std::int64_t sent = 0;                    ///< rows whose invitation went out in the period
  std::int64_t responded = 0;               ///< of those, the ones with a score
  Int128 score_atoms = 0;                   ///< sum of the scores
  std::array<std::int64_t, 11> by_score{};  ///< whole scores 0..10
  std::int64_t fractional = 0;              ///< scores between two whole ones

  /// n answers of one score, which lies on the scale.
  void add(Decimal score, std::int64_t n = 1);
  void merge(const NpsTally& other);
  std::int64_t answers() const { return promoters + passives + detractors; }
  friend bool operator==(const NpsTally&, const NpsTally&) = default;
};

/// The order of response ids: ids that are whole numbers come first and go by their value, so that
/// 9 comes before 10; others go by their bytes. Blank is the smallest.
bool is_smaller_id(std::string_view a, std::string_view b);

/// A customer's last answer: the latest day, on it the greatest response id, then the lowest score.
struct LatestAnswer {
  bool is_given = false;
  Date answered_on{};
  CustomerText response_id;
  Decimal score;

  void merge(const LatestAnswer& other);
};

/// Net promoter score of answers on a 0..10 scale.
///
/// Promoter from 9, passive from 7 and below 9, detractor below 7 (so 8.5 is passive).
/// Formula  100 * (promoters - detractors) / answers       Unit  points, -100..100
/// Empty    no answers: absent, never 0                     Cost  O(1) an answer, 160 bytes
/// Errors   none here: answers outside the scale were rejected on reading
/// Merging  counts add; with --per-customer latest once every customer is whole
/// Source   F. Reichheld, "The One Number You Need to Grow", HBR, Dec 2003
/// Example  NpsTally t; t.add(10); t.add(3);  finish(t).value.amount == Ratio{0, 2}
/// `lowest_score` is only said: 0, or 1 for a survey that asked 1..10.
Result finish(const NpsTally& tally, double confidence = 0.95, int lowest_score = 0);

struct Metric;
extern const Metric nps_metric;

}  // namespace csm
