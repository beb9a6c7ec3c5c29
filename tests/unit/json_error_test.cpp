#include "io/json_error.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"
#include "text/shown.hpp"

using namespace csm;

namespace {

namespace fs = std::filesystem;

void check_place(std::string_view text, std::size_t offset, std::string_view about) {
  INFO(text);
  const auto error = find_json_error(text);
  REQUIRE(error);
  CHECK(error->offset == offset);
  INFO(error->message);
  CHECK(std::string_view(error->message).find(about) != std::string_view::npos);
}

/// shown() escapes what is no UTF-8, and only that has \x and a byte from 80 up.
bool is_utf8(const std::string& text) {
  std::string printable;
  for (const char c : text) printable += static_cast<unsigned char>(c) < 0x80 ? 'a' : c;
  return shown(printable).find("\\x") == std::string::npos;
}

template <class Use>
void for_each_file(const std::string& prefix, Use&& use) {
  const fs::path folder = fs::path(CSM_CORPORA) / "json-test-suite" / "test_parsing";
  if (!fs::exists(folder)) {
    WARN("skipped: " << folder.string() << " is not there");
    return;
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    INFO(name);
    use(text.str());
  }
}

}  // namespace

TEST_CASE("a value of JSON has no error") {
  for (const std::string_view text :
       {"0", "-0", "1.5e-3", "true", "false", "null", "\"\"", "\"\\u00e4\\n\"", "[]", "{}",
        " [1, 2 , {\"a\": [null]}]\r\n\t", "{\"a\": 1, \"a\": 2}", "\"\xc3\xbc\""}) {
    INFO(text);
    CHECK_FALSE(find_json_error(text));
  }
}

TEST_CASE("the first fault is found where it stands") {
  check_place("", 0, "ends");
  check_place("  ", 2, "ends");
  check_place("[1, 2", 5, "comma or ]");
  check_place("[1 2]", 3, "comma or ]");
  check_place("[1,]", 3, "no JSON value");
  check_place("{\"a\": 1", 7, "comma or }");
  check_place("{\"a\": 1 \"b\": 2}", 8, "comma or }");
  check_place("{\"a\": 1,}", 8, "double quotes");
  check_place("{a: 1}", 1, "double quotes");
  check_place("{'a': 1}", 1, "double quotes");
  check_place("{\"a\" 1}", 5, "colon");
  check_place("{\"a\":}", 5, "no JSON value");
  check_place("[tru]", 1, "no JSON value");
  check_place("[NaN]", 1, "no JSON value");
  check_place("[01]", 2, "zero");
  check_place("[1.]", 3, "digit");
  check_place("[1e]", 3, "digit");
  check_place("[1e+]", 4, "digit");
  check_place("[.5]", 1, "no JSON value");
  check_place("[+1]", 1, "no JSON value");
  check_place("[-]", 2, "no JSON value");
  check_place("[\"a]", 4, "is not closed");
  check_place("[\"a\nb\"]", 3, "is not closed");
  check_place("[\"a\tb\"]", 3, "control character");
  check_place("[\"\\x\"]", 3, "escape");
  check_place("[\"\\u12g4\"]", 6, "hex");
  check_place("1 2", 2, "follows");
  check_place("{}}", 2, "follows");
}

TEST_CASE("values inside each other without end are an error and no crash") {
  CHECK(find_json_error(std::string(1000000, '[')));
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "{\"a\":";
  CHECK(find_json_error(deep));
}

TEST_CASE("a NUL byte is an error wherever it stands") {
  for (const std::string& text :
       {std::string("\0", 1), std::string("[1\0]", 4), std::string("[\"\0\"]", 5),
        std::string("[\"\\\0\"]", 6), std::string("[1]\0", 4), std::string("{\"a\"\0:1}", 8)}) {
    CHECK(find_json_error(text));
  }
}

TEST_CASE("an error is found in every text of JSONTestSuite that is UTF-8 and no JSON") {
  int files = 0;
  for_each_file("n_", [&](const std::string& text) {
    if (!is_utf8(text)) return;
    ++files;
    const auto error = find_json_error(text);
    REQUIRE(error);
    CHECK(error->offset <= text.size());
    CHECK(std::string_view(error->message).size() > 5);
  });
  CHECK((files == 0 || files > 150));
}

TEST_CASE("no error is found in any text of JSONTestSuite that is JSON") {
  for_each_file("y_", [](const std::string& text) { CHECK_FALSE(find_json_error(text)); });
}
