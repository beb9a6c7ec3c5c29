#include <algorithm>

#include "slow_clv.hpp"

namespace csm::slow {

using Whole = boost::multiprecision::cpp_int;

Rational rounded_to(const Rational& number, int decimals) {
  Whole unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  const Rational scaled = number * unit;
  Whole below = numerator(scaled) / denominator(scaled);
  while (Rational(below) > scaled) --below;
  const Rational rest = scaled - Rational(below);
  if (rest > Rational(1, 2) || (rest == Rational(1, 2) && below % 2 != 0)) ++below;
  return Rational(below, unit);
}

std::map<int, Rational> slow_survival(const std::vector<Lifetime>& lifetimes) {
  std::vector<int> times;
  for (const Lifetime& lifetime : lifetimes) times.push_back(lifetime.days);
  std::sort(times.begin(), times.end());
  std::map<int, Rational> curve;
  Rational survival = 1;
  for (const int time : times) {
    if (curve.count(time) > 0) continue;
    long at_risk = 0;
    long ended = 0;
    for (const Lifetime& lifetime : lifetimes) {
      if (lifetime.days >= time) ++at_risk;
      if (lifetime.days == time && lifetime.has_ended) ++ended;
    }
    if (ended == 0) continue;
    survival = rounded_to(survival * (at_risk - ended) / at_risk, 18);
    curve[time] = survival;
  }
  return curve;
}

Figure slow_restricted_mean(const std::vector<Lifetime>& lifetimes) {
  if (lifetimes.empty()) return std::nullopt;
  int longest = 0;
  for (const Lifetime& lifetime : lifetimes) longest = std::max(longest, lifetime.days);
  const std::map<int, Rational> curve = slow_survival(lifetimes);
  Rational area = 0;
  Rational survival = 1;
  for (int day = 0; day < longest; ++day) {
    // from this day to the next
    const auto step = curve.find(day);
    if (step != curve.end()) survival = step->second;
    area += survival;
  }
  return area;
}

}  // namespace csm::slow
