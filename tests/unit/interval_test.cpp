#include "csm/interval.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace csm;

namespace {

/// What a table prints with so many decimals.
bool prints_as(double value, double printed, int decimals) {
  return std::abs(value - printed) <= 0.5 * std::pow(10.0, -decimals) * (1 + 1e-9);
}

void check(const std::optional<Interval>& interval, double low, double high, int decimals) {
  REQUIRE(interval);
  INFO(interval->low << ".." << interval->high << " against " << low << ".." << high);
  CHECK(prints_as(interval->low, low, decimals));
  CHECK(prints_as(interval->high, high, decimals));
}

}  // namespace

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
// Medicine 17 (1998) 857-872, table I, method 3 (score).
TEST_CASE("Wilson's interval has the limits of Newcombe's table for a single proportion") {
  check(wilson(81, 263, 0.95), 0.2553, 0.3662, 4);
  check(wilson(15, 148, 0.95), 0.0624, 0.1605, 4);
  check(wilson(0, 20, 0.95), 0.0000, 0.1611, 4);
  check(wilson(1, 29, 0.95), 0.0061, 0.1718, 4);
}

TEST_CASE("Wilson's interval has the limits that the general definitions print") {
  check(wilson(64, 1000, 0.95), 0.0504, 0.0809, 4);
  check(wilson(13, 16, 0.95), 0.5699, 0.9341, 4);
  check(wilson(40, 50, 0.95), 0.6696, 0.8876, 4);
}

TEST_CASE("Wilson's interval of none or all of n ends exactly at 0 or 1") {
  for (const std::int64_t n : {std::int64_t{1}, std::int64_t{7}, std::int64_t{1000000007}}) {
    const auto none = wilson(0, n, 0.95);
    const auto all = wilson(n, n, 0.95);
    REQUIRE(none);
    REQUIRE(all);
    CHECK(none->low == 0);
    CHECK(all->high == 1);
    // At these ends the other limit is z^2 / (n + z^2), with z = 1.959964.
    const double other = 3.841458820694124 / (static_cast<double>(n) + 3.841458820694124);
    CHECK(none->high == Approx(other).epsilon(1e-12));
    CHECK(1 - all->low == Approx(other).epsilon(1e-6));
  }
}

TEST_CASE("Wilson's interval of k and of n - k are each other's mirror") {
  for (std::int64_t n = 1; n <= 40; ++n) {
    for (std::int64_t k = 0; k <= n; ++k) {
      const auto a = wilson(k, n, 0.9);
      const auto b = wilson(n - k, n, 0.9);
      REQUIRE(a);
      REQUIRE(b);
      const double share = static_cast<double>(k) / static_cast<double>(n);
      REQUIRE(std::abs(a->low - (1 - b->high)) < 1e-12);
      REQUIRE(a->low <= share);
      REQUIRE(share <= a->high);
      REQUIRE(a->low >= 0);
      REQUIRE(a->high <= 1);
    }
  }
}

// With z the limit p solves (k/n - p)^2 = z^2 p (1 - p) / n, by Wilson's definition.
TEST_CASE("Wilson's limits solve his equation at any confidence") {
  struct Quantile {
    double confidence, z;
  };
  for (const Quantile& q :
       {Quantile{0.90, 1.644853626951473}, Quantile{0.95, 1.959963984540054},
        Quantile{0.99, 2.575829303548901}, Quantile{0.999, 3.290526731491926}}) {
    const auto interval = wilson(13, 16, q.confidence);
    REQUIRE(interval);
    CHECK(interval->confidence == q.confidence);
    for (const double p : {interval->low, interval->high}) {
      const double off = 13.0 / 16 - p;
      CHECK(off * off == Approx(q.z * q.z * p * (1 - p) / 16).epsilon(1e-9));
    }
  }
}

TEST_CASE("the interval of nothing is absent") {
  CHECK_FALSE(wilson(0, 0, 0.95));
  CHECK_FALSE(newcombe(0, 0, 1, 2, 0.95));
  CHECK_FALSE(newcombe(1, 2, 0, 0, 0.95));
  CHECK_FALSE(adjusted_wald(0, 0, 0, 0.95));
  CHECK_FALSE(student_t(5, 1, 0, 0.95));
  CHECK_FALSE(student_t(5, 1, 1, 0.95));
}

// R. G. Newcombe, "Interval estimation for the difference between independent proportions",
// Statistics in Medicine 17 (1998) 873-890, table II, method 10, examples (a) to (h).
TEST_CASE("Newcombe's interval has the limits of his table for two proportions") {
  check(newcombe(56, 70, 48, 80, 0.95), 0.0524, 0.3339, 4);
  check(newcombe(9, 10, 3, 10, 0.95), 0.1705, 0.8090, 4);
  check(newcombe(6, 7, 2, 7, 0.95), 0.0582, 0.8062, 4);
  check(newcombe(5, 56, 0, 29, 0.95), -0.0381, 0.1926, 4);
  check(newcombe(0, 10, 0, 20, 0.95), -0.1611, 0.2775, 4);
  check(newcombe(0, 10, 0, 10, 0.95), -0.2775, 0.2775, 4);
  check(newcombe(10, 10, 0, 20, 0.95), 0.6791, 1.0000, 4);
  check(newcombe(10, 10, 0, 10, 0.95), 0.6075, 1.0000, 4);
}

TEST_CASE("Newcombe's interval has the limits that the general definitions print") {
  check(newcombe(7, 34, 1, 34, 0.95), 0.0189, 0.3404, 4);
}

TEST_CASE("Newcombe's interval turns round when the shares change places") {
  const auto there = newcombe(9, 50, 4, 60, 0.95);
  const auto back = newcombe(4, 60, 9, 50, 0.95);
  REQUIRE(there);
  REQUIRE(back);
  CHECK(there->low == Approx(-back->high));
  CHECK(there->high == Approx(-back->low));
}

// The general definitions; the second is J. Sauro's and J. Lewis's rule of 3/4 and 3.
TEST_CASE("the interval of a net promoter score is the adjusted Wald one of the definitions") {
  check(adjusted_wald(6, 4, 7, 0.95), -42.25, 32.25, 2);
  check(adjusted_wald(8465, 3953, 1194, 0.95), 52.3101, 54.4985, 4);
}

TEST_CASE("the interval of a net promoter score is clipped to -100..100") {
  const auto all = adjusted_wald(3, 0, 0, 0.95);
  const auto none = adjusted_wald(0, 0, 3, 0.95);
  REQUIRE(all);
  REQUIRE(none);
  CHECK(all->high == 100);
  CHECK(none->low == -100);
  // p = 3.75/6, d = 0.75/6: 50 points, variance (0.75 - 0.25) / 6.
  CHECK(all->low == Approx(50 - 195.9963984540054 * std::sqrt(0.5 / 6)));
  CHECK(none->high == Approx(-all->low));
  const auto passives = adjusted_wald(0, 9, 0, 0.95);
  REQUIRE(passives);
  CHECK(passives->low == Approx(-passives->high));
  CHECK(passives->high == Approx(195.9963984540054 * std::sqrt(1.5 / 12 / 12)));
}

// Tables of Student's t: 97.5 %, 95 % and 99.5 % points.
TEST_CASE("Student's interval has the quantiles of the tables of t") {
  struct Point {
    std::int64_t freedom;
    double confidence, t;
  };
  for (const Point& point :
       {Point{1, 0.95, 12.706}, Point{2, 0.95, 4.303}, Point{4, 0.95, 2.776}, Point{9, 0.95, 2.262},
        Point{10, 0.95, 2.228}, Point{29, 0.95, 2.045}, Point{120, 0.95, 1.980},
        Point{10, 0.90, 1.812}, Point{10, 0.99, 3.169}}) {
    // Variance n makes the standard error 1.
    const std::int64_t n = point.freedom + 1;
    const auto interval = student_t(100, static_cast<double>(n), n, point.confidence);
    INFO(point.freedom << " degrees of freedom at " << point.confidence);
    check(interval, 100 - point.t, 100 + point.t, 3);
  }
}

TEST_CASE("the mean of equal answers has an interval of no width") {
  const auto interval = student_t(4, 0, 12, 0.95);
  REQUIRE(interval);
  CHECK(interval->low == 4);
  CHECK(interval->high == 4);
}

TEST_CASE("an interval says its method and its confidence") {
  CHECK(wilson(1, 2, 0.9)->method == "wilson");
  CHECK(newcombe(1, 2, 1, 3, 0.9)->method == "newcombe");
  CHECK(adjusted_wald(1, 2, 3, 0.9)->method == "adjusted wald");
  CHECK(student_t(1, 2, 3, 0.9)->method == "student t");
  CHECK(newcombe(1, 2, 1, 3, 0.9)->confidence == 0.9);
  CHECK(adjusted_wald(1, 2, 3, 0.9)->confidence == 0.9);
  CHECK(student_t(1, 2, 3, 0.9)->confidence == 0.9);
}
