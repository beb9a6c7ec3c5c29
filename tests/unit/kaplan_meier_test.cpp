#include "csm/kaplan_meier.hpp"

#include <filesystem>
#include <fstream>
#include <locale>
#include <sstream>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

/// S(time) to four decimals.
std::string survival_at(const KaplanMeier& lifetimes, std::int64_t time) {
  Ratio survival{1, 1};
  for (const KaplanMeier::Step& step : lifetimes.curve()) {
    if (step.time <= time) survival = {step.survival, KaplanMeier::one};
  }
  return survival.to_decimal(4);
}

KaplanMeier of(std::initializer_list<std::pair<std::int64_t, bool>> durations) {
  KaplanMeier lifetimes;
  for (const auto& [duration, is_event] : durations) lifetimes.add(duration, is_event);
  return lifetimes;
}

}  // namespace

TEST_CASE("nobody has no survival curve and no mean") {
  const KaplanMeier nobody;
  CHECK(nobody.curve().empty());
  CHECK_FALSE(nobody.restricted_mean());
  CHECK(nobody.subjects() == 0);
  CHECK(nobody.last_time() == 0);
}

TEST_CASE("where everybody ended the restricted mean is the mean") {
  const KaplanMeier lifetimes = of({{1, true}, {2, true}, {2, true}, {7, true}});
  CHECK(*lifetimes.restricted_mean() == Ratio{3, 1});
  CHECK(lifetimes.curve().back().survival == 0);
}

TEST_CASE("where nobody ended the mean is restricted to the last time") {
  const KaplanMeier lifetimes = of({{1, false}, {4, false}});
  CHECK(*lifetimes.restricted_mean() == Ratio{4, 1});
  CHECK(lifetimes.curve().back().survival == KaplanMeier::one);
  CHECK(lifetimes.events() == 0);
}

TEST_CASE("who is censored at a time is still at risk of the events at it") {
  // S(5) = 2/3, and the last one goes on to 8: 5 + 3 x 2/3.
  const KaplanMeier lifetimes = of({{5, true}, {5, false}, {8, false}});
  const std::vector<KaplanMeier::Step> wanted = {{5, 3, 1, 1, 666'666'666'666'666'667},
                                                 {8, 1, 0, 1, 666'666'666'666'666'667}};
  CHECK(lifetimes.curve() == wanted);
  CHECK(lifetimes.restricted_mean()->to_decimal(12) == "7.000000000000");
}

TEST_CASE("what ends on its first day has lasted for 0 days") {
  const KaplanMeier lifetimes = of({{0, true}, {10, true}});
  CHECK(*lifetimes.restricted_mean() == Ratio{5, 1});
  CHECK(*of({{0, true}}).restricted_mean() == Ratio{0, 1});
}

TEST_CASE("survival is rounded half to even at its last place") {
  // 2^-18 takes 18 decimals and is exact; the 19th halving leaves half a unit, which goes to even.
  KaplanMeier lifetimes;
  std::int64_t left = 1 << 19;
  for (std::int64_t time = 1; left > 1; ++time) {
    left /= 2;
    lifetimes.add(time, true, left);
  }
  lifetimes.add(100, false);
  const std::vector<KaplanMeier::Step> curve = lifetimes.curve();
  CHECK(curve[17].survival == 3'814'697'265'625);
  CHECK(curve[18].survival == 1'907'348'632'812);
}

TEST_CASE("a duration lies at 0 days or more") {
  KaplanMeier lifetimes;
  CHECK(test::fails_with(ErrorCode::failed, [&] { lifetimes.add(-1, true); }));
}

// E. J. Freireich et al., Blood 21 (1963): remission of leukemia, as printed in D. Kleinbaum and
// M. Klein, "Survival Analysis", for the arm that was given 6-MP.
TEST_CASE("the curve of the 6-MP arm is the published one") {
  const std::filesystem::path path =
      std::filesystem::path(CSM_CORPORA) / "lifelines" / "anderson.csv";
  if (!std::filesystem::exists(path)) {
    WARN("skipped: " << path << " is not there");
    return;
  }
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  KaplanMeier lifetimes;
  while (std::getline(file, line)) {
    std::istringstream row(line);
    row.imbue(std::locale::classic());
    std::int64_t time = 0;
    int is_event = 0;
    int sex = 0;
    double log_white_cells = 0;
    int arm = 0;
    row >> time >> is_event >> sex >> log_white_cells >> arm;
    REQUIRE(row);
    if (arm == 0) lifetimes.add(time, is_event == 1);
  }
  CHECK(lifetimes.subjects() == 21);
  CHECK(lifetimes.events() == 9);
  CHECK(lifetimes.last_time() == 35);
  CHECK(survival_at(lifetimes, 5) == "1.0000");
  CHECK(survival_at(lifetimes, 6) == "0.8571");
  CHECK(survival_at(lifetimes, 7) == "0.8067");
  CHECK(survival_at(lifetimes, 10) == "0.7529");
  CHECK(survival_at(lifetimes, 13) == "0.6902");
  CHECK(survival_at(lifetimes, 16) == "0.6275");
  CHECK(survival_at(lifetimes, 22) == "0.5378");
  CHECK(survival_at(lifetimes, 23) == "0.4482");
  CHECK(survival_at(lifetimes, 35) == "0.4482");
}
