#include "support/slow_csv.hpp"

#include "support/catch.hpp"

namespace csm::test {
namespace {

CsvReading read(std::string_view text, char delimiter = ',',
                std::vector<std::size_t> columns = {}) {
  CsvWay way;
  way.delimiter = delimiter;
  way.columns = std::move(columns);
  return slow_csv(text, way);
}

}  // namespace

TEST_CASE("the slow parser knows a few records by heart") {
  const CsvReading plain = read("x,y\n1,\"2\"\"\n\"\n");
  CHECK(plain.header == "|x|y");
  CHECK(plain.records == "2:1<1>2:3<2\"\n>\n");
  CHECK(plain.damages.empty());
  CHECK(plain.refusal.empty());
  CHECK(read("x,y\n1,2,,\n\n3,4").records == "2:1<1>2:3<2>\n4:1<3>4:3<4>\n");
  CHECK(read("x,y\n1,2\n3,4\n", ',', {1, 1, 9}).records == "2:3<2>2:3<2>\n3:3<4>3:3<4>\n");
}

TEST_CASE("the slow parser knows a few damages and refusals by heart") {
  CHECK(read("x,y\n1\n").damages == "2:1 the row has 1 cell\n");
  CHECK(read("x,y\n1,2,3\n").damages == "2:1 the row has 3 cells\n");
  CHECK(read("x,y\n\"1\"a,2\n").damages == "2:4 text follows a closing quote\n");
  CHECK(read("x,y\n1,2\n1,\"").refusal == "t.csv:3:3 a quote opens here and never closes");
  CHECK(read("\n\r\n").refusal == "t.csv is empty");
}

TEST_CASE("the slow parser counts lines by LF, CRLF and CR, and columns in characters") {
  CHECK(read("x,y\r1,2\r\n3,4\n\r5,6").records == "2:1<1>2:3<2>\n3:1<3>3:3<4>\n5:1<5>5:3<6>\n");
  CHECK(read("\xef\xbb\xbfx,y\n\u20ac\u00fc,2\n").records == "2:1<\u20ac\u00fc>2:4<2>\n");
  CHECK(read("x,y\n\"1\r\n\r\",2\n").records == "2:1<1\r\n\r>4:3<2>\n");
}

TEST_CASE("the slow parser finds delimiters, and takes runs of blanks as one") {
  CHECK(read("a;\"b,c,d\";e\n", '\0').header == "|a|b,c,d|e");
  CHECK(read("\na|b,c|d\n", '\0').header == "|a|b,c|d");
  CHECK(read(" x \t y\n  1 2  \n\t\n3\t4", ' ').records == "2:3<1>2:5<2>\n4:1<3>4:3<4>\n");
}

}  // namespace csm::test
