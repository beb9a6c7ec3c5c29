#include "io/alike_ids.hpp"

#include "support/catch.hpp"

using namespace csm;

namespace {

std::int64_t alike(const std::vector<std::string>& ids) {
  AlikeIds watch;
  for (const std::string& id : ids) watch.add(id);
  return watch.found().count;
}

}  // namespace

TEST_CASE("ids that differ by zeros in front, case or blanks around them are alike") {
  CHECK(alike({"007", "7"}) == 1);
  CHECK(alike({"cus_Abc", "CUS_aBC", "cus_Abc"}) == 1);
  CHECK(alike({"\xc2\xa0x", "x", "x\xc2\xa0"}) == 1);
  CHECK(alike({"0", "000", "00"}) == 1);
  CHECK(alike({"a-customer-with-a-long-id", "A-Customer-With-A-Long-Id"}) == 1);
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
  AlikeIds one;
  AlikeIds other;
  one.add("C1");
  one.add("C2");
  other.add("c1");
  other.add("C2");
  one.merge(other);
  CHECK(one.found().count == 1);
  CHECK(one.found().one == "C1");
  CHECK(one.found().other == "c1");
  CHECK_FALSE(one.found().is_sample);
}
