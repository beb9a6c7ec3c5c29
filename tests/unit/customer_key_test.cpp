#include "csm/customer_key.hpp"

#include <set>

#include "support/alike_ids.hpp"
#include "support/catch.hpp"

using namespace csm;

TEST_CASE("both halves of a customer's key tell ids apart that are alike") {
  const std::vector<std::string> ids = test::alike_ids();
  std::set<std::uint64_t> low;
  std::set<std::uint64_t> high;
  for (const std::string& id : ids) {
    const CustomerKey key = CustomerKey::of(id);
    low.insert(key.low());
    high.insert(key.high());
  }
  CHECK(low.size() == ids.size());
  CHECK(high.size() == ids.size());
}

TEST_CASE("a customer's key depends on nothing but the id") {
  const std::string id = "cus_8Hy2";
  const std::string longer = "x" + id + "y";
  CHECK(CustomerKey::of(id) == CustomerKey::of(std::string_view(longer).substr(1, id.size())));
}
