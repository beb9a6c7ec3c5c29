#include <cstdlib>
#include <string>

#include "support/all_texts.hpp"
#include "support/catch.hpp"
#include "support/hostile_csv.hpp"
#include "support/slow_csv.hpp"

// Seeded tables that are out to confuse. To try millions of others:
//   CSM_HOSTILE_TABLES=3000000 CSM_HOSTILE_FIRST=1000000 csm_unit_tests 'hostile tables*'

namespace csm::test {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// What of the tables was met, so that a tamed generator does not go unnoticed.
struct Met {
  std::uint64_t with_records = 0;
  std::uint64_t with_damages = 0;
  std::uint64_t refused = 0;
  std::uint64_t in_many_chunks = 0;

  void add(const HostileCsv& table, const CsvReading& reading) {
    with_records += reading.records.empty() ? 0U : 1U;
    with_damages += reading.damages.empty() ? 0U : 1U;
    refused += reading.refusal.empty() ? 0U : 1U;
    in_many_chunks += table.text.size() > 10 * table.way.block_size ? 1U : 0U;
  }
};

/// A cell of megabytes that looks like rows, and a line as long behind it.
std::string long_text() {
  std::string text = "h,k\n1,\"";
  while (text.size() < 2'000'000) text += "1,2\n\"\"3\"\",4\n5,6\r\n";
  text += "\"\n8,";
  text.append(1'000'000, 'x');
  text += "\n9,";
  for (int i = 0; i < 300'000; ++i) text += "\"\"\"\",";
  return text + "\n\"\"\"\",7";
}

}  // namespace

TEST_CASE("hostile tables are read as by the slow parser, in blocks of any size") {
  const std::uint64_t first = number_from("CSM_HOSTILE_FIRST", 0);
  const std::uint64_t tables = number_from("CSM_HOSTILE_TABLES", is_sanitized() ? 5000 : 20000);
  Met met;
  for (std::uint64_t number = first; number < first + tables; ++number) {
    const HostileCsv table = hostile_csv(number);
    const CsvReading wanted = slow_csv(table.text, table.way);
    const CsvReading found = CsvReader(table.way).read(table.text);
    met.add(table, wanted);
    if (found == wanted) continue;
    INFO(visible(table.text));
    FAIL("table " << number << " in blocks of " << table.way.block_size << ", pipe step "
                  << table.way.pipe_step << ":\n"
                  << difference(found, wanted));
  }
  CHECK(met.with_records > tables / 2);
  CHECK(met.with_damages > tables / 10);
  CHECK(met.refused > tables / 100);
  CHECK(met.in_many_chunks > tables / 10);
}

TEST_CASE("a cell and a line of megabytes are read as by the slow parser") {
  const std::string text = long_text();
  CsvWay way;
  const CsvReading wanted = slow_csv(text, way);
  REQUIRE(wanted.records.size() > 2'500'000);
  for (const std::size_t size :
       {std::size_t{1} << 12, std::size_t{100'003}, std::size_t{1} << 22}) {
    way.block_size = size;
    for (const std::size_t step : {std::size_t{0}, std::size_t{4093}}) {
      way.pipe_step = step;
      const CsvReading found = CsvReader(way).read(text);
      INFO("blocks of " << size << ", pipe step " << step);
      CHECK(found.records == wanted.records);
      CHECK(found.damages == wanted.damages);
      CHECK(found.refusal == wanted.refusal);
    }
  }
}

}  // namespace csm::test
