#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/metrics/csat.hpp"
#include "csm/metrics/vocabulary.hpp"
#include "csm/result.hpp"

namespace csm {

/// An answer with a score, a comment or both.
struct FeedbackFact {
  std::optional<Decimal> score;
  const AnswerWord* word = nullptr;  ///< in place of a score
  bool has_comment = false;
  std::span<const std::string_view> words{};  ///< of the comment, folded, in their order
  std::span<const std::size_t> themes{};      ///< that it belongs to, each once
};

/// Answers, comments and themes by score, and the words of the comments; merging adds.
struct FeedbackTally {
  CsatTally answers;              ///< `unscored`: a comment alone
  CsatTally comments;             ///< answers with a comment
  std::vector<CsatTally> themes;  ///< comments of each; shorter where the last ones have none
  std::int64_t unmatched = 0;     ///< comments of no theme
  Vocabulary words;
  Vocabulary phrases;  ///< two words that follow one another, with a blank between them

  void add(const FeedbackFact& fact, std::int64_t n = 1);
  void merge(const FeedbackTally& other);
  friend bool operator==(const FeedbackTally&, const FeedbackTally&) = default;
};

/// What a tally is looked at for.
struct FeedbackView {
  std::vector<std::string> themes{};  ///< their names, in the order of the dictionary
  bool is_csat = false;               ///< satisfaction instead of NPS
  CsatScale scale{};                  ///< of satisfaction
  std::int64_t words = 10;            ///< of each side at most so many words, and so many phrases
};

/// Comments: how many there are, what they are about, and what detractors say.
///
/// Promoters and detractors are those of NPS; with satisfaction, positive answers stand for
/// promoters and negative ones for detractors, where negative is the mirror image of positive:
/// 1..2 of 1..5 and of 1..7, 1..5 of 1..10, 1 of 1..3, 0..4 of 0..10.
/// Formula  comments; impact of a theme = figure of all scored answers - figure of those that are
///          not the theme's; words by `contrasts`
/// Unit     count; shares 0..1; NPS and its impact in points, CSAT and its impact as shares
/// Empty    no answers: absent. No scored answer, none in a theme or none outside: figures and
///          impact absent. No words where promoters or detractors say nothing
/// Errors   none here: answers outside the scale were rejected on reading
/// Cost     O(1) a word; memory for each different word and pair of words, not for comments
/// Merging  counts add; the scale is chosen once all are merged
/// Source   themes: a dictionary of the user's; words: Monroe, Colaresi, Quinn, "Fightin' Words",
///          Political Analysis 16 (2008)
/// Example  FeedbackTally t; t.add({.score = Decimal{3}, .has_comment = true});
///          finish(t, FeedbackView{}).value.amount == Ratio{1, 1}
Result finish(const FeedbackTally& tally, const FeedbackView& view, double confidence = 0.95);

struct Metric;
extern const Metric feedback_metric;

}  // namespace csm
