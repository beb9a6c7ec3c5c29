#include "csm/metrics/churn.hpp"
#include "published/published.hpp"

namespace csm::published {

// The general definitions, "Intervals", and section 1: 64 of 1000 -> 6.4 %, 5.04 %..8.09 %.
TEST_CASE("64 of 1000 customers lost is a churn of 6.4 %, from 5.04 % to 8.09 %") {
  const Result result = by_hand(churn_metric, {{"opening", "1000"}, {"churned", "64"}});
  CHECK(to_text(result.value) == "6.4 %");
  check_interval(result, 0.0504, 0.0809, 5e-5);
}

// The general definitions: 13 of 16 -> 0.5699..0.9341; 40 of 50 -> 66.96 %..88.76 %.
TEST_CASE("13 of 16 and 40 of 50 have the intervals that the definitions print") {
  check_interval(by_hand(churn_metric, {{"opening", "16"}, {"churned", "13"}}), 0.5699, 0.9341,
                 5e-5);
  check_interval(by_hand(churn_metric, {{"opening", "50"}, {"churned", "40"}}), 0.6696, 0.8876,
                 5e-5);
}

// Causal, "How to Calculate Churn Rate in Stripe", causal.app/calculate/stripe-churn-rate: a
// quarter that starts with 400 customers and ends with 380 has a churn rate of 5 %.
TEST_CASE("400 customers of whom 380 are left is a churn of 5 %") {
  CHECK(to_text(by_hand(churn_metric, {{"opening", "400"}, {"churned", "20"}}).value) == "5.0 %");
}

}  // namespace csm::published
