#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "io/json_elements.hpp"
#include "io/json_scanner.hpp"
#include "support/catch.hpp"
#include "support/random_json.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

Scanned scan_json(const std::string& text, std::size_t block_size, const Dialect& dialect = {}) {
  return scan_with([&] {
    auto scanner = std::make_unique<JsonScanner>(bytes_of("t", text), dialect, block_size);
    scanner->complete_header();
    return scanner;
  });
}

/// Some sizes of blocks, from a byte on.
constexpr std::size_t block_sizes[] = {1, 5, 64, 1 << 18};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the header is that of the first block until it is completed") {
  const std::string lines = "{\"b\": 1}\n{\"a\": 2, \"b\": 3}\n{\"c\": {\"d\": 4}}\n";
  const std::string array = R"([{"b": 1}, {"a": 2, "b": 3}, {"c": {"d": 4}}])";
  for (const std::string& text : {lines, array, R"({"rows": )" + array + "}"}) {
    INFO(text);
    JsonScanner scanner(bytes_of("t", text), {}, 4);
    CHECK(scanner.header() == Names{"b"});
    CHECK_FALSE(scanner.is_header_whole());
    scanner.complete_header();
    CHECK(scanner.header() == Names{"b", "a", "c.d"});
    CHECK(scanner.is_header_whole());
    scanner.project({2, 0});
    Scanned out;
    take_records(scanner, out);
    CHECK(out.texts() == Texts{{"", "1"}, {"", "3"}, {"4", ""}});
  }
}

TEST_CASE("records without a column are passed over to find the first header") {
  JsonScanner scanner(bytes_of("t", "{}\n{}\n{\"a\": {}}\n{\"a\": {\"b\": 1}}\n{\"c\": 1}\n"), {},
                      1);
  CHECK(scanner.header() == Names{"a.b"});
}

TEST_CASE("a late column is told where somebody may look for it, and else is passed over") {
  Dialect dialect;
  dialect.column_keys = {"score", "started"};
  for (const char* late : {"score", "Score", "score_at", "started_on", "STARTED AT"}) {
    for (const bool in_lines : {true, false}) {
      const std::string first = "{\"id\": 1}";
      const std::string second = std::string("{\"id\": 2, \"") + late + "\": 3}";
      JsonScanner scanner(bytes_of("t", in_lines ? first + "\n" + second + "\n"
                                                 : "[" + first + ", " + second + "]"),
                          dialect, 4);
      scanner.project({0});
      INFO(late);
      Scanned out;
      CHECK_THROWS_AS(take_records(scanner, out), LateColumn);
      scanner.complete_header();
      scanner.project({0});
      out = {};
      take_records(scanner, out);
      CHECK(out.texts() == Texts{{"1"}, {"2"}});
    }
  }
  JsonScanner scanner(bytes_of("t", "{\"id\": 1}\n{\"id\": 2, \"comment\": 3}\n"), dialect, 4);
  scanner.project({0});
  Scanned out;
  take_records(scanner, out);
  CHECK(out.texts() == Texts{{"1"}, {"2"}});
}

TEST_CASE("which member of an object is the rows does not depend on the blocks") {
  Dialect dialect;
  dialect.row_keys = {"score"};
  const std::string rows = R"([{"id": 1, "x": [1, {"y": 2}]}, {"id": 2}])";
  for (const std::size_t size : block_sizes) {
    INFO(size);
    CHECK(scan_json(R"({"n": {"a": [{}]}, "rows": )" + rows + R"(, "e": []})", size).texts() ==
          Texts{{"1", R"([1, {"y": 2}])"}, {"2", ""}});
    CHECK(scan_json(R"({"e": [ ], "s": [1, {"a": 2}]})", size).texts().empty());
    CHECK(scan_json(R"({"score": 3, "rows": []})", size, dialect).texts() == Texts{{"3", "[]"}});
    CHECK(scan_json(R"({"id": 7, "score": 3, "tags": [{"a": 1}, {"id": 2}]})", size, dialect)
              .texts() == Texts{{"7", "3", R"([{"a": 1}, {"id": 2}])"}});
    const Scanned two = scan_json(R"({"new": [{"x": 1}], "k": 1, "old": [{"x": 2}]})", size);
    CHECK(two.refused_at == "t");
    CHECK(two.refusal.find("(new, old)") != std::string::npos);
  }
}

TEST_CASE("a fault anywhere in a document refuses it, at its place, for any blocks") {
  const std::string head = "{\"n\": 1,\n \"rows\": [{\"a\": 1},\n  {\"a\": \"\xc3\xbc\"}";
  struct Case {
    const char* tail;
    const char* place;
  };
  for (const Case& c :
       {Case{", {\"a\": 2 3}]}", "t:3:23"}, Case{",]}", "t:3:14"}, Case{"]", "t:3:14"},
        Case{"} ", "t:3:13"}, Case{"] \"x\": 1}", "t:3:15"}, Case{"], \"x\": tru}", "t:3:21"},
        Case{"], x}", "t:3:16"}, Case{"]} 1", "t:3:16"}, Case{"]}\n]", "t:4:1"}, Case{"", "t:3:13"},
        Case{", {\"a\": 1}, 01]}", "t:3:26"}, Case{", [1 2]]}", "t:3:18"}}) {
    for (const std::size_t size : block_sizes) {
      INFO(c.tail << ", blocks of " << size);
      const Scanned scanned = scan_json(head + c.tail, size);
      CHECK(scanned.refused_at == c.place);
      CHECK(scanned.refusal.find("is not JSON") == 0);
    }
  }
}

TEST_CASE("a document that is no UTF-8 is refused") {
  for (const char* text :
       {"[{\"a\": \"\xff\"}]", "[{\"a\": 1}, {\"a\": \"\xc3\"}]", "[1, \"\xed\xa0\x80\"]",
        "{\"a\": \"\xff\", \"rows\": [{}]}", "{\"rows\": [{\"\xff\": 1}]}"}) {
    for (const std::size_t size : block_sizes) {
      const Scanned scanned = scan_json(text, size);
      CHECK(scanned.refused_at == "t:1:1");
      CHECK(scanned.refusal.find("UTF-8") != std::string::npos);
    }
  }
}

TEST_CASE("an object over several lines is no JSON lines, but for one that is broken may be") {
  for (const std::size_t size : block_sizes) {
    CHECK(scan_json("{\"rows\": [\n{\"a\": 1}\n]}", size).texts() == Texts{{"1"}});
    CHECK(scan_json("{\n\"a\": 1\n}\n", size).texts() == Texts{{"1"}});
    const Scanned lines = scan_json("{\"a\": [\n{\"a\": 1}\n{\"a\": 2}\n", size);
    CHECK(lines.texts() == Texts{{"1"}, {"2"}});
    CHECK(lines.damages.size() == 1);
    CHECK(scan_json("{\n\"a\": 1\n}\n{\n\"a\": 2\n}\n", size).refused_at == "t:4:1");
  }
}

TEST_CASE("a value ends where its quotes and brackets say") {
  const auto size = [](std::string_view text) { return json_value_size(text, false); };
  CHECK(size("{} ,") == 2);
  CHECK(size("{\"}\": [\"]\\\"]\", {}]}]") == 19);
  CHECK(size("\"a\\\\\" ") == 5);
  CHECK(size("\"a\\\"\" ") == 5);
  CHECK(size("12,") == 2);
  CHECK(size("12") == std::string_view::npos);
  CHECK(json_value_size("12", true) == 2);
  CHECK(json_value_size("\"12", true) == std::string_view::npos);
  CHECK(json_value_size("[{}", true) == std::string_view::npos);
}

TEST_CASE("a long text that is wrong early is given up, one that is only cut is not") {
  std::string text = "[\"" + std::string(2 << 20, 'x');
  CHECK_FALSE(is_hopeless_json(text));
  CHECK_FALSE(is_hopeless_json(text + "\\u12"));
  CHECK_FALSE(is_hopeless_json(text + "\", tru"));
  CHECK_FALSE(is_hopeless_json(text + "\", {\"a\":"));
  CHECK_FALSE(is_hopeless_json("[1 2"));
  text[0] = '{';
  text.insert(1, "1");
  CHECK(is_hopeless_json(text));
}

// Of every line, what it is read as by itself: the form of the lines before changes nothing.
TEST_CASE("a line among others is read as by itself") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomJson random(seed);
    std::vector<std::string> lines = {
        R"({"id": 1, "score": 2, "comment": "", "customer": {"id": 3}})"};
    std::string text = lines.front();
    for (int i = 0; i < 60; ++i) {
      lines.push_back(random.below(4) == 0 ? random.damaged(random.object()) : random.object());
      text += "\n" + lines.back();
    }
    const Scanned all = scan_json(text, 1 << 18);
    std::size_t record = 0;
    std::size_t damage = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      // Two lines, so that it is no document by itself; the columns are those of all.
      std::string header = "{";
      for (const std::string& name : all.header) {
        header += (header.size() > 1 ? ", \"" : "\"") +
                  (name == "k\xc3\xbc\n" ? "k\xc3\xbc\\n" : name) + "\": 0";
      }
      INFO("seed " << seed << ": " << lines[i]);
      const auto is_simple = [](const std::string& name) {
        return name.find_first_of(".\"\\\n") == std::string::npos || name == "k\xc3\xbc\n";
      };
      if (!std::all_of(all.header.begin(), all.header.end(), is_simple)) break;
      const Scanned alone = scan_json(header + "}\n" + lines[i], 1 << 18);
      REQUIRE(alone.header == all.header);
      for (std::size_t k = 1; k < alone.records.size(); ++k, ++record) {
        REQUIRE(record < all.records.size());
        CHECK(all.texts()[record] == alone.texts()[k]);
      }
      for (std::size_t k = 0; k < alone.damages.size(); ++k, ++damage) {
        REQUIRE(damage < all.damages.size());
        CHECK(all.damages[damage].text == alone.damages[k].text);
        CHECK(all.damages[damage].column == alone.damages[k].column);
      }
    }
  }
}

// github.com/nst/JSONTestSuite: y_ is JSON, n_ is none, i_ may be either.
TEST_CASE("JSONTestSuite's values are taken or not wherever a record stands") {
  const fs::path folder = fs::path(CSM_CORPORA) / "json-test-suite" / "test_parsing";
  if (!fs::exists(folder)) {
    WARN("skipped: " << folder.string() << " is not there");
    return;
  }
  const std::set<std::string> twice = {"y_object_duplicated_key.json",
                                       "y_object_duplicated_key_and_value.json"};
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("i_") || twice.contains(name)) continue;
    const std::string value = content_of(entry.path());
    const std::string object = "{\"id\": 2, \"x\": " + value + "}";
    const std::string around = "{\"id\": 1}";
    ++files;
    for (const std::size_t size : block_sizes) {
      INFO(name << ", blocks of " << size);
      std::vector<std::string> texts = {
          "[" + around + ", " + object + "," + around + "]",
          "{\"rows\": [" + around + "," + object + ", " + around + "]}"};
      if (value.find('\n') == std::string::npos) {
        texts.push_back(around + "\n" + object + "\n" + around + "\n");
      }
      for (const std::string& text : texts) {
        INFO(text.substr(0, 300));
        const Scanned scanned = scan_json(text, size);
        if (name.starts_with("y_")) {
          CHECK(scanned.refusal.empty());
          CHECK(scanned.damages.empty());
          CHECK(scanned.records.size() == 3);
        } else if (text.starts_with(around)) {
          CHECK(scanned.damages.size() == 1);
          CHECK(scanned.records.size() == 2);
        } else {
          CHECK(scanned.refusal.find("is not JSON") == 0);
        }
      }
    }
  }
  CHECK(files == 95 - 2 + 188);
}
