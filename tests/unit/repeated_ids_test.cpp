#include "io/repeated_ids.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "support/alike_ids.hpp"
#include "support/catch.hpp"

using namespace csm;

namespace {

std::vector<std::string> ids_up_to(int n) {
  std::vector<std::string> ids;
  for (int i = 0; i < n; ++i) ids.push_back("sub_" + std::to_string(i));
  return ids;
}

RepeatedIds watched(const std::vector<std::string>& ids) {
  RepeatedIds watch;
  for (const std::string& id : ids) watch.add(id);
  return watch;
}

}  // namespace

TEST_CASE("ids that stand once are not repeated, and blank ones are none") {
  const RepeatedIds watch = watched({"a", "b", "", "", "A", "a ", "007", "7"});
  CHECK(watch.repeated() == 0);
  CHECK(watch.example().empty());
  CHECK_FALSE(watch.is_sample());
}

TEST_CASE("ids of other characters or of another length are other ids") {
  const RepeatedIds watch = watched(test::alike_ids());
  CHECK_FALSE(watch.is_sample());
  CHECK(watch.repeated() == 0);
}

TEST_CASE("an id counts once, however often it stands") {
  const RepeatedIds watch = watched({"a", "b", "a", "c", "a", "c"});
  CHECK(watch.repeated() == 2);
  CHECK((watch.example() == "a" || watch.example() == "c"));
}

TEST_CASE("up to 65,536 ids the answer is exact") {
  std::vector<std::string> ids = ids_up_to(65536);
  CHECK(watched(ids).repeated() == 0);
  CHECK_FALSE(watched(ids).is_sample());
  for (int i = 0; i < 65536; i += 13) ids.push_back("sub_" + std::to_string(i));
  CHECK(watched(ids).repeated() == 5042);  // 65535 / 13 + 1
  CHECK_FALSE(watched(ids).is_sample());
}

TEST_CASE("one id more makes a sample") {
  CHECK(watched(ids_up_to(65537)).is_sample());
  CHECK(watched(ids_up_to(65537)).repeated() == 0);
}

TEST_CASE("a file that was given twice is noticed, whatever its size") {
  std::vector<std::string> ids = ids_up_to(200000);
  const std::vector<std::string> again = ids;
  ids.insert(ids.end(), again.begin(), again.end());
  const RepeatedIds watch = watched(ids);
  CHECK(watch.is_sample());
  CHECK(watch.repeated() == 4096);  // every id that is watched
  CHECK_FALSE(watch.example().empty());
}

TEST_CASE("neither the count nor the example depends on the order of the rows") {
  for (const int n : {1000, 100000}) {
    std::vector<std::string> ids = ids_up_to(n);
    for (int i = 0; i < n; i += 7) ids.push_back("sub_" + std::to_string(i));
    const RepeatedIds first = watched(ids);
    std::mt19937 engine(5);
    for (int round = 0; round < 4; ++round) {
      std::shuffle(ids.begin(), ids.end(), engine);
      const RepeatedIds other = watched(ids);
      CHECK(other.repeated() == first.repeated());
      CHECK(other.is_sample() == first.is_sample());
      CHECK(other.example() == first.example());
    }
    CHECK(first.repeated() > 0);
    CHECK(first.repeated() <= n / 7 + 1);
  }
}
