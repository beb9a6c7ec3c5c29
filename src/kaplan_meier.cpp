#include "csm/kaplan_meier.hpp"

#include <algorithm>
#include <map>

#include "csm/error.hpp"
#include "csm/int128.hpp"

namespace csm {
namespace {

/// survival * left / at_risk, rounded half to even.
std::int64_t surviving(std::int64_t survival, std::int64_t left, std::int64_t at_risk) {
  const Int128 product = static_cast<Int128>(survival) * left;
  Int128 whole = product / at_risk;
  const Int128 twice_rest = product % at_risk * 2;
  if (twice_rest > at_risk || (twice_rest == at_risk && whole % 2 != 0)) ++whole;
  return static_cast<std::int64_t>(whole);
}

}  // namespace

void KaplanMeier::add(std::int64_t duration, bool is_event, std::int64_t n) {
  if (duration < 0) throw Error(ErrorCode::failed, "", "a duration lies below 0 days");
  if (n == 0) return;
  Counts& counts = by_duration_[duration];
  (is_event ? counts.events : counts.censored) += n;
}

void KaplanMeier::add_service(Date start, Date end, Date known_until, std::int64_t n) {
  const Date behind = known_until + std::chrono::days{1};
  add((std::min(end, behind) - start).count(), end <= behind, n);
}

void KaplanMeier::merge(const KaplanMeier& other) {
  for (const auto& [duration, more] : other.by_duration_) {
    Counts& counts = by_duration_[duration];
    counts.events += more.events;
    counts.censored += more.censored;
  }
}

std::int64_t KaplanMeier::subjects() const {
  std::int64_t sum = 0;
  for (const auto& [duration, counts] : by_duration_) sum += counts.events + counts.censored;
  return sum;
}

std::int64_t KaplanMeier::events() const {
  std::int64_t sum = 0;
  for (const auto& [duration, counts] : by_duration_) sum += counts.events;
  return sum;
}

std::int64_t KaplanMeier::last_time() const {
  std::int64_t last = 0;
  for (const auto& [duration, counts] : by_duration_) last = std::max(last, duration);
  return last;
}

std::vector<KaplanMeier::Step> KaplanMeier::curve() const {
  std::vector<Step> steps;
  std::int64_t at_risk = subjects();
  std::int64_t survival = one;
  const std::map<std::int64_t, Counts> in_order(by_duration_.begin(), by_duration_.end());
  for (const auto& [duration, counts] : in_order) {
    survival = surviving(survival, at_risk - counts.events, at_risk);
    steps.push_back({duration, at_risk, counts.events, counts.censored, survival});
    at_risk -= counts.events + counts.censored;
  }
  return steps;
}

std::optional<Ratio> KaplanMeier::restricted_mean() const {
  if (by_duration_.empty()) return std::nullopt;
  Int128 area = 0;
  std::int64_t since = 0;
  std::int64_t survival = one;
  for (const Step& step : curve()) {
    area = checked_add(area, static_cast<Int128>(survival) * (step.time - since));
    since = step.time;
    survival = step.survival;
  }
  return reduced(area, one);
}

}  // namespace csm
