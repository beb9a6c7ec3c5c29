#include "csm/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace csm {
namespace {

double normal_quantile(double confidence) {
  return boost::math::quantile(boost::math::normal{}, 0.5 + confidence / 2);
}

}  // namespace

std::optional<Interval> wilson(std::int64_t k, std::int64_t n, double confidence) {
  if (n <= 0) return std::nullopt;
  const double z = normal_quantile(confidence);
  const double count = static_cast<double>(n);
  const double share = static_cast<double>(k) / count;
  const double shrink = 1 + z * z / count;
  const double centre = (share + z * z / (2 * count)) / shrink;
  const double half =
      z * std::sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / shrink;
  // At the ends the bound is 0 or 1 exactly; rounding must not leave 1e-18 there.
  return Interval{k == 0 ? 0 : std::max(0.0, centre - half),
                  k == n ? 1 : std::min(1.0, centre + half), confidence, "wilson"};
}

std::optional<Interval> newcombe(std::int64_t k1, std::int64_t n1, std::int64_t k2, std::int64_t n2,
                                 double confidence) {
  const auto first = wilson(k1, n1, confidence);
  const auto second = wilson(k2, n2, confidence);
  if (!first || !second) return std::nullopt;
  const double share1 = static_cast<double>(k1) / static_cast<double>(n1);
  const double share2 = static_cast<double>(k2) / static_cast<double>(n2);
  const double change = share1 - share2;
  return Interval{change - std::hypot(share1 - first->low, second->high - share2),
                  change + std::hypot(first->high - share1, share2 - second->low), confidence,
                  "newcombe"};
}

std::optional<Interval> adjusted_wald(std::int64_t promoters, std::int64_t passives,
                                      std::int64_t detractors, double confidence) {
  const std::int64_t answers = promoters + passives + detractors;
  if (answers <= 0) return std::nullopt;
  const double n = static_cast<double>(answers) + 3;
  const double p = (static_cast<double>(promoters) + 0.75) / n;
  const double d = (static_cast<double>(detractors) + 0.75) / n;
  const double half = normal_quantile(confidence) * std::sqrt((p + d - (p - d) * (p - d)) / n);
  return Interval{std::max(-100.0, 100 * (p - d - half)), std::min(100.0, 100 * (p - d + half)),
                  confidence, "adjusted wald"};
}

std::optional<Interval> student_t(double mean, double sample_variance, std::int64_t n,
                                  double confidence) {
  if (n < 2) return std::nullopt;
  const boost::math::students_t distribution(static_cast<double>(n - 1));
  const double half = boost::math::quantile(distribution, 0.5 + confidence / 2) *
                      std::sqrt(sample_variance / static_cast<double>(n));
  return Interval{mean - half, mean + half, confidence, "student t"};
}

std::optional<Interval> log_log(double survival, double greenwood, double confidence) {
  if (survival <= 0 || survival >= 1) return std::nullopt;
  const double half =
      normal_quantile(confidence) * std::sqrt(greenwood) / std::abs(std::log(survival));
  return Interval{std::pow(survival, std::exp(half)), std::pow(survival, std::exp(-half)),
                  confidence, "log-log greenwood"};
}

}  // namespace csm
