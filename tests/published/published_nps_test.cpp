#include "csm/metrics/nps.hpp"
#include "published/published.hpp"

namespace csm::published {

// The general definitions: 6 promoters, 4 passives, 7 detractors -> -5.9, interval -42.25..32.25.
TEST_CASE("6 promoters, 4 passives and 7 detractors score -5.9") {
  const Result result =
      by_hand(nps_metric, {{"promoters", "6"}, {"passives", "4"}, {"detractors", "7"}});
  CHECK(to_text(result.value) == "-5.9");
  check_interval(result, -42.25, 32.25, 5e-3);
}

// The general definitions: 8465/3953/1194 -> 53.4161, 52.3101..54.4985.
TEST_CASE("8465 promoters, 3953 passives and 1194 detractors score 53.4161") {
  const Result result =
      by_hand(nps_metric, {{"promoters", "8465"}, {"passives", "3953"}, {"detractors", "1194"}});
  CHECK(result.value.amount->to_decimal(4) == "53.4161");
  check_interval(result, 52.3101, 54.4985, 5e-5);
}

// The definition of NPS, "Check": {0, 7, 7, 9, 9, 9} -> 33.33, variance 5/9, standard error 30.4.
TEST_CASE("scores of 0, 7, 7, 9, 9, 9 are a net promoter score of 33.33") {
  const Result result = from_csv(nps_metric, "score\n0\n7\n7\n9\n9\n9\n");
  CHECK(result.value.amount->to_decimal(2) == "33.33");
  // p + d - (p - d)^2 of the shares, as the general definitions have it.
  const Ratio p = fact(result, "promoters_share");
  const Ratio d = fact(result, "detractors_share");
  const Ratio change = p - d;
  const Ratio variance = p + d - Ratio{change.num * change.num, change.den * change.den};
  CHECK(variance == Ratio{5, 9});
  CHECK(std::abs(100 * std::sqrt(variance.to_double() / 6) - 30.4) <= 0.05);
}

// Reputation, "How is NPS Calculated?", help.reputation.com: 50 % promoters, 10 % detractors -> 40.
// DELA, annual report 2018, glossary: 30 % promoters, 20 % detractors -> +10.
TEST_CASE("50 % promoters and 10 % detractors score 40, 30 % and 20 % score 10") {
  const auto score = [](const char* promoters, const char* passives, const char* detractors) {
    return *by_hand(nps_metric,
                    {{"promoters", promoters}, {"passives", passives}, {"detractors", detractors}})
                .value.amount;
  };
  CHECK(score("50", "40", "10") == Ratio{40, 1});
  CHECK(score("30", "50", "20") == Ratio{10, 1});
}

}  // namespace csm::published
