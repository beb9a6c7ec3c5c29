#include "io/csv_subheader.hpp"

#include "support/catch.hpp"

using namespace csm;

namespace {

std::size_t subheader_of(const std::string& text, const std::vector<std::string>& header) {
  const auto found = find_csv_subheader(text, true, {}, header);
  return found ? found->end : 0;
}

const std::vector<std::string> qualtrics = {"StartDate", "Q1"};
const std::vector<std::string> surveymonkey = {"Respondent ID", "Start Date", "How likely?", ""};

}  // namespace

TEST_CASE("questions and import ids below a header are no answers") {
  const std::string ids = "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":1}\"\n";
  const std::string questions = "Start Date,\"How\nlikely?\"\n";
  CHECK(subheader_of(questions + ids + "2026-05-01,9\n", qualtrics) ==
        questions.size() + ids.size());
  CHECK(subheader_of(ids + "2026-05-01,9\n", qualtrics) == ids.size());
}

TEST_CASE("import ids tell the zone of each column of dates") {
  const std::string ids =
      "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"America/Denver\"\"}\","
      "\"{\"\"ImportId\"\":1}\"\n";
  const auto found = find_csv_subheader(ids, true, {}, qualtrics);
  REQUIRE(found);
  CHECK(found->zones == std::vector<std::string>{"America/Denver", ""});
}

TEST_CASE("import ids are looked for in the first two rows only, and in every cell") {
  const std::string ids = "\"{\"\"ImportId\"\":1}\",\"{\"\"ImportId\"\":2}\"\n";
  CHECK(subheader_of("a,b\nc,d\n" + ids, qualtrics) == 0);
  CHECK(subheader_of("a,b\n\"{\"\"ImportId\"\":1}\",9\n", qualtrics) == 0);
}

TEST_CASE("kinds of answers and choices stand where who answered and when is blank") {
  CHECK(subheader_of(",,Response,\n1,2026-05-01,9,\n", surveymonkey) == 12);
  CHECK(subheader_of(",,very,not\n1,2026-05-01,9,\n", surveymonkey) == 11);
  CHECK(subheader_of(",,Open-Ended Response,\n", surveymonkey) == 23);
}

TEST_CASE("a row is no sub-header") {
  CHECK(subheader_of("1,2026-05-01,9,\n", surveymonkey) == 0);
  CHECK(subheader_of(",2026-05-01,9,\n2,2026-05-01,9,\n", surveymonkey) == 0);
  CHECK(subheader_of(",,9,\n,,10,\n", surveymonkey) == 0);
  CHECK(subheader_of(",,9,\n", surveymonkey) == 0);
  CHECK(subheader_of(",,Response,\n1,2,3,4\n", {"id", "Start Date", "score", ""}) == 0);
  CHECK(subheader_of("", surveymonkey) == 0);
}
