#include "random_factors.hpp"

#include <string>
#include <vector>

#include "random_rows.hpp"

namespace csm::slow {

namespace {

std::string number_cell(Dice& dice, const Words& numbers) {
  return dice.one_in(8) ? dice.pick(missing_words()) : dice.pick(numbers);
}

Row draw_factors(Dice& dice, const Words& customers) {
  static const Words logins = {"0", "3", "15", "29.99", "30", "31", "-1", "7.5"};
  static const Words tickets = {"0", "4", "5", "10", "11", "1"};
  static const Words adoption = {"0", "1", "3.5", "7", "6.999999999999", "2"};
  static const Words amounts = {"0", "5", "12.50", "1000000", "-2"};
  static const Words currencies = {"USD", "USD", "EUR", "JPY", "", "NA"};
  Row row;
  row["customer_id"] = dice.pick(customers);
  row["measured_on"] = dice.one_in(12) ? "" : format_day(near_day(dice));
  row["logins"] = number_cell(dice, logins);
  row["open_tickets"] = number_cell(dice, tickets);
  row["adoption"] = number_cell(dice, adoption);
  row["mrr"] = number_cell(dice, amounts);
  row["currency"] = dice.pick(currencies);
  return row;
}

}  // namespace

Table random_factors(std::uint64_t seed) {
  Dice dice(seed * 2 + 1);
  const Words customers = some_ids(dice);
  Words header = {"customer_id", "logins", "open_tickets", "adoption"};
  if (!dice.one_in(4)) header.push_back("measured_on");
  add_some(dice, {"mrr", "currency"}, header);
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = draw_factors(dice, customers);
    spoil_some(dice, header, row);
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace csm::slow
