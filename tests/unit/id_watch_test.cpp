#include "io/id_watch.hpp"

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

IdWatch watched(const std::vector<std::string>& ids) {
  IdWatch watch;
  for (const std::string& id : ids) watch.add(id);
  return watch;
}

std::int64_t alike(const std::vector<std::string>& ids) { return watched(ids).alike().count; }

}  // namespace

TEST_CASE("ids that stand once are not repeated, and blank ones are none") {
  const IdWatch watch = watched({"a", "b", "", "", "A", "a ", "007", "7"});
  CHECK(watch.repeated().count == 0);
  CHECK(watch.repeated().example.empty());
  CHECK_FALSE(watch.is_sample());
}

TEST_CASE("ids of other characters or of another length are other ids") {
  const IdWatch watch = watched(test::alike_ids());
  CHECK_FALSE(watch.is_sample());
  CHECK(watch.repeated().count == 0);
}

TEST_CASE("an id counts once, however often it stands") {
  const IdWatch watch = watched({"a", "b", "a", "c", "a", "c"});
  CHECK(watch.repeated().count == 2);
  CHECK((watch.repeated().example == "a" || watch.repeated().example == "c"));
}

TEST_CASE("up to 65,536 ids the answer is exact") {
  std::vector<std::string> ids = ids_up_to(65536);
  CHECK(watched(ids).repeated().count == 0);
  CHECK_FALSE(watched(ids).is_sample());
  for (int i = 0; i < 65536; i += 13) ids.push_back("sub_" + std::to_string(i));
  CHECK(watched(ids).repeated().count == 5042);  // 65535 / 13 + 1
  CHECK_FALSE(watched(ids).is_sample());
}

TEST_CASE("one id more makes a sample") {
  CHECK(watched(ids_up_to(65537)).is_sample());
  CHECK(watched(ids_up_to(65537)).repeated().count == 0);
}

TEST_CASE("a file that was given twice is noticed, whatever its size") {
  std::vector<std::string> ids = ids_up_to(200000);
  const std::vector<std::string> again = ids;
  ids.insert(ids.end(), again.begin(), again.end());
  const IdWatch watch = watched(ids);
  CHECK(watch.is_sample());
  CHECK(watch.repeated().count == 4096);  // every id that is watched
  CHECK_FALSE(watch.repeated().example.empty());
}

TEST_CASE(
    "of ids of which every one is written in two ways, all that are watched are found alike") {
  const std::vector<std::string> ids = ids_up_to(100000);
  const auto alike_to = [&](const auto& other_way) {
    std::vector<std::string> both = ids;
    for (const std::string& id : ids) both.push_back(other_way(id));
    return alike(both);
  };
  CHECK(alike_to([](const std::string& id) { return "S" + id.substr(1); }) == 4096);
  CHECK(alike_to([](const std::string& id) { return "=\"" + id + "\""; }) == 4096);
  CHECK(alike_to([](const std::string& id) { return "\xc2\xa0" + id; }) == 4096);
  CHECK(alike_to([](const std::string& id) { return id + "\xe2\x80\x8b"; }) == 4096);

  std::vector<std::string> numbers;
  for (int i = 0; i < 100000; ++i) {
    numbers.push_back(std::to_string(i));
    numbers.push_back("00" + numbers.back());
    numbers.push_back(std::to_string(i) + ".0");
  }
  CHECK(alike(numbers) == 4096);
}

TEST_CASE("neither the count nor the example depends on the order of the rows") {
  for (const int n : {1000, 100000}) {
    std::vector<std::string> ids = ids_up_to(n);
    for (int i = 0; i < n; i += 7) ids.push_back("sub_" + std::to_string(i));
    const IdWatch first = watched(ids);
    std::mt19937 engine(5);
    for (int round = 0; round < 4; ++round) {
      std::shuffle(ids.begin(), ids.end(), engine);
      const IdWatch other = watched(ids);
      CHECK(other.repeated().count == first.repeated().count);
      CHECK(other.is_sample() == first.is_sample());
      CHECK(other.repeated().example == first.repeated().example);
    }
    CHECK(first.repeated().count > 0);
    CHECK(first.repeated().count <= n / 7 + 1);
  }
}

TEST_CASE("ids that differ by zeros in front, case or blanks around them are alike") {
  CHECK(alike({"007", "7"}) == 1);
  CHECK(alike({"cus_Abc", "CUS_aBC", "cus_Abc"}) == 1);
  CHECK(alike({"\xc2\xa0x", "x", "x\xc2\xa0"}) == 1);
  CHECK(alike({"0", "000", "00"}) == 1);
  CHECK(alike({"a-customer-with-a-long-id", "A-Customer-With-A-Long-Id"}) == 1);
}

TEST_CASE("ids that look alike are, however a spreadsheet or an encoding has written them") {
  CHECK(alike({"=\"a\"", "a"}) == 1);
  CHECK(alike({"7", "7.0"}) == 1);
  CHECK(alike({"=\"0070.00\"", "70"}) == 1);
  CHECK(alike({"a\xe2\x80\x8b", "a"}) == 1);  // a blank of no width
  CHECK(alike({"\xef\xbb\xbf"
               "a",
               "a"}) == 1);  // a byte order mark
  CHECK(alike({"e f",
               "e\xc2\xa0"
               "f",
               "e\xe2\x80\xaf"
               "f"}) == 1);                      // no-break spaces
  CHECK(alike({"\xc3\xa9", "e\xcc\x81"}) == 1);  // e with an acute accent
  CHECK(alike({"Zo\xc3\xab of the long name", "Zoe\xcc\x88 of the long name"}) == 1);
  CHECK(alike({"A\xe2\x80\x93"
               "1",
               "a-1"}) == 1);  // a dash
}

TEST_CASE("ids that differ in a letter, a mark or a number do not look alike") {
  CHECK(alike({"7.5", "7", "75", "7.05", "7.", ".0", "7.0.0", "v7.0", "v7"}) == 0);
  CHECK(alike({"=\"a\"", "=a", "\"a\"", "=\"\"", "=\"b\""}) == 0);
  CHECK(alike({"\xc3\xa9", "e", "\xc3\xa8", "e\xcc\x82"}) == 0);
  CHECK(alike({"\xd0\xb0", "a", "\xce\xb1"}) == 0);  // the same in Cyrillic and Greek
  CHECK(alike({"\xc2", "\xe2\x80", "\xe2\x80\x8b", ""}) == 0);
}

TEST_CASE("an id within many protections is read in a time that is short") {
  std::string id = "a";
  for (int i = 0; i < 50000; ++i) id = "=\"" + id + "\"";
  CHECK(alike({id, "a"}) == 0);
}

TEST_CASE("other ids are not alike, and one written alike on every row is not") {
  CHECK(alike({"7", "7", "70", "17", "7a"}) == 0);
  CHECK(alike({"a@b", "a`b", "a_b",
               "a\x7f"
               "b"}) == 0);
  CHECK(alike({"", ""}) == 0);
  CHECK(alike({"0", "a0", "a"}) == 0);
}

TEST_CASE("ids that are alike are found across threads, whoever meets which") {
  IdWatch one;
  IdWatch other;
  one.add("C1");
  one.add("C2");
  other.add("c1");
  other.add("C2");
  one.merge(other);
  CHECK(one.alike().count == 1);
  CHECK(one.alike().one == "C1");
  CHECK(one.alike().other == "c1");
  CHECK_FALSE(one.is_sample());
}

TEST_CASE("an id that is written in one way on two rows is repeated, in two ways on two alike") {
  const IdWatch watch = watched({"a", "A", "b", "b", "B"});
  CHECK(watch.repeated().count == 1);
  CHECK(watch.repeated().example == "b");
  CHECK(watch.alike().count == 2);
}

TEST_CASE("of an id that is written in many ways the same four are watched in any order") {
  std::vector<std::string> ids;
  for (int i = 0; i < 10; ++i) ids.push_back(std::string(static_cast<std::size_t>(i), '0') + "7");
  ids.insert(ids.end(), {"0007", "7", "7"});  // of the first four 0007 alone repeats
  std::mt19937 engine(3);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(ids.begin(), ids.end(), engine);
    const IdWatch watch = watched(ids);
    CHECK(watch.alike().count == 1);
    CHECK(watch.alike().one == "0000000007");
    CHECK(watch.alike().other == "000000007");
    CHECK(watch.repeated().count == 0);
  }
}
