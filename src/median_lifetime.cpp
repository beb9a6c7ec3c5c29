#include "csm/median_lifetime.hpp"

namespace csm {
namespace {

double share_of(std::int64_t survival) {
  return static_cast<double>(survival) / static_cast<double>(KaplanMeier::one);
}

}  // namespace

std::vector<std::optional<Interval>> survival_intervals(const std::vector<KaplanMeier::Step>& curve,
                                                        double confidence) {
  std::vector<std::optional<Interval>> intervals;
  double greenwood = 0;
  for (const KaplanMeier::Step& step : curve) {
    const auto at_risk = static_cast<double>(step.at_risk);
    const auto events = static_cast<double>(step.events);
    if (step.events < step.at_risk) greenwood += events / (at_risk * (at_risk - events));
    intervals.push_back(log_log(share_of(step.survival), greenwood, confidence));
  }
  return intervals;
}

std::optional<MedianLifetime> median_lifetime(const std::vector<KaplanMeier::Step>& curve,
                                              double confidence) {
  const std::vector<std::optional<Interval>> intervals = survival_intervals(curve, confidence);
  std::optional<std::int64_t> time;
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;
  // S was rounded at every step by half a part of it at the most.
  std::int64_t half = KaplanMeier::one / 2;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    ++half;
    const bool is_half = curve[i].survival <= half;
    const bool may_be_half = intervals[i] ? intervals[i]->low <= 0.5 : is_half;
    const bool must_be_half = intervals[i] && intervals[i]->high <= 0.5;
    if (is_half && !time) time = curve[i].time;
    if (may_be_half && !low) low = curve[i].time;
    if (must_be_half && !high) high = curve[i].time;
  }
  if (!time) return std::nullopt;
  return MedianLifetime{*time, low.value_or(*time), high};
}

std::optional<Ratio> survival_at(const std::vector<KaplanMeier::Step>& curve, std::int64_t time) {
  if (curve.empty()) return std::nullopt;
  const bool is_beyond = curve.back().time < time && curve.back().survival > 0;
  if (is_beyond) return std::nullopt;
  std::int64_t survival = KaplanMeier::one;
  for (const KaplanMeier::Step& step : curve) {
    if (step.time <= time) survival = step.survival;
  }
  return reduced(survival, KaplanMeier::one);
}

}  // namespace csm
