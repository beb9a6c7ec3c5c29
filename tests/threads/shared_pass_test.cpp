#include "io/shared_pass.hpp"

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "csm/error.hpp"
#include "csm/threads.hpp"
#include "io/byte_source.hpp"
#include "io/csv_scanner.hpp"
#include "support/catch.hpp"

// A pass that several readers share gives each of them every block once and keeps only a few.

namespace csm::test {
namespace {

/// A scanner that counts how many blocks it was asked for.
class Counted final : public Scanner {
 public:
  Counted(const std::string& text, std::size_t block_size)
      : inner_(bytes_of("table", text), Dialect{','}, block_size) {}

  const std::vector<std::string>& header() const override { return inner_.header(); }
  void project(std::vector<std::size_t> columns) override { inner_.project(std::move(columns)); }
  bool next(Block& block) override {
    ++asked_;
    return inner_.next(block);
  }
  void restart() override { inner_.restart(); }
  bool is_small() const override { return inner_.is_small(); }
  TableForm form() const override { return inner_.form(); }
  std::vector<std::string_view> records(const Block& block) const override {
    return inner_.records(block);
  }
  const std::string& name() const override { return inner_.name(); }

  std::size_t asked() const { return asked_; }

 private:
  CsvScanner inner_;
  std::atomic<std::size_t> asked_ = 0;
};

std::string numbers(int rows) {
  std::string text = "number,word\n";
  for (int row = 0; row < rows; ++row) text += std::to_string(row) + ",\"a \"\"word\"\"\"\n";
  return text;
}

SharedPass pass_of(Scanner& scanner, std::size_t readers) {
  return SharedPass(
      [&scanner]() -> Scanner& {
        scanner.project({1, 0});
        return scanner;
      },
      readers);
}

/// Takes blocks to the end; the numbers of their rows, each beside its word.
std::vector<int> read_all(SharedPass& pass, std::size_t reader) {
  std::vector<int> found;
  for (;;) {
    const SharedPass::Taken taken = pass.take(reader);
    if (taken.block == nullptr) return found;
    Block block;
    block.show(taken.block->block, {1, 0, 1});
    for (std::size_t row = 0; row < block.rows(); ++row) {
      const bool is_whole =
          block.cell(row, 1) == "a \"word\"" && block.cell(row, 0) == block.cell(row, 2);
      found.push_back(is_whole ? std::stoi(std::string(block.cell(row, 0))) : -1);
    }
  }
}

}  // namespace

TEST_CASE("each reader of a pass gets every record once, in the order of the file") {
  std::mt19937_64 dice(51);
  for (int round = 0; round < 30; ++round) {
    const int rows = static_cast<int>(dice() % 400);
    std::vector<int> wanted(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row) wanted[static_cast<std::size_t>(row)] = row;
    Counted scanner(numbers(rows), 64 + dice() % 500);
    const std::size_t readers = 1 + dice() % 6;
    SharedPass pass = pass_of(scanner, readers);
    std::vector<std::vector<int>> found(readers);
    run_on_threads(readers, [&](std::size_t i) { found[i] = read_all(pass, i); });
    for (const std::vector<int>& numbers : found) CHECK(numbers == wanted);
  }
}

TEST_CASE("a file is scanned once however many readers share the pass") {
  const std::string text = numbers(3000);
  Counted alone(text, 256);
  SharedPass of_one = pass_of(alone, 1);
  read_all(of_one, 0);
  Counted scanner(text, 256);
  SharedPass pass = pass_of(scanner, 7);
  run_on_threads(7, [&](std::size_t i) { read_all(pass, i); });
  CHECK(scanner.asked() == alone.asked());
  CHECK(scanner.asked() > text.size() / 256);
}

TEST_CASE("several threads of one reader get every record once among them") {
  const std::string text = numbers(3000);
  Counted scanner(text, 256);
  SharedPass pass = pass_of(scanner, 2);
  std::vector<std::vector<int>> found(6);
  run_on_threads(6, [&](std::size_t i) { found[i] = read_all(pass, i % 2); });
  for (std::size_t reader = 0; reader < 2; ++reader) {
    std::vector<int> all;
    for (std::size_t i = reader; i < 6; i += 2) {
      CHECK(std::is_sorted(found[i].begin(), found[i].end()));
      all.insert(all.end(), found[i].begin(), found[i].end());
    }
    std::sort(all.begin(), all.end());
    REQUIRE(all.size() == 3000);
    CHECK(all.front() == 0);
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  }
}

TEST_CASE("no more than a few blocks are read ahead of the slowest reader, until it leaves") {
  Counted scanner(numbers(3000), 256);
  SharedPass pass = pass_of(scanner, 2);
  std::thread fast([&] { read_all(pass, 0); });
  for (int taken = 0; taken < 20; ++taken) {
    CHECK(scanner.asked() <= static_cast<std::size_t>(taken) + 5);
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
    CHECK(pass.take(1).block != nullptr);
  }
  CHECK(scanner.asked() < 100);
  pass.leave(1);
  fast.join();
  CHECK(scanner.asked() > 3000 * 10 / 256);
}

TEST_CASE("what stops the scanner is told to all readers, behind the records before it") {
  Counted scanner(numbers(500) + "500,\"never closed\n", 256);
  SharedPass pass = pass_of(scanner, 3);
  run_on_threads(3, [&](std::size_t i) { read_all(pass, i); });
  for (std::size_t reader = 0; reader < 3; ++reader) CHECK(pass.take(reader).has_failed);
  Block block;
  CHECK_THROWS_AS(pass.rethrow(block), Error);
  CHECK(block.order > 0);
  pass.rethrow(block);  // it has been told
}

TEST_CASE("a pass that skips blocks goes on where the other has come to") {
  const std::string text = numbers(700);
  Counted scanner(text, 200);
  SharedPass pass = pass_of(scanner, 1);
  std::vector<int> first;
  for (int i = 0; i < 9; ++i) {
    const SharedPass::Taken taken = pass.take(0);
    for (const std::string_view cell : taken.block->block.columns[1].cells) {
      first.push_back(std::stoi(std::string(cell)));
    }
  }
  Counted again(text, 200);
  SharedPass rest(
      [&]() -> Scanner& {
        again.project({1, 0});
        return again;
      },
      1, pass.taken_by(0));
  for (const int number : read_all(rest, 0)) first.push_back(number);
  CHECK(first.size() == 700);
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i] == static_cast<int>(i));
}

}  // namespace csm::test
