#include <algorithm>
#include <random>

#include "csm/records/cost.hpp"
#include "support/catch.hpp"

// Whatever way the time is split, the parts of a cost add up to the cost.

namespace csm {
namespace {

using Dice = std::mt19937_64;

Date random_day(Dice& dice, int range) {
  return Date{std::chrono::days{20000}} +
         std::chrono::days{static_cast<int>(dice() % static_cast<std::uint64_t>(range))};
}

Cost random_cost(Dice& dice) {
  constexpr std::string_view codes[] = {"USD", "JPY", "KWD", "EUR"};
  Cost cost;
  cost.currency = *Currency::of(codes[dice() % 4]);
  Int128 minor_unit = Decimal::unit;
  for (int i = 0; i < cost.currency.decimals(); ++i) minor_unit /= 10;
  const auto amount = static_cast<Int128>(dice() % 10'000'000) - 3'000'000;
  const bool has_smaller_parts = dice() % 4 == 0;
  cost.amount = Decimal::of_atoms(has_smaller_parts ? amount * 12345 : amount * minor_unit);
  cost.begin = random_day(dice, 100);
  cost.end = *cost.begin + std::chrono::days{static_cast<int>(dice() % 500)};
  return cost;
}

}  // namespace

TEST_CASE("the parts of any split of the time add up to the cost", "[laws]") {
  Dice dice(5);
  for (int round = 0; round < 5000; ++round) {
    const Cost cost = random_cost(dice);
    std::vector<Date> cuts;
    for (std::uint64_t i = 0; i < dice() % 12; ++i) cuts.push_back(random_day(dice, 700));
    cuts.push_back(*cost.begin - std::chrono::days{static_cast<int>(dice() % 3)});
    cuts.push_back(*cost.end + std::chrono::days{1 + static_cast<int>(dice() % 3)});
    std::sort(cuts.begin(), cuts.end());
    Int128 sum = 0;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      sum += part_in(cost, {cuts[i], cuts[i + 1], "part"}).value_or(0);
    }
    INFO("round " << round);
    CHECK(sum == cost.amount.atoms());
  }
}

TEST_CASE("the days of a part add up to the part, in whole minor units", "[laws]") {
  Dice dice(6);
  for (int round = 0; round < 500; ++round) {
    const Cost cost = random_cost(dice);
    Int128 minor_unit = Decimal::unit;
    for (int i = 0; i < cost.currency.decimals(); ++i) minor_unit /= 10;
    const Date begin = random_day(dice, 300);
    const Date end = begin + std::chrono::days{1 + static_cast<int>(dice() % 60)};
    Int128 sum = 0;
    for (Date day = begin; day < end; day += std::chrono::days{1}) {
      const Int128 part = part_in(cost, {day, day + std::chrono::days{1}, "day"}).value_or(0);
      if (day != *cost.end) CHECK(part % minor_unit == 0);
      sum += part;
    }
    CHECK(sum == part_in(cost, {begin, end, "part"}).value_or(0));
  }
}

}  // namespace csm
