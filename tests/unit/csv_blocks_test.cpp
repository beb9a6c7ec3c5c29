#include "io/csv_scanner.hpp"
#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

constexpr std::size_t sizes[] = {1, 2, 3, 7, 64};

}  // namespace

TEST_CASE("blocks of any size give the same records, damages and places") {
  const std::string text =
      "id,\"na\"\"me\",note\r\n1,\"a\r\nb\",ü\r2\r\n\n3,\"x\"\"y\",\"\"\n4,5,6,7\n"
      "\"8\" ,9,0\n\u20ac,\"\n\n\",\"\"\"\"\r\n10,11,12,,\n13,14,15";
  const Scanned whole = scan_csv(text, ',', CsvScanner::default_block_size);
  CHECK(whole.records.size() == 5);
  CHECK(whole.damages.size() == 3);
  for (const std::size_t size : sizes) {
    INFO("blocks of " << size);
    CHECK(scan_csv(text, ',', size) == whole);
  }
}

TEST_CASE("a byte order mark is skipped in blocks of any size") {
  const std::string text =
      "\xef\xbb\xbf"
      "a,b\n1,2\n";
  const Scanned whole = scan_csv(text, ',', CsvScanner::default_block_size);
  for (const std::size_t size : sizes) {
    INFO("blocks of " << size);
    CHECK(scan_csv(text, ',', size) == whole);
  }
}

TEST_CASE("the delimiter is found in blocks of any size") {
  const std::string text = "customer_id;started_on;plan\n1;2026-05-01;pro\n";
  const Scanned whole = scan_csv(text, '\0', CsvScanner::default_block_size);
  CHECK(whole.header.size() == 3);
  for (const std::size_t size : sizes) {
    INFO("blocks of " << size);
    CHECK(scan_csv(text, '\0', size) == whole);
  }
}

TEST_CASE("a header longer than a block still tells its delimiter") {
  std::string header = "\"" + std::string(CsvScanner::default_block_size, 'x') + "\"";
  const Scanned scanned = scan_csv(header + ";b\n1;2\n", '\0', CsvScanner::default_block_size);
  CHECK(scanned.header.size() == 2);
  CHECK(scanned.texts() == Texts{{"1", "2"}});
}
