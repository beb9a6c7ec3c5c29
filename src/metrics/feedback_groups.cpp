#include "metrics/feedback_groups.hpp"

#include <algorithm>

#include "csm/metrics/nps.hpp"

namespace csm {
namespace {

constexpr int promoter_from = 9;
constexpr int passive_from = 7;

/// The highest score that is negative: the mirror image of the lowest positive one.
int negative_to(const CsatScale& csat) {
  const int mirrored = csat.scale.lowest + csat.scale.highest - csat.positive_from;
  return std::min(mirrored, csat.positive_from - 1);
}

}  // namespace

FeedbackGroups groups_of(const CsatTally& t, const FeedbackView& view) {
  const Scores& scores = t.scores;
  FeedbackGroups groups;
  if (view.is_csat) {
    groups.promoters = scores.at_least(view.scale.positive_from);
    groups.detractors = scores.at_most(negative_to(view.scale));
  } else {
    groups.promoters = scores.at_least(promoter_from);
    groups.detractors = scores.answers() - scores.at_least(passive_from);
  }
  groups.passives = scores.answers() - groups.promoters - groups.detractors;
  groups.promoters += t.in_words(Opinion::positive);
  groups.passives += t.in_words(Opinion::neutral);
  groups.detractors += t.in_words(Opinion::negative);
  return groups;
}

Side side_of(ScoreStep step, const FeedbackView& view) {
  if (step == no_score || step == neutral_word) return Side::neither;
  if (step == positive_word) return Side::promoters;
  if (step == negative_word) return Side::detractors;
  const int from = view.is_csat ? view.scale.positive_from : promoter_from;
  if (step >= 2 * from) return Side::promoters;
  const bool is_low = view.is_csat ? step <= 2 * negative_to(view.scale) : step < 2 * passive_from;
  return is_low ? Side::detractors : Side::neither;
}

Quantity figure_of(const FeedbackGroups& groups, const FeedbackView& view) {
  if (view.is_csat) return Quantity::share(groups.promoters, groups.all());
  NpsTally tally;
  tally.promoters = groups.promoters;
  tally.passives = groups.passives;
  tally.detractors = groups.detractors;
  return finish(tally).value;
}

Quantity impact_of(const FeedbackGroups& part, const FeedbackGroups& all,
                   const FeedbackView& view) {
  Quantity impact = figure_of(all, view);
  const Quantity rest = figure_of(all.without(part), view);
  if (!impact.amount || !rest.amount) {
    impact.amount.reset();
  } else {
    impact.amount = *impact.amount - *rest.amount;
  }
  return impact;
}

}  // namespace csm
