#include "random_costs.hpp"

#include <string>
#include <vector>

#include "random_rows.hpp"

namespace csm::slow {

namespace {

std::string day_cell(Dice& dice, int day) {
  static const Words wrong = {"2026-02-30", "soon", "2026-13-01"};
  if (dice.one_in(40)) return dice.pick(wrong);
  if (dice.one_in(15)) return dice.pick(missing_words());
  return format_day(day);
}

Row draw_cost(Dice& dice) {
  static const Words amounts = {"100",    "0",   "0.01",    "-20",    "33.33", "1000000",
                                "-0.05",  "365", "12.3456", "100.10", "7",     "99999999.99",
                                "0.0001", "1",   "2",       "3"};
  static const Words categories = {"team", "Team", "training", "a, b", "NA", "", "office"};
  static const Words currencies = {"USD", "USD", "USD", "EUR", "JPY", "KWD"};
  Row row;
  row["amount"] = dice.pick(amounts);
  row["category"] = dice.pick(categories);
  row["currency"] = dice.pick(currencies);
  const int day = near_day(dice);
  row["spent_on"] = day_cell(dice, day);
  if (!dice.one_in(3)) return row;
  const int begin = start_day(dice);
  const int end = end_day(dice, begin);
  row["begin"] = day_cell(dice, begin);
  row["end"] = dice.one_in(30) ? "9999-12-31" : day_cell(dice, end);
  return row;
}

}  // namespace

Table random_costs(std::uint64_t seed) {
  Dice dice(seed * 2 + 1);
  Words header = {"amount"};
  if (!dice.one_in(6)) header.push_back("spent_on");
  if (dice.one_in(2)) {
    header.push_back("begin");
    header.push_back("end");
  }
  add_some(dice, {"category", "currency"}, header);
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = draw_cost(dice);
    spoil_some(dice, header, row);
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace csm::slow
