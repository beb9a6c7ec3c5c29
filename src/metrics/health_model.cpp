#include "metrics/health_model.hpp"

#include <algorithm>
#include <numeric>

#include "csm/error.hpp"
#include "metrics/health_options.hpp"

namespace csm {
namespace {

Int128 greatest_common_divisor(Int128 a, Int128 b) {
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace

HealthModel::HealthModel(const Question& question)
    : scoring_(read_scoring(question)),
      factors_(read_factors(question, scoring_)),
      bounds_(read_bounds(question)) {
  measure_lines();
}

void HealthModel::measure_lines() {
  Int128 common_weight = 0;
  for (const HealthFactor& factor : factors_) {
    common_weight = greatest_common_divisor(factor.weight.atoms(), common_weight);
  }
  for (const HealthFactor& factor : factors_) {
    Line line;
    line.weight = factor.weight.atoms() / common_weight;
    line.length =
        (std::max(factor.worst, factor.best) - std::min(factor.worst, factor.best)).atoms();
    weight_ = checked_add(weight_, line.weight);
    common_ = lcm(common_, Whole(line.length));
    lines_.push_back(line);
  }
  for (Line& line : lines_) line.scale = Whole(line.weight) * (common_ / Whole(line.length));
}

/// The weighted points of a value, in parts of the common measure; 1 is the best there is.
HealthModel::Whole HealthModel::points_of(std::size_t factor, Decimal value) const {
  const auto& [name, weight, worst, best] = factors_[factor];
  const Decimal way = best > worst ? value - worst : worst - value;
  const Int128 clipped = std::clamp<Int128>(way.atoms(), 0, lines_[factor].length);
  return Whole(clipped) * lines_[factor].scale;
}

Int128 HealthModel::weight_present(FactorValues values) const {
  Int128 present = 0;
  for (std::size_t i = 0; i < values.size(); ++i) present += values[i] ? lines_[i].weight : 0;
  return present;
}

/// 100 x points / whole to the decimal's last place, half to even.
Decimal HealthModel::rounded(const Whole& points, const Whole& whole) {
  Whole quotient;
  Whole rest;
  divide_qr(Whole(points * (100 * Decimal::unit)), whole, quotient, rest);
  auto atoms = static_cast<std::int64_t>(quotient);
  const Whole twice = rest * 2;
  if (twice > whole || (twice == whole && atoms % 2 != 0)) ++atoms;
  return Decimal::of_atoms(atoms);
}

HealthScore HealthModel::score(FactorValues values) const {
  const Int128 present = weight_present(values);
  if (present == 0 || checked_multiply(present, 5) < checked_multiply(weight_, 3)) return {};
  Whole points = 0;
  Decimal sum;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    points += points_of(i, *values[i]);
    if (scoring_ == HealthScoring::sum) sum = sum + *values[i];
  }
  const Whole whole = Whole(present) * common_;
  const Whole exact = points * (100 * Decimal::unit);
  const auto is_below = [&](Decimal bound) { return exact < Whole(bound.atoms()) * whole; };
  const HealthBand band = is_below(bounds_.yellow_from)  ? HealthBand::red
                          : is_below(bounds_.green_from) ? HealthBand::yellow
                                                         : HealthBand::green;
  return {band, scoring_ == HealthScoring::sum ? sum : rounded(points, whole)};
}

std::vector<std::optional<Decimal>> HealthModel::shares(FactorValues values) const {
  std::vector<std::optional<Decimal>> shares(values.begin(), values.end());
  if (scoring_ == HealthScoring::sum) return shares;
  const Whole whole = Whole(weight_present(values)) * common_;
  Whole points = 0;
  Decimal before;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    points += points_of(i, *values[i]);
    const Decimal total = rounded(points, whole);
    shares[i] = total - before;
    before = total;
  }
  return shares;
}

std::string plain(Decimal number) {
  std::string text = number.ratio().to_decimal(Decimal::places);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace csm
