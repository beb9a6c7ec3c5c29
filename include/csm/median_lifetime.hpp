#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "csm/interval.hpp"
#include "csm/kaplan_meier.hpp"

namespace csm {

/// How long half of those stay of whom a curve of Kaplan and Meier tells.
///
/// Formula  the first time at which S is 1/2 or less; its interval holds the times at which the
///          log-log interval of S holds 1/2
/// Unit     days, as the curve's                 Empty  S stays above 1/2: absent, never the last
/// time Cost     O(times of the curve) Source   R. Brookmeyer, J. Crowley, "A confidence interval
/// for the median survival time",
///          Biometrics 38 (1982), 29-41
/// Example  of 6-MP in Freireich's leukemia trial: 23 weeks, 13 or more
struct MedianLifetime {
  std::int64_t time = 0;
  std::int64_t low = 0;
  std::optional<std::int64_t> high;  ///< none: too few are left to say how long it may be at most

  friend bool operator==(const MedianLifetime&, const MedianLifetime&) = default;
};

std::optional<MedianLifetime> median_lifetime(const std::vector<KaplanMeier::Step>& curve,
                                              double confidence);

/// The log-log interval of S at each step of a curve.
std::vector<std::optional<Interval>> survival_intervals(const std::vector<KaplanMeier::Step>& curve,
                                                        double confidence);

/// S at a time; absent where the curve ends before it with some still there.
std::optional<Ratio> survival_at(const std::vector<KaplanMeier::Step>& curve, std::int64_t time);

}  // namespace csm
