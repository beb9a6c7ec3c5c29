#include <random>

#include "support/catch.hpp"
#include "threads/on_threads.hpp"

// What several threads take off one file together is what one thread takes.

namespace csm::test {
namespace {

Scanned scan_text_on_threads(const std::string& text, std::size_t block_size, std::size_t threads) {
  return scan_on_threads(
      [&] {
        return std::make_unique<CsvScanner>(bytes_of("t.csv", text), Dialect{','}, block_size);
      },
      threads);
}

Scanned at_once(const std::string& text) {
  Scanned whole = scan_csv(text, ',', 1 << 20);
  if (!whole.refusal.empty()) return {{}, {}, {}, "", whole.refused_at + " " + whole.refusal};
  return in_order(std::move(whole));
}

/// Text of the characters that matter, with stretches of regular rows among them.
std::string hostile_text(std::mt19937_64& dice) {
  static constexpr std::string_view pieces[] = {
      "a,b\n", "1,2\n",   "\"x,y\",z\n", "\"p\nq\",r\n", "\"\"\"s\"\"\",t\r\n",
      "u,v\r", "w\n",     "a,b,c,d\n",   "e,f,,\n",      "\n",
      "\"",    ",",       "\r",          "\"g\"h,i\n",   "\"1,2\n3,4\n5,6\n7,8\n\",k\n",
      "ü,€\n", "x\"y,z\n"};
  std::string text = "h,k\n";
  const std::size_t parts = dice() % 60;
  for (std::size_t i = 0; i < parts; ++i) {
    const std::string_view piece = pieces[dice() % std::size(pieces)];
    const std::size_t times = dice() % 8 == 0 ? dice() % 40 : 1;
    for (std::size_t n = 0; n < times; ++n) text += piece;
  }
  return text;
}

}  // namespace

TEST_CASE("threads take the records, damages and places of a file as one thread does") {
  std::mt19937_64 dice(20);
  for (int round = 0; round < 400; ++round) {
    const std::string text = hostile_text(dice);
    const Scanned whole = at_once(text);
    const std::size_t block_size = 1 + dice() % 90;
    const std::size_t threads = 1 + dice() % 8;
    INFO("round " << round << ", blocks of " << block_size << ", threads " << threads);
    CHECK(scan_text_on_threads(text, block_size, threads) == whole);
  }
}

TEST_CASE("a cell of megabytes that looks like rows is one cell for any number of threads") {
  std::string inside;
  while (inside.size() < 3'000'000) inside += "1,2\n\"\"3\"\",4\n5,6\r\n";
  const std::string text = "h,k\n1,\"" + inside + "\"\n8,9\n";
  for (const std::size_t threads : {1U, 2U, 5U}) {
    const Scanned scanned = scan_text_on_threads(text, 1 << 16, threads);
    REQUIRE(scanned.records.size() == 2);
    CHECK(scanned.records[0][1].text.size() > 2'500'000);
    CHECK(scanned.records[1][0].text == "8");
    CHECK(scanned.damages.empty());
  }
}

}  // namespace csm::test
