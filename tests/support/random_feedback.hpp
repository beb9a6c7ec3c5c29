#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "slow_feedback.hpp"

namespace csm::slow {

/// Answers with comments of few words, so that themes, words and phrases meet; other alphabets,
/// letters of two characters, bytes that are no UTF-8, spoilt cells and missing words among them.
/// Always `comment`, the other columns or some of them. Scores are on 0..10, or for `csat` each
/// table has a scale of its own.
Table random_feedback(std::uint64_t seed, bool csat);

/// Answers enough for words to set detractors apart from promoters.
Table random_opinions(std::uint64_t seed);

/// One to five themes of words, phrases and stems that such comments say.
std::vector<Theme> random_themes(std::uint64_t seed);

/// The dictionary as a file: blank lines, comments, quotation marks and blanks where they may be.
std::string to_dictionary(const std::vector<Theme>& themes, std::uint64_t seed);

}  // namespace csm::slow
