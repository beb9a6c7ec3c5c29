#include "random_expansion.hpp"

#include <string>
#include <vector>

#include "random_rows.hpp"

namespace csm::slow {

namespace {

/// With what is missing in a cell or wrong in it.
void spoil(Dice& dice, Row& row) {
  static const Words days = {"2026-02-30", "soon", "", "NA"};
  static const Words amounts = {"ten", "", "NA", "-", "--5"};
  static const Words currencies = {"", "US", "DOLLAR", "U1D", "NA"};
  static const Words kinds = {"", "", "NA", "n/a", "null", "-"};
  switch (dice.below(5)) {
    case 0:
      row["customer_id"] = "";
      break;
    case 1:
      row["purchased_on"] = dice.pick(days);
      break;
    case 2:
      row["amount"] = dice.pick(amounts);
      break;
    case 3:
      row["currency"] = dice.pick(currencies);
      break;
    default:
      row["kind"] = dice.pick(kinds);
  }
}

Row draw_purchase(Dice& dice, const Words& customers) {
  static const Words kinds = {"upsell",     "upsell",     "Up-Sell",    "upgrade",   "Seat Upgrade",
                              "cross_sell", "cross-sell", "Cross Sell", "add_on",    "addon",
                              "Add-on",     "ADD ON",     "loyalty",    "Loyalty",   "one_time",
                              "one_time",   "one_time",   "One-off",    "one time",  "once",
                              "single",     "one_time",   "recurring",  "recurring", "Subscription",
                              "renewal",    "renewal",    "Renew",      "expansion", "one-time"};
  static const Words amounts = {
      "100",  "0",     "0.00",    "0.01", "19.99",           "-20", "-0.01",  "33.33",
      "1200", "-100",  "12.3456", "7",    "999999999999.99", "-7",  "0.0001", "250",
      "40",   "-33.33"};
  static const Words currencies = {"USD", "USD", "USD", "EUR", "JPY", "KWD"};
  static const Words ids = {"p1", "p2", "p3", "p4", "007", ""};
  Row row;
  row["customer_id"] = dice.pick(customers);
  row["kind"] = dice.pick(kinds);
  row["amount"] = dice.pick(amounts);
  row["currency"] = dice.pick(currencies);
  row["purchase_id"] = dice.pick(ids);
  // few before the period, so that a table has customers with a past and some without
  const int day = dice.one_in(6) ? start_day(dice) : near_day(dice);
  row["purchased_on"] = format_day(day);
  if (dice.one_in(14)) spoil(dice, row);
  return row;
}

}  // namespace

Table random_purchases(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"customer_id", "purchased_on", "amount", "kind"};
  add_some(dice, {"currency", "purchase_id"}, header);
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = draw_purchase(dice, customers);
    // a charge and its refund, or the same charge twice, are rows of one customer and kind
    if (!rows.empty() && dice.one_in(8)) {
      row = rows.back();
      const std::string amount = row["amount"];
      const bool is_charge = !amount.empty() && amount[0] >= '1' && amount[0] <= '9';
      if (is_charge && dice.one_in(2)) row["amount"] = "-" + amount;
    }
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace csm::slow
