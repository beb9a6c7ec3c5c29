#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "csm/records/answer.hpp"

namespace csm {

/// What an answer says, as closely as any group of answers needs it: 2 s for a score of s, 2 s + 1
/// for one between s and s + 1, and the four below for answers without a number.
using ScoreStep = std::uint8_t;
inline constexpr ScoreStep negative_word = 21;
inline constexpr ScoreStep neutral_word = 22;
inline constexpr ScoreStep positive_word = 23;
inline constexpr ScoreStep no_score = 24;

ScoreStep step_of(const std::optional<Decimal>& score, const AnswerWord* word);

/// How often a word is said, and by answers of which scores.
struct WordUse {
  std::int64_t comments = 0;                                ///< that hold it, however often
  std::vector<std::pair<ScoreStep, std::int64_t>> by_step;  ///< occurrences, in the order of steps

  void add(ScoreStep step, std::int64_t occurrences);
  void merge(const WordUse& other);
  std::int64_t occurrences() const;
  friend bool operator==(const WordUse&, const WordUse&) = default;
};

/// All words of comments with their use; merging adds.
///
/// Cost  a look-up a word; some 100 bytes a different word, nothing a comment
class Vocabulary {
 public:
  /// The words of n comments alike, in any order; one may stand more than once.
  void add(std::span<const std::string_view> words, ScoreStep step, std::int64_t n = 1);
  void merge(const Vocabulary& other);

  template <class Use>
  void for_each(Use&& use) const {
    for (const auto& [word, how] : words_) use(word, how);
  }
  friend bool operator==(const Vocabulary&, const Vocabulary&) = default;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  WordUse& use_of(std::string_view word);

  std::unordered_map<std::string, WordUse, Hash, std::equal_to<>> words_;
};

}  // namespace csm
