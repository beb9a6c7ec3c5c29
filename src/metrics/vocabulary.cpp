#include "csm/metrics/vocabulary.hpp"

#include <algorithm>

namespace csm {

ScoreStep step_of(const std::optional<Decimal>& score, const AnswerWord* word) {
  if (score) {
    const auto floor = static_cast<int>(score->atoms() / Decimal::unit);
    return static_cast<ScoreStep>(2 * floor + (score->is_whole() ? 0 : 1));
  }
  if (word == nullptr) return no_score;
  switch (word->opinion) {
    case Opinion::positive:
      return positive_word;
    case Opinion::neutral:
      return neutral_word;
    case Opinion::negative:
      return negative_word;
    default:
      return no_score;
  }
}

void WordUse::add(ScoreStep step, std::int64_t occurrences) {
  const auto at = std::lower_bound(by_step.begin(), by_step.end(), step,
                                   [](const auto& use, ScoreStep s) { return use.first < s; });
  if (at != by_step.end() && at->first == step) {
    at->second += occurrences;
  } else {
    by_step.insert(at, {step, occurrences});
  }
}

void WordUse::merge(const WordUse& other) {
  comments += other.comments;
  for (const auto& [step, n] : other.by_step) add(step, n);
}

std::int64_t WordUse::occurrences() const {
  std::int64_t sum = 0;
  for (const auto& [step, n] : by_step) sum += n;
  return sum;
}

WordUse& Vocabulary::use_of(std::string_view word) {
  const auto found = words_.find(word);
  return found != words_.end() ? found->second : words_[std::string(word)];
}

void Vocabulary::add(std::span<const std::string_view> words, ScoreStep step, std::int64_t n) {
  if (n == 0) return;
  std::vector<std::string_view> sorted(words.begin(), words.end());
  std::sort(sorted.begin(), sorted.end());
  for (auto first = sorted.begin(); first != sorted.end();) {
    const auto last = std::upper_bound(first, sorted.end(), *first);
    WordUse& use = use_of(*first);
    use.add(step, (last - first) * n);
    use.comments += n;
    first = last;
  }
}

void Vocabulary::merge(const Vocabulary& other) {
  for (const auto& [word, use] : other.words_) use_of(word).merge(use);
}

}  // namespace csm
