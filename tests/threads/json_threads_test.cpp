#include <string>

#include "io/json_scanner.hpp"
#include "support/catch.hpp"
#include "support/random_json.hpp"
#include "threads/on_threads.hpp"

// A file of JSON is the same records, damages, places and refusals for any threads and any blocks.

namespace csm::test {
namespace {

Scanned scan_json(const std::string& text, std::size_t block_size, std::size_t threads) {
  return scan_on_threads(
      [&] { return std::make_unique<JsonScanner>(bytes_of("t", text), Dialect{}, block_size); },
      threads);
}

/// Objects with some faults among them, each behind the separator before it.
std::string objects(RandomJson& random, const std::string& separator, std::size_t faults_of_100) {
  std::string text;
  const std::size_t count = 1 + random.below(40);
  for (std::size_t i = 0; i < count; ++i) {
    std::string object = random.object();
    if (random.below(100) < faults_of_100) object = random.damaged(object);
    if (random.below(30) == 0) object = random.value();
    text += (i > 0 ? separator : "") + object;
    if (separator == "\n" && random.below(9) == 0) text += random.below(2) == 0 ? " \r" : "\n\t\n";
  }
  return text;
}

void check_any_blocks(const std::string& text, RandomJson& random) {
  const Scanned whole = scan_json(text, 1 << 20, 1);
  for (int i = 0; i < 3; ++i) {
    const std::size_t block_size = 1 + random.below(i == 0 ? 64 : 700);
    const std::size_t threads = 1 + random.below(8);
    INFO(text);
    INFO("blocks of " << block_size << ", threads " << threads);
    CHECK(scan_json(text, block_size, threads) == whole);
  }
}

}  // namespace

TEST_CASE("threads take the records, damages and places of JSON lines as one thread does") {
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    RandomJson random(seed);
    std::string text = objects(random, "\n", 10);
    if (seed % 2 == 0) text += "\n";
    if (seed % 5 == 0) text = "\xef\xbb\xbf" + text;
    check_any_blocks(text, random);
  }
}

TEST_CASE("an array is the same records or the same refusal for any blocks") {
  for (std::uint64_t seed = 1000; seed < 1250; ++seed) {
    RandomJson random(seed);
    const std::string separator = seed % 2 == 0 ? "," : " ,\n\t";
    std::string text = "[" + objects(random, separator, seed % 3 == 0 ? 2 : 0) + "]\n";
    if (seed % 4 == 0) text = random.damaged(text);
    if (seed % 5 == 0) text = "\xef\xbb\xbf \n" + text;
    check_any_blocks(text, random);
  }
}

TEST_CASE("a wrapped array is the same records or the same refusal for any blocks") {
  for (std::uint64_t seed = 2000; seed < 2250; ++seed) {
    RandomJson random(seed);
    std::string text = "{\"page\": " + random.value(1) + ",\n \"rows\": [" +
                       objects(random, ", ", seed % 3 == 0 ? 2 : 0) +
                       "], \"next\" : " + random.value(1) + "}";
    if (seed % 4 == 0) text = random.damaged(text);
    check_any_blocks(text, random);
  }
}

TEST_CASE("a line or an element of megabytes is one record for any number of threads") {
  const std::string inside(3'000'000, 'x');
  const std::string long_object = "{\"id\": 2, \"x\": \"" + inside + "\"}";
  for (const std::size_t threads : {1U, 2U, 5U}) {
    for (const std::string& text : {"{\"id\": 1}\n" + long_object + "\n{\"id\": 3}\n",
                                    "[{\"id\": 1}, " + long_object + ", {\"id\": 3}]"}) {
      const Scanned scanned = scan_json(text, 1 << 12, threads);
      REQUIRE(scanned.records.size() == 3);
      CHECK(scanned.records[1][0].text == "2");
      CHECK(scanned.records[1][1].text == inside);
      CHECK(scanned.records[2][0].text == "3");
      CHECK(scanned.damages.empty());
    }
  }
}

}  // namespace csm::test
