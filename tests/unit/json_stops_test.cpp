#include "io/json_stops.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/all_texts.hpp"
#include "support/catch.hpp"
#include "support/random_json.hpp"

// The stops of a text are what their definition says, on every processor.

using namespace csm;
using namespace csm::test;

namespace {

/// The stops by their definition in RFC 8259: what a text value holds only with a backslash before
/// it, and the backslash.
JsonStops slow_stops(std::string_view text) {
  JsonStops stops;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    if (byte == 34 || byte == 92 || byte < 32)
      stops.offsets.push_back(static_cast<std::uint32_t>(i));
    if (byte == 10) ++stops.line_feeds;
    if (byte > 127) stops.is_ascii = false;
  }
  stops.count = stops.offsets.size();
  stops.offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return stops;
}

bool is_same(const JsonStops& found, const JsonStops& wanted) {
  return found.count == wanted.count && found.line_feeds == wanted.line_feeds &&
         found.is_ascii == wanted.is_ascii && found.offsets.size() > wanted.count &&
         std::equal(wanted.offsets.begin(), wanted.offsets.end(), found.offsets.begin());
}

/// Compares what every processor finds in a text that has stops behind it, which are none of its.
void check_stops(const std::string& text, JsonStops& found) {
  const JsonStops wanted = slow_stops(text);
  const std::string padded = text + std::string(json_stops_slack, text.size() % 2 ? '"' : '\xff');
  for (const JsonStopFinder& finder : json_stop_finders()) {
    finder.find(std::string_view(padded).substr(0, text.size()), found);
    if (is_same(found, wanted)) continue;
    INFO(finder.name << " on " << text);
    REQUIRE(is_same(found, wanted));
  }
}

}  // namespace

TEST_CASE("every byte is a stop or none, at every place among those looked at together") {
  JsonStops found;
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 130; ++at) {
      std::string text(130, 'a');
      text[at] = static_cast<char>(byte);
      check_stops(text, found);
      check_stops(text.substr(0, at + 1), found);
    }
  }
}

TEST_CASE("every short text has its stops, also across the borders of 64 bytes") {
  JsonStops found;
  for (std::size_t length = 0; length <= 5; ++length) {
    for (const std::size_t at : {0U, 60U, 62U, 127U}) {
      const std::string before(at, '"');
      for_each_text("a\"\\\n\t\xc3", length,
                    [&](const std::string& text) { check_stops(before + text, found); });
    }
  }
}

TEST_CASE("a text of nothing but stops has all of them, however long it is") {
  JsonStops found;
  for (const std::size_t size : {63U, 64U, 65U, 4095U, 4096U, 4097U, 8191U, 8192U, 20000U}) {
    check_stops(std::string(size, '"'), found);
    check_stops(std::string(size, '\n'), found);
    check_stops(std::string(size, 'a'), found);
  }
}

TEST_CASE("objects of JSON have their stops") {
  RandomJson random(11);
  JsonStops found;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    while (text.size() < random.below(9000)) text += random.damaged(random.object()) + "\n";
    check_stops(text, found);
  }
}
