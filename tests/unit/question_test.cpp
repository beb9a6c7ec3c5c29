#include "io/question.hpp"

#include "support/catch.hpp"

using namespace csm;

TEST_CASE("a question asks for what it says, whatever stands between its words") {
  for (const std::string_view text :
       {"How likely are you to recommend us to a friend or colleague?",
        "On a scale of 0-10, how likely is it that you would <strong>recommend</strong> "
        "<em>Acme</em>?",
        "HOW LIKELY ARE YOU\nTO RECOMMEND&nbsp;ACME?", "how_likely_are_you_to_recommend",
        "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?"}) {
    INFO(text);
    CHECK(key_of_question(text) == "likelihoodtorecommend");
  }
  for (const std::string_view text :
       {"", "score", "Why would you recommend us?", "How likely are you to renew?",
        "Would you recommend us, and how likely is that?", "<how likely to recommend>",
        "5 < 6 & how so"}) {
    INFO(text);
    CHECK(key_of_question(text).empty());
  }
}

TEST_CASE("groups name the column that they group") {
  CHECK(grouped_column("Q1_NPS_GROUP") == "Q1");
  CHECK(grouped_column("Q12_3_NPS_GROUP") == "Q12_3");
  CHECK(grouped_column("_NPS_GROUP").empty());
  CHECK(grouped_column("Q1").empty());
  CHECK(grouped_column("NPS_GROUP").empty());
}
