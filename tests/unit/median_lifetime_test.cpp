#include "csm/median_lifetime.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

KaplanMeier of(std::initializer_list<std::pair<std::int64_t, bool>> durations) {
  KaplanMeier lifetimes;
  for (const auto& [duration, is_event] : durations) lifetimes.add(duration, is_event);
  return lifetimes;
}

}  // namespace

TEST_CASE("a median is the first time at which half or fewer are left") {
  CHECK(median_lifetime(of({{1, true}, {2, true}, {3, true}, {4, true}}).curve(), 0.95)->time == 2);
  CHECK(median_lifetime(of({{1, true}, {2, true}, {3, true}}).curve(), 0.95)->time == 2);
  // S(7) = 3/4, S(9) = 3/4 x 1/2.
  CHECK(median_lifetime(of({{7, true}, {8, false}, {9, true}, {10, false}}).curve(), 0.95)->time ==
        9);
}

TEST_CASE("where more than half are left at the last time there is no median") {
  CHECK_FALSE(median_lifetime(of({{1, true}, {2, false}, {3, false}}).curve(), 0.95));
  CHECK_FALSE(median_lifetime(of({{5, false}}).curve(), 0.95));
  CHECK_FALSE(median_lifetime({}, 0.95));
}

TEST_CASE("a half that rounding at each step would miss is a half") {
  // Of 14: 6/7 x 5/6 x 4/5 x 7/8 is exactly 1/2.
  KaplanMeier lifetimes;
  lifetimes.add(1, true, 2);
  lifetimes.add(2, true, 2);
  lifetimes.add(3, true, 2);
  lifetimes.add(4, true, 1);
  lifetimes.add(9, false, 7);
  CHECK(median_lifetime(lifetimes.curve(), 0.95)->time == 4);
}

// S = 18/21 after 3 of 21: with z = 1.959964 and Greenwood's sum 3 / (21 x 18), log-log limits are
// S ^ exp(+-z sqrt(sum) / |log S|) = 0.857143 ^ exp(+-1.132706).
TEST_CASE("the log-log interval is worked out from Greenwood's formula") {
  const auto interval = log_log(18.0 / 21, 3.0 / (21 * 18), 0.95);
  REQUIRE(interval);
  CHECK(interval->low == Approx(0.6197).margin(5e-5));
  CHECK(interval->high == Approx(0.9516).margin(5e-5));
  CHECK_FALSE(log_log(1, 0, 0.95));
  CHECK_FALSE(log_log(0, 0.3, 0.95));
}

TEST_CASE("the median's interval ends where that of the curve has fallen to a half") {
  // Of 21: the curve of the untreated arm of Freireich's trial; see published/ for the other.
  KaplanMeier lifetimes;
  for (const int time : {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}) {
    lifetimes.add(time, true);
  }
  const auto curve = lifetimes.curve();
  // The limits below 1/2 for the first time, by hand: low 0.4254 at 4, high 0.4818 at 11.
  CHECK(survival_intervals(curve, 0.95)[3]->low == Approx(0.4254).margin(5e-5));
  CHECK(survival_intervals(curve, 0.95)[6]->high == Approx(0.4818).margin(5e-5));
  CHECK(*median_lifetime(curve, 0.95) == MedianLifetime{8, 4, 11});
  CHECK_FALSE(survival_intervals(curve, 0.95).back());  // nobody is left
}

TEST_CASE("where too few are left a median has no upper end") {
  const auto median = median_lifetime(of({{3, true}, {4, true}, {5, false}}).curve(), 0.95);
  REQUIRE(median);
  CHECK(median->time == 4);
  CHECK_FALSE(median->high);
  // All gone at once: the curve's interval is unknown there.
  CHECK(*median_lifetime(of({{3, true}, {3, true}}).curve(), 0.95) ==
        MedianLifetime{3, 3, std::nullopt});
}

TEST_CASE("survival is known up to the last time, and after it where nobody is left") {
  const auto left = of({{2, true}, {4, true}}).curve();
  CHECK(*survival_at(left, 1) == Ratio{1, 1});
  CHECK(*survival_at(left, 2) == Ratio{1, 2});
  CHECK(*survival_at(left, 3) == Ratio{1, 2});
  CHECK(*survival_at(left, 900) == Ratio{0, 1});
  const auto here = of({{2, true}, {4, false}}).curve();
  CHECK(*survival_at(here, 4) == Ratio{1, 2});
  CHECK_FALSE(survival_at(here, 5));
  CHECK_FALSE(survival_at({}, 0));
}

TEST_CASE(
    "a service is censored the day after the data ends, its end included where that has come") {
  KaplanMeier lifetimes;
  const Date start = day(2026, 5, 1);
  const Date known_until = day(2026, 5, 10);
  lifetimes.add_service(start, never, known_until);             // 10 days so far
  lifetimes.add_service(start, day(2026, 5, 11), known_until);  // 10 days
  lifetimes.add_service(start, day(2026, 5, 12), known_until);  // planned: 10 days so far
  lifetimes.add_service(start, day(2026, 5, 4), known_until, 2);
  CHECK(lifetimes.curve() ==
        of({{3, true}, {3, true}, {10, true}, {10, false}, {10, false}}).curve());
}
