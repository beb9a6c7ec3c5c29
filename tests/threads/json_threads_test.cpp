#include <random>
#include <string>

#include "csm/error.hpp"
#include "io/json_scanner.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_json.hpp"
#include "support/random_tables.hpp"
#include "support/slow_table.hpp"
#include "threads/on_threads.hpp"

// A file of JSON is the same records, damages, places and refusals for any threads and any blocks.

namespace csm::test {
namespace {

Scanned scan_json(const std::string& text, std::size_t block_size, std::size_t threads) {
  return scan_on_threads(
      [&] { return std::make_unique<JsonScanner>(bytes_of("t", text), Dialect{}, block_size); },
      threads);
}

/// Gives a few bytes at a time and cannot be read elsewhere, as a pipe.
class Trickle final : public ByteSource {
 public:
  explicit Trickle(std::string text) : ByteSource("t"), text_(std::move(text)) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = text_.copy(to, std::min<std::size_t>(size, 7), position_);
    position_ += n;
    return n;
  }
  void restart() override { position_ = 0; }

 private:
  std::string text_;
  std::size_t position_ = 0;
};

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
    const auto open = [&] {
      return std::make_unique<JsonScanner>(std::make_unique<Trickle>(text), Dialect{}, block_size);
    };
    CHECK(scan_on_threads(open, threads) == whole);
  }
}

/// One object a row, an array of them or one around that; a blank cell's member is mostly left out,
/// so that columns come late.
std::string to_sparse_json(const slow::Table& table, std::mt19937_64& dice) {
  const bool in_lines = dice() % 2 == 0;
  std::string text = in_lines ? "" : dice() % 2 == 0 ? "[" : "{\"page\": 1, \"data\": [";
  const bool is_wrapped = text.size() > 1;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::string object;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      const std::string& cell = table.rows[row][i];
      if (cell.empty() && dice() % 8 > 0) continue;
      object += (object.empty() ? "\"" : ", \"") + table.header[i] +
                (cell.empty() ? "\": null" : "\": \"" + cell + "\"");
    }
    if (row > 0) text += in_lines ? "\n" : ",";
    text += "{" + object + "}";
  }
  return text + (in_lines ? "\n" : is_wrapped ? "]}" : "]");
}

/// The report, or what it was refused with.
std::string outcome(const Question& question, const std::string& text, std::size_t threads,
                    std::size_t block_size, bool is_strict) {
  Reading reading;
  reading.threads = threads;
  reading.block_size = block_size;
  reading.is_strict = is_strict;
  try {
    return to_json_report(answer(question, text, reading));
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a report is the same though columns come late, for any threads and blocks") {
  std::mt19937_64 dice(24);
  int reports = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const char* metrics[] = {"churn", "mrr", "nps"};
    const std::string metric = metrics[seed % 3];
    const slow::Table table =
        metric == "nps" ? slow::random_answers(seed) : slow::random_subscriptions(seed);
    const std::string text = to_sparse_json(table, dice);
    const bool is_strict = seed % 5 == 0;
    const Question question = ask(metric, seed % 2 == 0 ? "2026-05" : "");
    const std::string whole = outcome(question, text, 1, 1 << 18, is_strict);
    const std::size_t block_size = 1 + dice() % 400;
    const std::size_t threads = 1 + dice() % 7;
    INFO("seed " << seed << ", blocks of " << block_size << ", threads " << threads);
    INFO(text);
    CHECK(outcome(question, text, threads, block_size, is_strict) == whole);
    reports += whole.starts_with("{") ? 1 : 0;
  }
  CHECK(reports > 100);
}

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
