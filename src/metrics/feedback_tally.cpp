#include <algorithm>

#include "csm/metrics/feedback.hpp"

namespace csm {
namespace {

void add_opinion(CsatTally& tally, const FeedbackFact& fact, std::int64_t n) {
  if (fact.score) {
    tally.add(*fact.score, n);
  } else if (fact.word != nullptr) {
    tally.add(*fact.word, n);
  } else {
    tally.unscored += n;
  }
}

/// Neighbours with a blank between them; the texts are in `bytes`.
std::vector<std::string_view> pairs_of(std::span<const std::string_view> words,
                                       std::string& bytes) {
  std::size_t size = 0;
  for (const std::string_view word : words) size += 2 * (word.size() + 1);
  bytes.clear();
  bytes.reserve(size);  // so that what points into it stays
  std::vector<std::string_view> pairs;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::size_t begin = bytes.size();
    bytes.append(words[i - 1]).append(" ").append(words[i]);
    pairs.push_back(std::string_view(bytes).substr(begin));
  }
  return pairs;
}

}  // namespace

void FeedbackTally::add(const FeedbackFact& fact, std::int64_t n) {
  if (n == 0) return;
  add_opinion(answers, fact, n);
  if (!fact.has_comment) return;
  add_opinion(comments, fact, n);
  if (fact.themes.empty()) unmatched += n;
  for (const std::size_t theme : fact.themes) {
    if (themes.size() <= theme) themes.resize(theme + 1);
    add_opinion(themes[theme], fact, n);
  }
  const ScoreStep step = step_of(fact.score, fact.word);
  words.add(fact.words, step, n);
  std::string bytes;
  phrases.add(pairs_of(fact.words, bytes), step, n);
}

void FeedbackTally::merge(const FeedbackTally& other) {
  answers.merge(other.answers);
  comments.merge(other.comments);
  themes.resize(std::max(themes.size(), other.themes.size()));
  for (std::size_t i = 0; i < other.themes.size(); ++i) themes[i].merge(other.themes[i]);
  unmatched += other.unmatched;
  words.merge(other.words);
  phrases.merge(other.phrases);
}

}  // namespace csm
