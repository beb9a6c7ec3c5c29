#include "csm/compare.hpp"

#include <cmath>

#include "csm/metrics/nps.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

Result share(std::int64_t k, std::int64_t n) {
  Result result;
  result.value = Quantity::share(k, n);
  result.sample = ShareSample{k, n};
  result.interval = wilson(k, n, 0.95);
  return result;
}

bool is_near(double value, double wanted, double within) {
  return std::abs(value - wanted) < within;
}

}  // namespace

// R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890; the general definitions quote it.
TEST_CASE("the change of a share has Newcombe's interval") {
  const Change change = change_of(share(7, 34), share(1, 34), 0.95);
  REQUIRE(change.interval);
  CHECK(change.difference.amount == reduced(6, 34));
  CHECK(is_near(change.interval->low, 0.0189, 5e-5));
  CHECK(is_near(change.interval->high, 0.3404, 5e-5));
  CHECK(change.is_more_than_chance() == true);
  CHECK(change_of(share(7, 34), share(6, 34), 0.95).is_more_than_chance() == false);
}

// var = p + d - (p - d)^2: 1/4 for 10 promoters among 20 answers, so 100 x 1.95996 x sqrt(2/80).
TEST_CASE("the change of a net promoter score is judged by the variances of both") {
  const auto interval = net_difference({10, 10, 0}, {10, 10, 0}, 0.95);
  REQUIRE(interval);
  CHECK(is_near(interval->high, 30.9898, 1e-3));
  CHECK(is_near(interval->low, -30.9898, 1e-3));
  CHECK_FALSE(net_difference({0, 0, 0}, {1, 0, 0}, 0.95));
}

// 1..5 against 2..6: both variances 2.5, so 8 degrees of freedom, t 2.30600, standard error 1.
TEST_CASE("the difference of two means has Welch's interval") {
  const auto interval = welch({4, 2.5, 5}, {3, 2.5, 5}, 0.95);
  REQUIRE(interval);
  CHECK(is_near(interval->low, 1 - 2.3060, 1e-4));
  CHECK(is_near(interval->high, 1 + 2.3060, 1e-4));
  CHECK_FALSE(welch({4, 2.5, 1}, {3, 2.5, 5}, 0.95));
}

TEST_CASE("sums have no interval of their change, and absent figures no change") {
  Result now;
  now.value = Quantity::money(Decimal{12}.atoms(), *Currency::of("USD"));
  now.interval_reason = "a census";
  Result before = now;
  before.value = Quantity::money(Decimal{10}.atoms(), *Currency::of("USD"));
  const Change change = change_of(now, before, 0.95);
  CHECK(to_text(change.difference) == "2.00 USD");
  CHECK_FALSE(change.interval);
  CHECK(change.interval_reason == "a census");
  CHECK_FALSE(change.is_more_than_chance());
  before.value.amount.reset();
  CHECK_FALSE(change_of(now, before, 0.95).difference.amount);
}

TEST_CASE("a comparison is with the period before, with another, or with a segment") {
  const std::vector<Cut> by = {read_cut("plan")};
  CHECK(read_comparison("previous", by, std::nullopt).is_with_previous());
  CHECK(read_comparison("2026-04", by, std::nullopt).period->label == "2026-04");
  CHECK(read_comparison("plan=a=b", by, std::nullopt).segment->second == "a=b");
  CHECK(test::fails_with(ErrorCode::usage, [&] { read_comparison("before", by, std::nullopt); }));
  CHECK(test::fails_with(ErrorCode::usage, [&] { read_comparison("size=x", by, std::nullopt); }));
}
