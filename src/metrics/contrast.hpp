#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "csm/metrics/vocabulary.hpp"

namespace csm {

/// The side that an answer stands on.
enum class Side : std::uint8_t { detractors, neither, promoters };

/// A word that one side says more than the other.
struct Contrast {
  std::string word;
  std::int64_t detractors = 0;  ///< occurrences on that side
  std::int64_t promoters = 0;
  std::int64_t z_billionths = 0;  ///< above 0: said more by detractors
};

/// How many words the prior is worth.
inline constexpr std::int64_t prior_weight = 500;
/// A word that fewer comments hold is left out.
inline constexpr std::int64_t least_comments = 3;

/// By |z|, then by the word's bytes.
bool is_more_telling(const Contrast& a, const Contrast& b);

/// The words that set detractors apart from promoters, the most telling first: those in at least
/// `least_comments` comments whose |z| is 1.96 or more.
///
/// z is the difference of both sides' log-odds of the word, divided by its standard error. Each
/// side's counts are joined by a prior: the word's share of all comments, also of those on neither
/// side, times `prior_weight`. So a rare word needs more evidence than a chance of two or three.
/// Formula  y = occurrences on a side, n = of all words there, a = weight x share, a0 = weight:
///          d = ln((y1 + a) / (n1 + a0 - y1 - a)) - ln((y2 + a) / (n2 + a0 - y2 - a))
///          z = d / sqrt(1 / (y1 + a) + 1 / (y2 + a))
/// Empty    none where one side says nothing, or where there is no second word to compare with
/// Ties     by the word's bytes; z is rounded to 9 decimals before anything is compared
/// Source   B. Monroe, M. Colaresi, K. Quinn, "Fightin' Words", Political Analysis 16 (2008)
///          372-403, equations 16, 20 and 22
std::vector<Contrast> contrasts(const Vocabulary& words,
                                const std::function<Side(ScoreStep)>& side_of);

}  // namespace csm
