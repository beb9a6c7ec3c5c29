#include "csm/metrics/scores.hpp"

#include <algorithm>
#include <numeric>

namespace csm {

std::string to_text(const Scale& scale) {
  const std::string lowest = std::to_string(scale.lowest);
  return scale.lowest == scale.highest ? lowest : lowest + ".." + std::to_string(scale.highest);
}

void Scores::add(Decimal score, std::int64_t n) {
  const auto floor = static_cast<std::size_t>(score.whole_part());
  (score.is_whole() ? whole[floor] : between[floor]) += n;
  const Int128 square = checked_multiply(score.atoms(), score.atoms());
  sum = checked_add(sum, checked_multiply(score.atoms(), n));
  squares = checked_add(squares, checked_multiply(square, n));
}

void Scores::merge(const Scores& other) {
  for (std::size_t i = 0; i < whole.size(); ++i) whole[i] += other.whole[i];
  for (std::size_t i = 0; i < between.size(); ++i) between[i] += other.between[i];
  sum = checked_add(sum, other.sum);
  squares = checked_add(squares, other.squares);
}

std::int64_t Scores::fractional() const {
  return std::accumulate(between.begin(), between.end(), std::int64_t{0});
}

std::int64_t Scores::at_least(int score) const {
  const auto from = std::max(score, 0);
  return std::accumulate(whole.begin() + from, whole.end(), std::int64_t{0}) +
         std::accumulate(between.begin() + std::min(from, 10), between.end(), std::int64_t{0});
}

std::int64_t Scores::at_most(int score) const {
  return std::accumulate(whole.begin(), whole.begin() + score + 1, std::int64_t{0}) +
         std::accumulate(between.begin(), between.begin() + score, std::int64_t{0});
}

Quantity Scores::mean() const {
  Quantity mean{std::nullopt, Unit::score, {}};
  const Int128 n = answers();
  if (n > 0) mean.amount = reduced(sum, checked_multiply(n, Decimal::unit));
  return mean;
}

std::optional<Interval> Scores::mean_interval(double confidence) const {
  const std::optional<MeanSample> sample = mean_sample();
  if (!sample || sample->n < 2) return std::nullopt;
  return student_t(sample->mean, sample->variance, sample->n, confidence);
}

std::optional<MeanSample> Scores::mean_sample() const {
  const std::int64_t n = answers();
  if (n < 1) return std::nullopt;
  if (n == 1) return MeanSample{mean().amount->to_double(), 0, 1};
  // Around the mean, to the atom: what is left for floating point is small, and 0 where all answers
  // are equal.
  const Int128 unit = Decimal::unit;
  const Int128 centre = sum / n;
  const Int128 shift = checked_subtract(sum, checked_multiply(centre, n));
  const Int128 cross = checked_multiply(2 * centre, shift);
  const Int128 squares_at_centre = checked_multiply(checked_multiply(centre, centre), n);
  const Int128 rest = checked_subtract(checked_subtract(squares, cross), squares_at_centre);
  const auto count = static_cast<double>(n);
  const double atoms = static_cast<double>(unit);
  const double shifted = static_cast<double>(shift) / atoms;
  const double spread = static_cast<double>(rest) / atoms / atoms - shifted * shifted / count;
  return MeanSample{mean().amount->to_double(), std::max(spread, 0.0) / (count - 1), n};
}

Breakdown Scores::distribution(const Scale& scale) const {
  Breakdown breakdown;
  for (int score = scale.lowest; score <= scale.highest; ++score) {
    breakdown.emplace_back(std::to_string(score),
                           Quantity::count(whole[static_cast<std::size_t>(score)]));
  }
  if (fractional() > 0) breakdown.emplace_back("between", Quantity::count(fractional()));
  return breakdown;
}

}  // namespace csm
