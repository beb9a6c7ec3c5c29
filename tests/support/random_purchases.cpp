#include "random_purchases.hpp"

#include <string>
#include <vector>

#include "random_rows.hpp"

namespace csm::slow {

namespace {

/// On the day of an earlier row, so that purchases meet on one day, or on any.
int purchase_day(Dice& dice, const std::vector<Row>& before, Row& row) {
  if (!before.empty() && dice.one_in(3)) {
    const int at = dice.below(static_cast<int>(before.size()));
    const Row& earlier = before[static_cast<std::size_t>(at)];
    const auto day = parse_day(earlier.at("purchased_on"));
    const int apart = dice.one_in(3) ? dice.below(3) - 1 : 0;
    row["customer_id"] = earlier.at("customer_id");
    if (day) return *day + apart;
  }
  return dice.one_in(2) ? start_day(dice) : near_day(dice);
}

Row draw_purchase(Dice& dice, const Words& customers, const std::vector<Row>& before) {
  static const Words amounts = {"50",     "50",   "100", "0",           "0.00", "19.99",
                                "0.01",   "-20",  "-50", "-0.005",      "7",    "0.000000000001",
                                "333.33", "1200", "3",   "999999999999"};
  static const Words mostly_dollars = {"USD", "USD", "USD", "USD", "EUR", "JPY", "KWD"};
  static const Words ids = {"p1", "p2", "p3", "007", ""};
  static const Words kinds = {"upsell", "recurring", "one_time", "", "NA"};
  static const Words wrong_days = {"2026-02-30", "soon", "", "NA"};
  Row row;
  row["customer_id"] = dice.pick(customers);
  const int day = purchase_day(dice, before, row);
  row["purchased_on"] = dice.one_in(40) ? dice.pick(wrong_days) : format_day(day);
  row["amount"] = dice.pick(amounts);
  row["currency"] = dice.pick(mostly_dollars);
  row["purchase_id"] = dice.pick(ids);
  row["kind"] = dice.pick(kinds);
  return row;
}

/// A negative amount is a refund, so it is nothing wrong.
void spoil_amount(Dice& dice, Row& row) {
  static const Words wrong = {"", "NA", "ten", "1,00,0", "0.0000000000001"};
  if (dice.one_in(30)) row["amount"] = dice.pick(wrong);
}

}  // namespace

Table random_purchases(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"customer_id", "purchased_on", "amount"};
  add_some(dice, {"purchase_id", "kind"}, header);
  const bool has_currency = dice.one_in(3);
  if (has_currency) header.push_back("currency");
  const bool has_one_currency = dice.one_in(2);
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = draw_purchase(dice, customers, rows);
    if (has_one_currency) row["currency"] = "USD";
    if (dice.one_in(60)) row["customer_id"] = "";
    spoil_amount(dice, row);
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace csm::slow
