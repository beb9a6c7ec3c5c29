#include "csm/metrics/csat.hpp"
#include "published/published.hpp"

namespace csm::published {

// The general definitions, "Intervals", and that of CSAT: 40 of 50 -> 80 %, 66.96 %..88.76 %.
TEST_CASE("40 positive answers of 50 are a satisfaction of 80 %, from 66.96 % to 88.76 %") {
  const Result result = by_hand(csat_metric, {{"positive", "40"}, {"answers", "50"}});
  CHECK(to_text(result.value) == "80.0 %");
  check_interval(result, 0.6696, 0.8876, 5e-5);
}

// Delighted, "How is CSAT calculated?", help.delighted.com/article/240-how-is-csat-calculated: 42
// answers of 5, 32 of 4, 10 of 3, 9 of 2 and 14 of 1 are 74 of 107, 69.16 %.
TEST_CASE("14, 9, 10, 32 and 42 answers from 1 to 5 are a satisfaction of 69.16 %") {
  const Result result = from_csv(csat_metric, scores({14, 9, 10, 32, 42}));
  CHECK(fact(result, "positive") == Ratio{74, 1});
  CHECK(percent(*result.value.amount, 2) == "69.16");
}

// VOC Metrics, "What is CSAT and how is CSAT score calculated?", intercom.help/voc-metrics: 10 of
// 5, 20 of 4, 10 of 3, 5 of 2 and 5 of 1 are 60 %.
TEST_CASE("5, 5, 10, 20 and 10 answers from 1 to 5 are a satisfaction of 60 %") {
  CHECK(*from_csv(csat_metric, scores({5, 5, 10, 20, 10})).value.amount == Ratio{60, 100});
}

// Formbricks, "Rating", formbricks.com/docs/xm-and-surveys/surveys/question-type/rating:
// satisfied is the highest of 3, 4 or 5 of 5, 6 or 7 of 7.
TEST_CASE("of one answer of each score 1 of 3, 2 of 5 and 2 of 7 are satisfied") {
  const auto share = [](const char* scale, int highest) {
    Question question = question_of(csat_metric);
    question.options = {{"scale", scale}};
    const std::vector<int> counts(static_cast<std::size_t>(highest), 1);
    return *run(question, {{"", "t.csv", scores(counts)}}, {}).results.at(0).value.amount;
  };
  CHECK(share("1-3", 3) == Ratio{1, 3});
  CHECK(share("1-5", 5) == Ratio{2, 5});
  CHECK(share("1-7", 7) == Ratio{2, 7});
}

}  // namespace csm::published
