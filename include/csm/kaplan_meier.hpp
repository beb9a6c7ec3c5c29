#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "csm/date.hpp"
#include "csm/ratio.hpp"

namespace csm {

/// How long things last, where some are still going on: the survival curve of Kaplan and Meier.
///
/// Formula  S(t) = product over times u <= t of (at risk - events) / at risk, where at risk are all
///          with a duration of u or more: who is censored at u is still at risk of the event at u
/// Unit     durations are whole days; S is held in whole numbers of 1/10^18, rounded half to even
///          at each time, so that it is the same on every machine and in every order
/// Empty    no durations: no curve, no mean
/// Errors   Error{failed} for a duration below 0
/// Cost     O(1) a duration; an entry for each different one, which the curve sorts
/// Merging  counts add by duration
/// Source   E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations",
///          JASA 53 (1958), 457-481
/// Example  KaplanMeier k; k.add(1, true); k.add(2, false);
///          k.curve()[0].survival == KaplanMeier::one / 2; *k.restricted_mean() == Ratio{3, 2}
class KaplanMeier {
 public:
  static constexpr std::int64_t one = 1'000'000'000'000'000'000;  ///< a survival of 1

  /// A time at which something ended or was last seen.
  struct Step {
    std::int64_t time = 0;
    std::int64_t at_risk = 0;  ///< just before it
    std::int64_t events = 0;
    std::int64_t censored = 0;
    std::int64_t survival = one;  ///< S(time), in parts of `one`

    friend bool operator==(const Step&, const Step&) = default;
  };

  /// n durations that ended (`is_event`), or that were still going on when last seen (censored).
  void add(std::int64_t duration, bool is_event, std::int64_t n = 1);
  /// n who came on `start` and left on `end`, as far as is known until that day, which is not
  /// before `start - 1`: an end later than the day after it is planned and has not happened, so
  /// they are censored on that day.
  void add_service(Date start, Date end, Date known_until, std::int64_t n = 1);
  void merge(const KaplanMeier& other);

  std::int64_t subjects() const;
  std::int64_t events() const;
  /// The longest duration, of an event or not; 0 where there is none.
  std::int64_t last_time() const;
  /// A step for each different duration, the shortest first.
  std::vector<Step> curve() const;

  /// Area under S from 0 to the last observed time, in days. Where S is not 0 there, the whole
  /// mean is longer: it is restricted to that time.
  std::optional<Ratio> restricted_mean() const;

  friend bool operator==(const KaplanMeier&, const KaplanMeier&) = default;

 private:
  struct Counts {
    std::int64_t events = 0;
    std::int64_t censored = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
  };
  std::unordered_map<std::int64_t, Counts> by_duration_;
};

}  // namespace csm
