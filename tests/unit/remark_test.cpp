#include "io/remark.hpp"

#include "support/catch.hpp"

using namespace csm;

namespace {

/// Columns: name, customer_id, started_on, amount.
Binding four_columns() {
  CellRules id;
  id.is_id = true;
  Binding binding;
  binding.slots.push_back({1, 0, "customer_id", Need::value, false, id});
  binding.slots.push_back({2, 1, "started_on", Need::value, true, {}});
  binding.slots.push_back({3, 2, "amount", Need::value, false, {}});
  return binding;
}

bool is_remark_of_four(const std::vector<std::string>& cells) {
  return is_remark(cells, four_columns(), 4);
}

}  // namespace

TEST_CASE("a total is told by its first words") {
  for (const char* total : {"Total", "TOTAL", " total ", "Total:", "Total for 4000 Services",
                            "Grand Totals (5700 records)", "Grand total", "Subtotal", "Sum",
                            "AVERAGE", "avg", "Mean", "Median:", "count"}) {
    INFO(total);
    CHECK(is_total_label(total));
  }
  for (const char* other : {"", "Total Wine & More", "Totally", "Totalizer", "Sub total", "12",
                            "Summit", "Average Joe's", "Count Olaf", "Meander"}) {
    INFO(other);
    CHECK_FALSE(is_total_label(other));
  }
}

TEST_CASE("a total has neither id nor date beside its label") {
  CHECK(is_remark_of_four({"TOTAL", "", "", "5000"}));
  CHECK(is_remark_of_four({"", "Total", " ", "5000"}));
  CHECK(is_remark_of_four({"", "", "Total", "5000"}));
  CHECK(is_remark_of_four({"Total"}));
  CHECK_FALSE(is_remark_of_four({"Total", "c1", "", "5000"}));
  CHECK_FALSE(is_remark_of_four({"Total", "", "2026-05-01", "5000"}));
  CHECK_FALSE(is_remark_of_four({"", "", "", ""}));
}

TEST_CASE("the title of a section is words in the first cell alone, which is no id") {
  CHECK(is_remark_of_four({"4000 Service Revenue", "", "", ""}));
  CHECK_FALSE(is_remark_of_four({"4000 Service Revenue"}));
  CHECK_FALSE(is_remark_of_four({"4000", "", "", ""}));
  CHECK_FALSE(is_remark_of_four({"", "c1", "", ""}));
  CHECK_FALSE(is_remark_of_four({"Services", "", "", "5"}));
  Binding id_first = four_columns();
  id_first.slots[0].column = 0;
  CHECK_FALSE(is_remark({"customer", "", "", ""}, id_first, 4));
}

TEST_CASE("a footer stands alone") {
  CHECK(is_remark_of_four({"Confidential Information - Do Not Distribute"}));
  CHECK(is_remark_of_four({"Copyright (c) 2000-2026 salesforce.com, inc.", "", "", ""}));
  CHECK_FALSE(is_remark_of_four({"Copyright (c) 2000-2026 salesforce.com, inc.", "c1", "", ""}));
  CHECK_FALSE(is_remark_of_four({"Confidential"}));
}

TEST_CASE("a record of more cells than the header is damaged, whatever it says") {
  CHECK_FALSE(is_remark_of_four({"Total", "", "", "1", "000"}));
}

TEST_CASE("a header is repeated where every cell is its column's name") {
  const std::vector<std::string> header = {"name", "id", "start", "amount"};
  const auto repeats = [&](std::vector<std::string_view> cells) {
    return repeats_header(cells, four_columns(), header);
  };
  CHECK(repeats({"id", "start", "amount"}));
  CHECK(repeats({"\xef\xbb\xbfid", "start", "amount"}));
  CHECK(repeats({"\xef\xbb\xbf\"id\"", "start", "amount"}));
  CHECK_FALSE(repeats({"id", "start", "5"}));
  CHECK_FALSE(repeats({"ID", "start", "amount"}));
}
