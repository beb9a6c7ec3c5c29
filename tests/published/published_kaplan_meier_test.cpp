#include "csm/kaplan_meier.hpp"
#include "published/published.hpp"

namespace csm::published {

// V. Bewick, L. Cheek, J. Ball, "Statistics review 12: Survival analysis", Critical Care 8 (2004)
// 389, table 2: days 1, 1, 4, 5, 6+, 9, 9+ and 22 of eight patients, + still alive.
TEST_CASE("the survival of eight patients as Critical Care prints it") {
  KaplanMeier patients;
  for (const int days : {1, 1, 4, 5, 9, 22}) patients.add(days, true);
  for (const int days : {6, 9}) patients.add(days, false);
  struct Line {
    int days, alive, deaths;
    const char* surviving;
  };
  const std::vector<Line> printed = {{1, 8, 2, "0.750"},
                                     {4, 6, 1, "0.625"},
                                     {5, 5, 1, "0.500"},
                                     {9, 3, 1, "0.333"},
                                     {22, 1, 1, "0.000"}};
  auto line = printed.begin();
  for (const KaplanMeier::Step& step : patients.curve()) {
    if (step.events == 0) continue;
    REQUIRE(line != printed.end());
    CHECK(step.time == line->days);
    CHECK(step.at_risk == line->alive);
    CHECK(step.events == line->deaths);
    CHECK(Ratio{step.survival, KaplanMeier::one}.to_decimal(3) == line->surviving);
    ++line;
  }
  CHECK(line == printed.end());
}

}  // namespace csm::published
