#pragma once

#include <cstdint>

#include "csm/metrics/feedback.hpp"
#include "metrics/contrast.hpp"

namespace csm {

/// Scored answers by the side they stand on.
struct FeedbackGroups {
  std::int64_t promoters = 0;
  std::int64_t passives = 0;
  std::int64_t detractors = 0;

  std::int64_t all() const { return promoters + passives + detractors; }
  FeedbackGroups without(const FeedbackGroups& part) const {
    return {promoters - part.promoters, passives - part.passives, detractors - part.detractors};
  }
};

FeedbackGroups groups_of(const CsatTally& tally, const FeedbackView& view);
/// The side of an answer of that score.
Side side_of(ScoreStep step, const FeedbackView& view);

/// NPS in points, or the share of positive answers; absent where there are no answers.
Quantity figure_of(const FeedbackGroups& groups, const FeedbackView& view);
/// How much the part moves the figure of all; absent where it is all or nothing is scored.
Quantity impact_of(const FeedbackGroups& part, const FeedbackGroups& all, const FeedbackView& view);

/// The themes by their index, the most frequent first, then as in the dictionary.
std::vector<std::size_t> order_of_themes(const FeedbackTally& tally, const FeedbackView& view);

}  // namespace csm
