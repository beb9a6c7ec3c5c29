#include "csm/metrics/scores.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

Scores scores_of(const std::vector<std::string_view>& texts) {
  Scores scores;
  for (const std::string_view text : texts) scores.add(dec(text));
  return scores;
}

}  // namespace

TEST_CASE("scores between two whole ones lie above the lower and below the upper") {
  const Scores scores = scores_of({"0", "1", "3.5", "3.999999999999", "4", "10"});
  CHECK(scores.answers() == 6);
  CHECK(scores.fractional() == 2);
  CHECK(scores.at_least(0) == 6);
  CHECK(scores.at_least(3) == 4);
  CHECK(scores.at_least(4) == 2);
  CHECK(scores.at_least(10) == 1);
  CHECK(scores.at_most(10) == 6);
  CHECK(scores.at_most(4) == 5);
  CHECK(scores.at_most(3) == 2);
  CHECK(scores.at_most(1) == 2);
  CHECK(scores.at_most(0) == 1);
}

TEST_CASE("a distribution has every score of its scale, and those between apart") {
  const Breakdown whole = scores_of({"1", "3", "3"}).distribution({1, 3});
  REQUIRE(whole.size() == 3);
  CHECK(whole[0] == std::pair<std::string, Quantity>("1", Quantity::count(1)));
  CHECK(whole[1] == std::pair<std::string, Quantity>("2", Quantity::count(0)));
  CHECK(whole[2] == std::pair<std::string, Quantity>("3", Quantity::count(2)));
  const Breakdown between = scores_of({"1.5", "3"}).distribution({1, 3});
  REQUIRE(between.size() == 4);
  CHECK(between[3] == std::pair<std::string, Quantity>("between", Quantity::count(1)));
}

TEST_CASE("the mean is exact") {
  CHECK(*scores_of({"1", "2", "2"}).mean().amount == Ratio{5, 3});
  CHECK(*scores_of({"4.5", "4.25"}).mean().amount == Ratio{875, 200});
  CHECK_FALSE(Scores{}.mean().amount);
}

// 2, 4, 4, 4, 5, 5, 7, 9 has mean 5, squares of deviations 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, so
// the sample variance is 32 / 7; t with 7 degrees of freedom is 2.3646: half a width of 1.7875.
TEST_CASE("the interval of the mean is Student's") {
  const auto interval = scores_of({"2", "4", "4", "4", "5", "5", "7", "9"}).mean_interval(0.95);
  REQUIRE(interval);
  CHECK(std::abs(interval->low - 3.2125) < 1e-4);
  CHECK(std::abs(interval->high - 6.7875) < 1e-4);
  CHECK(interval->method == "student t");
}

// 1.5 and 2.5: mean 2, sample variance 1/2, t with 1 degree of freedom 12.7062, half a width of
// 12.7062 * sqrt(1/4).
TEST_CASE("the interval of the mean takes scores that are not whole") {
  const auto interval = scores_of({"1.5", "2.5"}).mean_interval(0.95);
  REQUIRE(interval);
  CHECK(std::abs(interval->high - 8.3531) < 1e-4);
}

TEST_CASE("equal answers have an interval without width, a single answer has none") {
  for (const std::string_view score : {"1", "4", "4.5", "10"}) {
    const auto interval = scores_of({score, score, score}).mean_interval(0.95);
    REQUIRE(interval);
    CHECK(interval->low == interval->high);
  }
  CHECK_FALSE(scores_of({"4"}).mean_interval(0.95));
  CHECK_FALSE(Scores{}.mean_interval(0.95));
}

TEST_CASE("ten billion answers have a mean and an interval") {
  Scores scores;
  scores.add(Decimal{10}, 5'000'000'000);
  scores.add(Decimal{1}, 5'000'000'000);
  CHECK(*scores.mean().amount == Ratio{11, 2});
  REQUIRE(scores.mean_interval(0.95));
  CHECK(std::abs(scores.mean_interval(0.95)->low - 5.4999118) < 1e-6);
}
