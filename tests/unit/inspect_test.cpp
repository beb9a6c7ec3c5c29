#include <algorithm>
#include <random>

#include "csm/inspection.hpp"
#include "io/column_summary.hpp"
#include "io/id_sample.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

InspectedColumn column_of(const std::string& header, const std::vector<std::string>& cells) {
  ColumnSummary summary(nullptr, {}, test::day(2026, 6, 30));
  for (const std::string& cell : cells) summary.add(cell);
  return summary.column(header, {});
}

InspectedFile look(const std::string& text) {
  return inspect({{"", "t.csv", text}}, {}, test::day(2026, 6, 30)).front();
}

}  // namespace

TEST_CASE("a column is what most of its cells are, and the others are counted") {
  const InspectedColumn column = column_of("n", {"1", "2.5", "", "-", "many", "-3"});
  CHECK(column.kind == ValueKind::number);
  CHECK(column.filled == 4);
  CHECK(column.missing == 2);
  CHECK(column.unlike == 1);
  CHECK(column.lowest == test::dec("-3"));
  CHECK(column.highest == test::dec("2.5"));
  CHECK(column_of("n", {"", "NA"}).kind == ValueKind::blank);
  CHECK(column_of("n", {"yes", "no", "Yes"}).kind == ValueKind::yes_no);
  CHECK(column_of("n", {"red", "red", "blue", "blue"}).kind == ValueKind::word);
  CHECK(column_of("n", {"red", "blue"}).kind == ValueKind::text);
}

TEST_CASE("numbers in a column that is called an id are ids") {
  for (const char* name : {"id", "Ticket Id", "customer_id", "accountID", "accountId"}) {
    CHECK(column_of(name, {"1", "2"}).kind == ValueKind::id);
  }
  for (const char* name : {"paid", "Paid", "PAID", "void"}) {
    CHECK(column_of(name, {"1", "2"}).kind == ValueKind::number);
  }
}

TEST_CASE("dates are read in the form that the whole column proves") {
  const InspectedColumn day_first = column_of("d", {"03/04/2026", "13/07/2026"});
  CHECK(day_first.writing == DateWriting::day_first);
  CHECK(day_first.oldest == test::day(2026, 4, 3));
  CHECK(day_first.newest == test::day(2026, 7, 13));
  CHECK(day_first.in_future == 1);
  CHECK(column_of("d", {"03/04/2026", "04/13/2026"}).writing == DateWriting::month_first);
  CHECK(column_of("d", {"03/04/2026"}).writing == DateWriting::either);
  CHECK_FALSE(column_of("d", {"03/04/2026"}).oldest);
  CHECK(column_of("d", {"13/04/2026", "04/13/2026"}).writing == DateWriting::mixed);
  CHECK(column_of("d", {"2026-04-03", "2026-04-03T10:00:00Z"}).writing == DateWriting::iso);
}

TEST_CASE("rows that meet in a day do not overlap, and rows in any order that share one do") {
  const std::string header = "customer_id,started_on,ended_on,amount\n";
  CHECK(look(header + "1,2026-01-01,2026-02-01,1\n1,2026-02-01,,1\n").overlapping.count == 0);
  CHECK(look(header + "1,2026-02-01,,1\n1,2026-01-01,2026-02-02,1\n").overlapping.count == 1);
  CHECK(look(header + "1,2026-02-01,,1\n2,2026-01-01,,1\n").overlapping.count == 0);
}

TEST_CASE("a sample of ids is the same for any order and however it is split") {
  std::vector<std::uint64_t> hashes;
  std::mt19937_64 random(7);
  for (int i = 0; i < 100000; ++i) hashes.push_back(random() | 1);
  const auto sum_of = [](const IdSample<int>& sample) {
    std::uint64_t sum = 0;
    std::size_t count = 0;
    sample.for_each([&](std::uint64_t hash, int seen) {
      CHECK(seen == 2);
      sum += hash;
      ++count;
    });
    CHECK(count == IdSample<int>::sample);
    return sum;
  };
  IdSample<int> whole;
  IdSample<int> first;
  IdSample<int> second;
  for (int round = 0; round < 2; ++round) {
    for (const std::uint64_t hash : hashes) {
      if (int* seen = whole.find(hash)) ++*seen;
    }
    std::shuffle(hashes.begin(), hashes.end(), random);
  }
  for (std::size_t i = 0; i < 2 * hashes.size(); ++i) {
    IdSample<int>& half = i % 3 == 0 ? first : second;
    if (int* seen = half.find(hashes[i % hashes.size()])) ++*seen;
  }
  first.merge(second, [&first](std::uint64_t hash, int seen) {
    if (int* own = first.find(hash)) *own += seen;
  });
  CHECK(sum_of(first) == sum_of(whole));
}
