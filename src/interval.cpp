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

std::optional<Interval> net_difference(const NetSample& a, const NetSample& b, double confidence) {
  if (a.answers() <= 0 || b.answers() <= 0) return std::nullopt;
  const auto share = [](std::int64_t k, std::int64_t n) {
    return static_cast<double>(k) / static_cast<double>(n);
  };
  const auto score = [&](const NetSample& s) {
    return share(s.promoters - s.detractors, s.answers());
  };
  const auto variance_of_mean = [&](const NetSample& s) {
    const double of_one = share(s.promoters + s.detractors, s.answers()) - score(s) * score(s);
    return std::max(of_one, 0.0) / static_cast<double>(s.answers());
  };
  const double half =
      normal_quantile(confidence) * std::sqrt(variance_of_mean(a) + variance_of_mean(b));
  const double difference = score(a) - score(b);
  return Interval{std::max(-200.0, 100 * (difference - half)),
                  std::min(200.0, 100 * (difference + half)), confidence, "z"};
}

std::optional<Interval> welch(const MeanSample& a, const MeanSample& b, double confidence) {
  if (a.n < 2 || b.n < 2 || a.variance + b.variance <= 0) return std::nullopt;
  const double of_a = a.variance / static_cast<double>(a.n);
  const double of_b = b.variance / static_cast<double>(b.n);
  const double degrees =
      (of_a + of_b) * (of_a + of_b) /
      (of_a * of_a / static_cast<double>(a.n - 1) + of_b * of_b / static_cast<double>(b.n - 1));
  const boost::math::students_t distribution(degrees);
  const double half =
      boost::math::quantile(distribution, 0.5 + confidence / 2) * std::sqrt(of_a + of_b);
  const double difference = a.mean - b.mean;
  return Interval{difference - half, difference + half, confidence, "welch"};
}

std::optional<Interval> difference_interval(const Sample& a, const Sample& b, double confidence) {
  if (a.index() != b.index()) return std::nullopt;
  if (const auto* share = std::get_if<ShareSample>(&a)) {
    const auto& other = std::get<ShareSample>(b);
    return newcombe(share->k, share->n, other.k, other.n, confidence);
  }
  if (const auto* net = std::get_if<NetSample>(&a)) {
    return net_difference(*net, std::get<NetSample>(b), confidence);
  }
  return welch(std::get<MeanSample>(a), std::get<MeanSample>(b), confidence);
}

}  // namespace csm
