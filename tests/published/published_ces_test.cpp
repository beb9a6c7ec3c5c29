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

// Calculator Academy, "Customer Effort Score (CES) Calculator",
// calculator.academy/customer-effort-score-ces-calculator: scores of 6, 5 and 4 add up to 15, so
// three answers have an average of 5. ThePrimeCalculator, "Customer Effort Score Calculator
// Formula", theprimecalculator.com: 100 answers that add up to 350 have an average of 3.50.
TEST_CASE("mean effort scores as Calculator Academy and ThePrimeCalculator print them") {
  Question question = question_of(ces_metric, "mean");
  const Report three = run(question, {{"", "t.csv", scores({0, 0, 0, 1, 1, 1})}}, {});
  CHECK(*three.results.at(0).value.amount == Ratio{5, 1});
  const Report hundred = run(question, {{"", "t.csv", scores({20, 10, 15, 30, 10, 10, 5})}}, {});
  CHECK(to_text(hundred.results.at(0).value) == "3.50");
}

}  // namespace csm::published
