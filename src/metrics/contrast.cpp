#include "metrics/contrast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace csm {
namespace {

constexpr std::int64_t billion = 1'000'000'000;
constexpr std::int64_t telling = 196 * (billion / 100);

/// Occurrences by side, in the order of `Side`.
struct Sides {
  std::array<std::int64_t, 3> by_side{};

  std::int64_t& of(Side side) { return by_side[static_cast<std::size_t>(side)]; }
  std::int64_t detractors() const { return by_side[0]; }
  std::int64_t promoters() const { return by_side[2]; }
  std::int64_t all() const { return by_side[0] + by_side[1] + by_side[2]; }
};

Sides sides_of(const WordUse& use, const std::function<Side(ScoreStep)>& side_of) {
  Sides sides;
  for (const auto& [step, n] : use.by_step) sides.of(side_of(step)) += n;
  return sides;
}

/// The word's count on a side with the prior, and that of all other words.
struct Odds {
  double word;
  double others;
};

Odds odds_of(std::int64_t word, std::int64_t all, const Sides& of_word, const Sides& of_all) {
  const auto total = static_cast<double>(of_all.all());
  const auto weight = static_cast<double>(prior_weight);
  return {static_cast<double>(word) + weight * static_cast<double>(of_word.all()) / total,
          static_cast<double>(all - word) +
              weight * static_cast<double>(of_all.all() - of_word.all()) / total};
}

std::int64_t z_billionths(const Sides& word, const Sides& all) {
  const Odds a = odds_of(word.detractors(), all.detractors(), word, all);
  const Odds b = odds_of(word.promoters(), all.promoters(), word, all);
  const double difference = std::log(a.word / a.others) - std::log(b.word / b.others);
  const double z = difference / std::sqrt(1 / a.word + 1 / b.word);
  return std::llround(z * static_cast<double>(billion));
}

}  // namespace

bool is_more_telling(const Contrast& a, const Contrast& b) {
  const std::int64_t x = std::abs(a.z_billionths);
  const std::int64_t y = std::abs(b.z_billionths);
  return x != y ? x > y : a.word < b.word;
}

std::vector<Contrast> contrasts(const Vocabulary& words,
                                const std::function<Side(ScoreStep)>& side_of) {
  Sides all;
  words.for_each([&](const std::string&, const WordUse& use) {
    for (const auto& [step, n] : use.by_step) all.of(side_of(step)) += n;
  });
  std::vector<Contrast> found;
  if (all.detractors() == 0 || all.promoters() == 0) return found;
  words.for_each([&](const std::string& word, const WordUse& use) {
    if (use.comments < least_comments) return;
    const Sides said = sides_of(use, side_of);
    if (said.all() == all.all()) return;  // the only word there is
    const std::int64_t z = z_billionths(said, all);
    if (std::abs(z) >= telling) found.push_back({word, said.detractors(), said.promoters(), z});
  });
  std::sort(found.begin(), found.end(), is_more_telling);
  return found;
}

}  // namespace csm
