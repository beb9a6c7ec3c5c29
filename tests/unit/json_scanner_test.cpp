#include "io/json_scanner.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

const Texts two_rows = {{"1", "a"}, {"2", "b"}};

void check_two_rows(const std::string& text) {
  INFO(text);
  const Scanned scanned = scan_any(text);
  CHECK(scanned.refusal.empty());
  CHECK(scanned.header == Names{"id", "x"});
  CHECK(scanned.texts() == two_rows);
  CHECK(scanned.damages.empty());
}

/// The one record's text of column x.
std::string x_of(const std::string& json) {
  const Scanned scanned = scan_any("[{\"x\": " + json + "}]");
  if (!scanned.refusal.empty()) return "refused: " + scanned.refusal;
  return scanned.records.size() == 1 && scanned.records[0].size() == 1 ? scanned.records[0][0].text
                                                                       : "no cell";
}

}  // namespace

TEST_CASE("rows of JSON are an array, an object around one, or one object a line") {
  check_two_rows(R"([{"id": "1", "x": "a"}, {"id": "2", "x": "b"}])");
  check_two_rows(R"({"rows": [{"id": "1", "x": "a"}, {"id": "2", "x": "b"}]})");
  check_two_rows(R"({"count": 2, "rows": [{"id":"1","x":"a"},{"id":"2","x":"b"}], "more": null})");
  check_two_rows("{\"id\": \"1\", \"x\": \"a\"}\n{\"id\": \"2\", \"x\": \"b\"}\n");
  check_two_rows("{\"id\": \"1\", \"x\": \"a\"}\r\n\r\n  {\"id\": \"2\", \"x\": \"b\"}");
  check_two_rows("\n\n [\n{\"id\": \"1\", \"x\": \"a\"}\n,{\"id\": \"2\", \"x\": \"b\"}\n]\n");
  check_two_rows("\xef\xbb\xbf[{\"id\": \"1\", \"x\": \"a\"}, {\"id\": \"2\", \"x\": \"b\"}]");
  check_two_rows("\xef\xbb\xbf{\"id\": \"1\", \"x\": \"a\"}\n{\"id\": \"2\", \"x\": \"b\"}");
}

TEST_CASE("one object is one row, and an empty array is none") {
  CHECK(scan_any(R"({"id": "1", "x": "a"})").texts() == Texts{{"1", "a"}});
  CHECK(scan_any("[]").records.empty());
  CHECK(scan_any("[]").refusal.empty());
  CHECK(scan_any(R"({"rows": []})").records.empty());
}

TEST_CASE("a column is a path of names") {
  const Scanned scanned =
      scan_any(R"([{"customer": {"id": 7, "plan": {"name": "pro"}}, "mrr": 5}])");
  CHECK(scanned.header == Names{"customer.id", "customer.plan.name", "mrr"});
  CHECK(scanned.texts() == Texts{{"7", "pro", "5"}});
}

TEST_CASE("the columns are all paths of all records, in the order of appearance") {
  const Scanned scanned = scan_any(R"([{"b": 1}, {"a": 2, "b": 3}, {"c": {"d": 4}}])");
  CHECK(scanned.header == Names{"b", "a", "c.d"});
  CHECK(scanned.texts() == Texts{{"1", "", ""}, {"3", "2", ""}, {"", "", "4"}});
}

TEST_CASE("a number is its text as written") {
  for (const std::string number :
       {"0", "-0", "12", "-0.50", "1.10", "1e3", "1E+3", "0.1000000000000000055511151231257827",
        "9007199254740993", "-9223372036854775808", "18446744073709551615"}) {
    CHECK(x_of(number) == number);
  }
  CHECK(x_of("[1.50, 2]") == "[1.50, 2]");
}

TEST_CASE("a number too large for a machine word is its text as well") {
  CHECK(x_of("18446744073709551616") == "18446744073709551616");
  CHECK(x_of("123456789012345678901234567890") == "123456789012345678901234567890");
}

TEST_CASE("null, true and false, and members that are not there") {
  CHECK(x_of("null").empty());
  CHECK(x_of("true") == "true");
  CHECK(x_of("false") == "false");
  CHECK(scan_any(R"([{"id": 1, "x": 2}, {"id": 3}])").texts() == Texts{{"1", "2"}, {"3", ""}});
}

TEST_CASE("escapes in texts and names are resolved") {
  CHECK(x_of(R"("a\"b\\c\/d\n\t\r\b\f")") == "a\"b\\c/d\n\t\r\b\f");
  CHECK(x_of(R"("\u00fc\u20ac\ud83d\ude00")") == "ü\u20ac\U0001f600");
  CHECK(x_of(R"("\u0000")") == std::string(1, '\0'));
  CHECK(x_of("\"ü\"") == "ü");
  CHECK(scan_any(R"([{"k\u00fc\"": 1}])").header == Names{"kü\""});
}

TEST_CASE("a member given twice damages its record, at the second value") {
  const Scanned scanned = scan_any("[{\"id\": 1, \"x\": 2},\n {\"id\": 3, \"x\": 4, \"x\": 5}]");
  CHECK(scanned.texts() == Texts{{"1", "2"}});
  REQUIRE(scanned.damages.size() == 1);
  CHECK(scanned.damages[0] == Found{"x: is given twice", 2, 25});
}

TEST_CASE("an element that is no object is damage at its place, and the others are read") {
  const Scanned scanned = scan_any("[{\"x\": 1},\n 2, [3], \"ü\", {\"x\": 4}]");
  CHECK(scanned.texts() == Texts{{"1"}, {"4"}});
  REQUIRE(scanned.damages.size() == 3);
  CHECK(scanned.damages[0] == Found{"the element is not an object", 2, 2});
  CHECK(scanned.damages[1] == Found{"the element is not an object", 2, 5});
  CHECK(scanned.damages[2] == Found{"the element is not an object", 2, 10});
}

TEST_CASE("a broken line is damage at its place, and the other lines are read") {
  const Scanned scanned = scan_any("{\"x\": \"ü\"}\n{\"x\": \"ü\" 2}\n[1]\n{\"x\": 3}\n{\"x\": 4");
  CHECK(scanned.texts() == Texts{{"ü"}, {"3"}});
  REQUIRE(scanned.damages.size() == 3);
  CHECK(scanned.damages[0].line == 2);
  CHECK(scanned.damages[0].column == 11);
  CHECK(scanned.damages[0].text == "is not JSON: a comma or } is missing here");
  CHECK(scanned.damages[1] == Found{"the line is not a JSON object", 3, 1});
  CHECK(scanned.damages[2].line == 5);
  CHECK(scanned.damages[2].column == 8);
}

TEST_CASE("a broken first line does not hide the others") {
  const Scanned scanned = scan_any("{\"x\": 1,}\n{\"x\": 2}\n{\"x\": 3}\n");
  CHECK(scanned.texts() == Texts{{"2"}, {"3"}});
  REQUIRE(scanned.damages.size() == 1);
  CHECK(scanned.damages[0].line == 1);
  CHECK(scanned.damages[0].column == 9);
}

TEST_CASE("a broken document is refused with the place of the fault") {
  CHECK(scan_any("[{\"x\": 1},\n {\"x\": 2 3}]").refused_at == "t:2:10");
  CHECK(scan_any("[{\"x\": 1},\n").refused_at == "t:2:1");
  CHECK(scan_any("\xef\xbb\xbf[{\"x\": tru}]").refused_at == "t:1:8");
  CHECK(scan_any("[1, 2] 3").refused_at == "t:1:8");
  CHECK(scan_any("[{\"x\": 1},\n {\"x\": 2 3}]").refusal.find("is not JSON") == 0);
}

TEST_CASE("an object around two lists of rows is refused, and the lists are named") {
  const Scanned scanned = scan_any(R"({"new": [{"x": 1}], "old": [{"x": 2}]})");
  CHECK(scanned.refused_at == "t");
  CHECK(scanned.refusal.find("new, old") != std::string::npos);
}

TEST_CASE("cells stand where their values do") {
  const Scanned scanned = scan_any("[{\"a\": 1, \"ü\": \"x\"},\n{\"ü\": null}]");
  REQUIRE(scanned.records.size() == 2);
  CHECK(scanned.records[0] == std::vector<Found>{{"1", 1, 8}, {"x", 1, 16}});
  CHECK(scanned.records[1][1] == Found{"", 2, 7});
}

TEST_CASE("only the projected columns are given, and again after a restart") {
  JsonScanner scanner(bytes_of("t.json", R"([{"a": 1, "b": 2, "c": 3}, {"a": 4, "c": 6}])"));
  scanner.project({2, 0});
  for (int round = 0; round < 2; ++round) {
    Scanned out;
    take_records(scanner, out);
    CHECK(out.texts() == Texts{{"3", "1"}, {"6", "4"}});
    scanner.restart();
  }
}

// github.com/nst/JSONTestSuite: y_ is JSON, n_ is none, i_ may be either.
TEST_CASE("JSONTestSuite's values are accepted or refused with a place, and none is in between") {
  const fs::path folder = fs::path(CSM_CORPORA) / "json-test-suite" / "test_parsing";
  if (!fs::exists(folder)) {
    WARN("skipped: " << folder.string() << " is not there");
    return;
  }
  // These two are JSON by its grammar, but a member given twice is a damaged row.
  const std::set<std::string> twice = {"y_object_duplicated_key.json",
                                       "y_object_duplicated_key_and_value.json"};
  int files = 0;
  int accepted = 0;       // of those that are JSON
  int wrongly_taken = 0;  // of those that are none
  int damaged_rows = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    INFO(name);
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream value;
    value << file.rdbuf();
    const std::string text = "{\"id\": \"1\", \"x\": " + value.str() + "}";
    const Scanned scanned =
        scan_with([&] { return std::make_unique<JsonScanner>(bytes_of("t", text)); });
    ++files;
    if (name.starts_with("y_")) accepted += scanned.refusal.empty() ? 1 : 0;
    if (name.starts_with("n_")) wrongly_taken += static_cast<int>(scanned.records.size());
    damaged_rows += twice.contains(name) ? static_cast<int>(scanned.damages.size()) : 0;
    if (name.starts_with("y_") && !twice.contains(name)) {
      CHECK(scanned.refusal.empty());
      CHECK(scanned.damages.empty());
      CHECK(scanned.records.size() == 1);
      if (scanned.records.size() != 1) continue;
      CHECK(scanned.header[0] == "id");
      CHECK(scanned.records[0][0].text == "1");
    } else if (name.starts_with("n_") || twice.contains(name)) {
      CHECK(scanned.records.empty());
      const bool has_place = scanned.refused_at.starts_with("t:") ||
                             (scanned.damages.size() == 1 && scanned.damages[0].line >= 1);
      CHECK(has_place);
    } else {
      CHECK((scanned.records.size() == 1 || !scanned.refusal.empty()));
    }
  }
  CHECK(files == 318);
  CHECK(accepted == 95);
  CHECK(damaged_rows == 2);
  CHECK(wrongly_taken == 0);
}
