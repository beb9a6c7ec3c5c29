#include <map>
#include <mutex>
#include <thread>

#include "support/all_texts.hpp"
#include "support/catch.hpp"
#include "support/hostile_csv.hpp"
#include "support/slow_csv.hpp"

// What several threads take off one file together is what the slow parser reads of it.

namespace csm::test {
namespace {

/// The blocks that threads take, put back in the order of the file.
class Gathered {
 public:
  void add(const Block& block) {
    CsvReading reading;
    reading.add(block);
    const std::lock_guard lock(gathering_);
    is_twice_ = !blocks_.emplace(block.order, std::move(reading)).second || is_twice_;
  }
  void add(const Block& block, const Error& error) {
    CsvReading reading;
    reading.refuse(error.where, error.message);
    const std::lock_guard lock(gathering_);
    refusals_.emplace(block.order, std::move(reading));
  }
  /// The whole reading; of several refusals the first of the file.
  CsvReading in_order(CsvReading reading) {
    CHECK_FALSE(is_twice_);
    if (!refusals_.empty()) return refusals_.begin()->second;
    for (const auto& [order, block] : blocks_) {
      reading.records += block.records;
      reading.damages += block.damages;
    }
    return reading;
  }

 private:
  std::mutex gathering_;
  std::map<std::uint64_t, CsvReading> blocks_, refusals_;
  bool is_twice_ = false;
};

void take_blocks(CsvScanner& scanner, Gathered& gathered) {
  Block block;
  try {
    while (scanner.next(block)) gathered.add(block);
  } catch (const Error& error) {
    gathered.add(block, error);
  }
}

CsvReading read_on_threads(const std::string& text, const CsvWay& way, std::size_t threads) {
  CsvReading head;
  try {
    CsvScanner scanner(bytes_in(text, way.pipe_step), Dialect{way.delimiter}, way.block_size);
    for (const std::string& name : scanner.header()) head.add_name(name);
    scanner.project(columns_of(way, scanner.header().size()));
    Gathered gathered;
    std::vector<std::thread> pool;
    for (std::size_t i = 0; i < threads; ++i) {
      pool.emplace_back([&] { take_blocks(scanner, gathered); });
    }
    for (std::thread& thread : pool) thread.join();
    return gathered.in_order(std::move(head));
  } catch (const Error& error) {
    head.refuse(error.where, error.message);
  }
  return head;
}

}  // namespace

TEST_CASE(
    "one to eight threads read hostile tables as the slow parser does, block by block in order") {
  const std::uint64_t tables = is_sanitized() ? 500 : 3000;
  for (std::uint64_t number = 0; number < tables; ++number) {
    const HostileCsv table = hostile_csv(number);
    const CsvReading wanted = slow_csv(table.text, table.way);
    const std::size_t threads = 1 + number % 8;
    const CsvReading found = read_on_threads(table.text, table.way, threads);
    if (found == wanted) continue;
    INFO(visible(table.text));
    FAIL("table " << number << " in blocks of " << table.way.block_size << " on " << threads
                  << " threads:\n"
                  << difference(found, wanted));
  }
}

TEST_CASE("every text of up to three characters is read so by three threads, a byte a block") {
  CsvWay way;
  way.block_size = 1;
  std::size_t wrong = 0;
  for (std::size_t length = 0; length <= 3; ++length) {
    for_each_text("a,\"\n\r", length, [&](const std::string& tail) {
      const std::string text = "x,y\n1,2\n" + tail;
      if (read_on_threads(text, way, 3) != slow_csv(text, way)) ++wrong;
    });
  }
  CHECK(wrong == 0);
}

TEST_CASE("a cell of megabytes that looks like rows is one cell for any number of threads") {
  std::string inside;
  while (inside.size() < 3'000'000) inside += "1,2\n\"\"3\"\",4\n5,6\r\n";
  const std::string text = "h,k\n1,\"" + inside + "\"\n8,9\n";
  CsvWay way;
  way.block_size = 1 << 16;
  const CsvReading wanted = slow_csv(text, way);
  REQUIRE(wanted.records.size() > 2'500'000);
  for (const std::size_t threads : {1U, 2U, 5U}) {
    const CsvReading found = read_on_threads(text, way, threads);
    INFO("on " << threads << " threads");
    CHECK((found == wanted));
  }
}

}  // namespace csm::test
