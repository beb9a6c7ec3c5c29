#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm::test;

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// LF and CRLF to CRLF: the files called *_crlf may be stored with either.
std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

Texts values_of(const nlohmann::ordered_json& rows) {
  Texts texts;
  for (const auto& row : rows) {
    texts.emplace_back();
    for (const auto& member : row.items()) texts.back().push_back(member.value());
  }
  return texts;
}

}  // namespace

// github.com/max-mapper/csv-spectrum: each CSV has a JSON twin with the values it means.
TEST_CASE("the files of csv-spectrum have the values of their JSON twins in any blocks") {
  const fs::path folder = fs::path(CSM_CORPORA) / "csv-spectrum";
  if (!fs::exists(folder)) {
    WARN("skipped: " << folder.string() << " is not there");
    return;
  }
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder / "csvs")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    std::string text = content_of(entry.path());
    const std::string twin = content_of(folder / "json" / (name + ".json"));
    if (name.ends_with("_crlf")) text = with_crlf(text);
    auto expected = nlohmann::ordered_json::parse(twin);
    if (expected.is_object()) expected = nlohmann::ordered_json::array({expected});
    // Its twin has another phone number than the file.
    if (name == "location_coordinates") expected[0]["Contact Phone Number"] = "2095257564";
    for (std::size_t size = 1; size <= text.size(); ++size) {
      INFO("in blocks of " << size);
      const Scanned scanned = scan_csv(text, ',', size);
      CHECK(scanned.refusal.empty());
      CHECK(scanned.damages.empty());
      CHECK(scanned.texts() == values_of(expected));
      std::vector<std::string> names;
      for (const auto& member : expected[0].items()) names.push_back(member.key());
      CHECK(scanned.header == names);
    }
    ++files;
  }
  CHECK(files == 12);
}
