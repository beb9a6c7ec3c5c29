#include "csm/metrics/ces.hpp"
#include "published/published.hpp"

namespace csm::published {

// CYS, "Customer Effort Score: 7-point scale to average", support.cys.group, article 3000095529:
// 80, 210, 140, 110, 160, 180 and 120 answers from 1 to 7 have an average of 4.08. 460 of the
// 1000 lie above the middle: 46.0 % by the definition of CES, 43.0 % lie below it.
TEST_CASE("1000 answers on 1..7 with an average of 4.08 are 46.0 % easy") {
  const Result result = from_csv(ces_metric, scores({80, 210, 140, 110, 160, 180, 120}));
  CHECK(to_text(result.value) == "46.0 %");
  CHECK(to_text(result.fact("mean")) == "4.08");
  CHECK(fact(result, "difficult") == Ratio{430, 1});
  CHECK(to_text(result.fact("net")) == "3.0 %");
}

// Delighted, "How is CES calculated?", help.delighted.com/article/249-how-is-ces-calculated: on
// 1..5, 5 answers of 1 and 2, 5 of 3 and 10 of 4 and 5 are 50.
TEST_CASE("5 difficult, 5 neutral and 10 easy answers on 1..5 are an effort score of 50 %") {
  Question question = question_of(ces_metric);
  question.options = {{"scale", "1-5"}};
  const Report report = run(question, {{"", "t.csv", scores({2, 3, 5, 6, 4})}}, {});
  const Result& result = report.results.at(0);
  CHECK(*result.value.amount == Ratio{1, 2});
  CHECK(fact(result, "difficult") == Ratio{5, 1});
  CHECK(fact(result, "neutral") == Ratio{5, 1});
}

}  // namespace csm::published
