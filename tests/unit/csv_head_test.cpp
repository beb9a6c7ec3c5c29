#include "io/csv_head.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

/// Rows of a day and a score are looked for.
Dialect day_and_score(char delimiter = '\0') {
  Dialect dialect{delimiter};
  dialect.is_header = [](const std::vector<std::string>& cells) {
    const auto has = [&](const char* name) {
      return std::find(cells.begin(), cells.end(), name) != cells.end();
    };
    return has("day") && has("score");
  };
  return dialect;
}

Scanned scan_for(const std::string& text, const Dialect& dialect, std::size_t block_size = 4096) {
  return scan_with(
      [&] { return std::make_unique<CsvScanner>(bytes_of("t.csv", text), dialect, block_size); });
}

const std::vector<std::string> names = {"day", "score"};

}  // namespace

TEST_CASE("the header is the first record that names what is needed") {
  const Scanned scanned =
      scan_for("Report\nof,all,days\n\nday,score\n1,2\nday,score\n", day_and_score());
  CHECK(scanned.header == names);
  REQUIRE(scanned.records.size() == 2);
  CHECK(scanned.records[0] == std::vector<Found>{{"1", 5, 1}, {"2", 5, 3}});
}

TEST_CASE("a header behind titles is found in blocks of any size, and places stay right") {
  const std::string text = "\xef\xbb\xbfReport\r\n\"of\r\ndays\"\r\n\r\nday,score\r\n1,2\r\n3\r\n";
  for (std::size_t block_size = 1; block_size < 60; ++block_size) {
    const Scanned scanned = scan_for(text, day_and_score(), block_size);
    INFO(block_size);
    CHECK(scanned.header == names);
    CHECK(scanned.records == std::vector<std::vector<Found>>{{{"1", 6, 1}, {"2", 6, 3}}});
    REQUIRE(scanned.damages.size() == 1);
    CHECK(scanned.damages[0].line == 7);
  }
}

TEST_CASE("where no record names what is needed the first one is the header") {
  CHECK(scan_for("a,b\nday,b\n", day_and_score()).header == std::vector<std::string>{"a", "b"});
}

TEST_CASE("the header is looked for among the first 64 records") {
  std::string titles;
  for (int i = 0; i < 63; ++i) titles += "title\n";
  CHECK(scan_for(titles + "day,score\n", day_and_score()).header == names);
  CHECK(scan_for(titles + "title\nday,score\n", day_and_score()).header ==
        std::vector<std::string>{"title"});
}

TEST_CASE("text behind a closing quote is no obstacle before the header") {
  CHECK(scan_for("\"Report\" of days\nday,score\n", day_and_score()).header == names);
}

TEST_CASE("the line that is asked for is the header") {
  Dialect dialect = day_and_score();
  dialect.header_line = 3;
  for (std::size_t block_size = 1; block_size < 40; ++block_size) {
    const Scanned scanned = scan_for("day,score\r\n\r\nx;y\r\n1;2\r\n", dialect, block_size);
    INFO(block_size);
    CHECK(scanned.header == std::vector<std::string>{"x", "y"});
    CHECK(scanned.records == std::vector<std::vector<Found>>{{{"1", 4, 1}, {"2", 4, 3}}});
  }
}

TEST_CASE("what stands before the header is said") {
  const CsvScanner behind(bytes_of("t.csv", "a\nb\nday,score\n"), day_and_score());
  CHECK(behind.notes() == std::vector<std::string>{
                              "the header is line 3; 2 lines before it are not part of the table"});
  const CsvScanner second(bytes_of("t.csv", "a\nday,score\n"), day_and_score());
  CHECK(second.notes() == std::vector<std::string>{
                              "the header is line 2; the line before it is not part of the table"});
  CHECK(CsvScanner(bytes_of("t.csv", "\n\nday,score\n"), day_and_score()).notes().empty());
}
