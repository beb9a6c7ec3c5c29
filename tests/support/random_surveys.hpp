#pragma once

#include <cstdint>

#include "slow_table.hpp"

namespace csm::slow {

/// Answers on a scale, each table on one of its own, to 3, 5, 7 or 10, some from 0, some with
/// scores between two whole ones; always `score`, the other columns or some of them.
Table random_scores(std::uint64_t seed);
/// Answers in words; one table in four has numbers too.
Table random_words(std::uint64_t seed);
/// Scores of 0..10 with comments of a few words, in several scripts and spellings, also none.
Table random_comments(std::uint64_t seed);

}  // namespace csm::slow
