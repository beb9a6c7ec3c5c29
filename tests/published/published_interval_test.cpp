#include "csm/metrics/churn.hpp"
#include "csm/metrics/nps.hpp"
#include "published/published.hpp"

namespace csm::published {

// The general definitions, "Change against another period": 7/34 against 1/34 -> 0.1765,
// 0.0189..0.3404.
TEST_CASE("7 of 34 against 1 of 34 is a change of 0.1765, from 0.0189 to 0.3404") {
  CHECK((Ratio{7, 34} - Ratio{1, 34}).to_decimal(4) == "0.1765");
  const auto interval = newcombe(7, 34, 1, 34, 0.95);
  REQUIRE(interval);
  CHECK(std::abs(interval->low - 0.0189) <= 5e-5);
  CHECK(std::abs(interval->high - 0.3404) <= 5e-5);
}

}  // namespace csm::published
