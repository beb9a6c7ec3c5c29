#include "io/csv_scanner.hpp"

#include <algorithm>
#include <optional>

#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

const Texts one_two = {{"1", "2"}};

Texts texts_of(const std::string& text, char delimiter = ',') {
  const Scanned scanned = scan_csv(text, delimiter);
  INFO(text);
  CHECK(scanned.refusal.empty());
  CHECK(scanned.damages.empty());
  return scanned.texts();
}

}  // namespace

// RFC 4180 section 2, rules 1 to 7.
TEST_CASE("records end with a line end, which the last one may lack") {
  CHECK(texts_of("a,b\n1,2\n") == one_two);
  CHECK(texts_of("a,b\n1,2") == one_two);
  CHECK(texts_of("a,b\r\n1,2\r\n") == one_two);
  CHECK(texts_of("a,b\n").empty());
  CHECK(texts_of("a,b").empty());
}

TEST_CASE("line ends are LF, CRLF or CR, also mixed") {
  const Texts three = {{"1", "2"}, {"3", "4"}, {"5", "6"}};
  CHECK(texts_of("a,b\n1,2\n3,4\n5,6\n") == three);
  CHECK(texts_of("a,b\r\n1,2\r\n3,4\r\n5,6\r\n") == three);
  CHECK(texts_of("a,b\r1,2\r3,4\r5,6\r") == three);
  CHECK(texts_of("a,b\r1,2\n3,4\r\n5,6") == three);
}

TEST_CASE("empty lines are no records") {
  CHECK(texts_of("\n\na,b\n\n1,2\n\r\n\n") == one_two);
  CHECK(texts_of("a\n\n1\n") == Texts{{"1"}});
}

TEST_CASE("cells may be empty, and blanks belong to them") {
  CHECK(texts_of("a,b\n,\n1,\n,2\n") == Texts{{"", ""}, {"1", ""}, {"", "2"}});
  CHECK(texts_of("a,b\n 1 , 2\n") == Texts{{" 1 ", " 2"}});
}

TEST_CASE("a quoted cell may hold delimiters, line ends and quotes written twice") {
  CHECK(texts_of("a,b\n\"1,5\",2\n") == Texts{{"1,5", "2"}});
  CHECK(texts_of("a,b\n\"1\n5\",\"2\r\n6\"\n") == Texts{{"1\n5", "2\r\n6"}});
  CHECK(texts_of("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n") == Texts{{"say \"hi\"", "\""}});
  CHECK(texts_of("a,b\n\"\",\"\"\n") == Texts{{"", ""}});
  CHECK(texts_of("a,b\n\"\"\"\"\"\",\"1\"") == Texts{{"\"\"", "1"}});
}

TEST_CASE("a quote inside an unquoted cell is a character like any other") {
  CHECK(texts_of("a,b\n5\" disk,x\"y\"z\n") == Texts{{"5\" disk", "x\"y\"z"}});
  CHECK(texts_of("a,b\n \"1\",2\n") == Texts{{" \"1\"", "2"}});
}

TEST_CASE("the header may be quoted") {
  const Scanned scanned = scan_csv("\"Customer, ID\",\"a \"\"b\"\"\"\n1,2\n");
  CHECK(scanned.header == std::vector<std::string>{"Customer, ID", "a \"b\""});
}

TEST_CASE("a byte order mark in front is no part of the first name") {
  const Scanned scanned = scan_csv(
      "\xef\xbb\xbf"
      "a,b\n1,2\n");
  CHECK(scanned.header == std::vector<std::string>{"a", "b"});
  REQUIRE(scanned.records.size() == 1);
  CHECK(scan_csv("\xef\xbb\xbf\"a\",b\n1,2\n").header == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a row with fewer cells than the header is damaged, at its beginning") {
  const Scanned scanned = scan_csv("a,b\n1,2\n3\n4,5\n");
  CHECK(scanned.texts() == Texts{{"1", "2"}, {"4", "5"}});
  REQUIRE(scanned.damages.size() == 1);
  CHECK(scanned.damages[0].line == 3);
  CHECK(scanned.damages[0].column == 1);
  CHECK(scanned.damages[0].text == "the row has 1 cell, the header has 2");
}

TEST_CASE("a row with more cells is damaged, unless the cells too many are empty") {
  const Scanned scanned = scan_csv("a,b\n1,2,,\n3,4,\"\"\n5,6,,7\n");
  CHECK(scanned.texts() == Texts{{"1", "2"}, {"3", "4"}});
  REQUIRE(scanned.damages.size() == 1);
  CHECK(scanned.damages[0] == Found{"the row has 4 cells, the header has 2", 4, 1});
}

TEST_CASE("text behind a closing quote is damage, where the text begins") {
  const Scanned scanned = scan_csv("a,b\n1,\"2\"x\n\"3\" ,4\n5,6\n");
  CHECK(scanned.texts() == Texts{{"5", "6"}});
  REQUIRE(scanned.damages.size() == 2);
  CHECK(scanned.damages[0].line == 2);
  CHECK(scanned.damages[0].column == 6);
  CHECK(scanned.damages[1].line == 3);
  CHECK(scanned.damages[1].column == 4);
}

TEST_CASE("a quote that never closes is refused where it opens") {
  const Scanned scanned = scan_csv("a,b\n1,2\nü,\"3\n4,5\n");
  CHECK(scanned.refused_at == "t.csv:3:3");
  CHECK(scanned.refusal.find("never closes") != std::string::npos);
  CHECK(scan_csv("a,\"b\n1,2\n").refused_at == "t.csv:1:3");
  CHECK(scan_csv("a,b\n1,\"\"\"").refused_at == "t.csv:2:3");
}

TEST_CASE("a file without a header is refused") {
  for (const std::string text : {"", "\n", "\r\n\n", "\xef\xbb\xbf", "\xef\xbb\xbf\n"}) {
    CHECK(scan_csv(text).refused_at == "t.csv");
    CHECK(scan_csv(text).refusal.find("empty") != std::string::npos);
  }
}

TEST_CASE("lines and columns count as editors do, behind quoted newlines and in characters") {
  const Scanned scanned =
      scan_csv("a,b,c\n\"x\ny\",2,ü\n\"ñ\",\u20ac,\U0001f600\n1,\"\r\n\",3\r7,8,9");
  REQUIRE(scanned.records.size() == 4);
  using Row = std::vector<Found>;
  CHECK(scanned.records[0] == Row{{"x\ny", 2, 1}, {"2", 3, 4}, {"ü", 3, 6}});
  CHECK(scanned.records[1] == Row{{"ñ", 4, 1}, {"\u20ac", 4, 5}, {"\U0001f600", 4, 7}});
  CHECK(scanned.records[2] == Row{{"1", 5, 1}, {"\r\n", 5, 3}, {"3", 6, 3}});
  CHECK(scanned.records[3] == Row{{"7", 7, 1}, {"8", 7, 3}, {"9", 7, 5}});
}

TEST_CASE("a byte order mark takes no column") {
  const Scanned scanned = scan_csv(
      "\xef\xbb\xbf"
      "a,\"b\n1,2");
  CHECK(scanned.refused_at == "t.csv:1:3");
}

TEST_CASE("the delimiter is found from the header, outside its quotes") {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::string d(1, delimiter);
    const Scanned scanned =
        scan_csv("a" + d + "\"x,x;x\tx|x,,;;\t\t||\"" + d + "c\n1" + d + "2" + d + "3", '\0');
    CHECK(scanned.header.size() == 3);
    CHECK(scanned.texts() == Texts{{"1", "2", "3"}});
  }
  CHECK(scan_csv("a\n1\n", '\0').texts() == Texts{{"1"}});
  CHECK(scan_csv("\n\na;b\n1,5;2\n", '\0').texts() == Texts{{"1,5", "2"}});
}

TEST_CASE("runs of blanks and tabs may delimit") {
  CHECK(texts_of("a b\n1  2\n3 \t 4\n", ' ') == Texts{{"1", "2"}, {"3", "4"}});
  CHECK(texts_of("a b\n  1 2  \n   \n3 4 \n", ' ') == Texts{{"1", "2"}, {"3", "4"}});
  CHECK(texts_of("a b\n\"1 5\" 2\n", ' ') == Texts{{"1 5", "2"}});
}

TEST_CASE(
    "only the projected columns are given, in the order asked for, and again after a restart") {
  CsvScanner scanner(bytes_of("t.csv", "a,b,c\n1,2,3\n4,5,6\n"), Dialect{','}, 4);
  scanner.project({2, 0});
  for (int round = 0; round < 2; ++round) {
    Scanned out;
    take_records(scanner, out);
    CHECK(out.texts() == Texts{{"3", "1"}, {"6", "4"}});
    scanner.restart();
    CHECK(scanner.header() == std::vector<std::string>{"a", "b", "c"});
  }
}

TEST_CASE("a record larger than many blocks is read whole") {
  const std::string large(300000, 'x');
  const Scanned scanned = scan_csv("a,b\n\"" + large + "\n\"," + large + "\n1,2\n", ',', 1000);
  CHECK(scanned.texts() == Texts{{large + "\n", large}, {"1", "2"}});
  CHECK(scanned.records[1][0] == Found{"1", 4, 1});
}

TEST_CASE("records close to the end are there before the file is read, where it can be sought") {
  std::string text = "day,n\n";
  for (int i = 100; i < 200; ++i) text += "2026-05-03," + std::to_string(i) + "\n";
  CsvScanner scanner(bytes_of("days.csv", text), {}, 64);
  scanner.project({1});
  Block block;
  REQUIRE(scanner.look_at_end(block));
  REQUIRE(block.rows() >= 2);
  for (std::size_t row = 0; row < block.rows(); ++row) {
    CHECK(block.cell(row, 0) == std::to_string(200 - block.rows() + row));
  }
  REQUIRE(scanner.next(block));
  CHECK(block.cell(0, 0) == "100");

  CsvScanner small(bytes_of("days.csv", "day\n2026-05-03\n"), {}, 64);
  small.project({0});
  CHECK_FALSE(small.look_at_end(block));
}

TEST_CASE(
    "the first byte that is none of UTF-8 is told in blocks of any size, whole characters never") {
  const std::string fine =
      "id,name\n1,\xc3\xa9\n2,\"\xc3\xbc,\n\xe2\x82\xac\"\n3,\xf0\x9d\x84\x9e\xc3\xa9\n";
  std::int64_t count = 0;
  const auto first_in = [&count](const std::string& text, std::size_t size) {
    CsvScanner scanner(bytes_of("t.csv", text), {}, size);
    scanner.project({0});
    std::optional<std::uint64_t> first;
    count = 0;
    Block block;
    while (scanner.next(block)) {
      if (!block.stray_bytes) continue;
      first = std::min(first.value_or(block.stray_bytes->first), block.stray_bytes->first);
      count += block.stray_bytes->count;
    }
    return first;
  };
  for (std::size_t size = 1; size < fine.size() + 20; ++size) {
    INFO("in blocks of " << size);
    CHECK_FALSE(first_in(fine, size));
    CHECK(first_in(fine + "4,ab\xe9\n5,\xff\n", size) == fine.size() + 4);
    CHECK(count == 2);
    CHECK(first_in(fine + "4,ab\xc3", size) == fine.size() + 4);
    CHECK(first_in(fine + "4,a\"b\n\xe9,\n", size) == fine.size() + 6);
  }
}
