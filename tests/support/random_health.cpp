#include "random_health.hpp"

#include <utility>

#include "random_rows.hpp"
#include "random_tables.hpp"

namespace csm::slow {

namespace {

/// The ends of a line and numbers that are often on it or just outside.
struct Line {
  std::string worst;
  std::string best;
  Words numbers;
};

const std::vector<Line>& lines() {
  static const std::vector<Line> all = {
      {"0", "100", {"0", "49.999999999999", "50", "74.999999999999", "75", "100", "60", "33.3"}},
      {"0", "30", {"-1", "0", "10", "15", "20", "22.5", "30", "31", "7"}},
      {"10", "0", {"0", "1", "2.5", "5", "10", "11", "-0.5", "3"}},
      {"-5", "5", {"-6", "-5", "-2.5", "0", "2.5", "5", "1.7"}},
      {"0.5", "-0.5", {"0.5", "-0.5", "0", "0.25", "-0.25", "2", "-2"}},
      {"0", "3", {"0", "1", "2", "3", "1.5", "2.25", "4"}},
      {"1", "10", {"1", "4", "5.5", "7", "7.75", "10"}},
      {"0", "0.000000000003", {"0", "0.000000000001", "0.000000000002", "0.000000000003"}},
      {"123456789012345678.123456789011",
       "-7.000000000001",
       {"123456789012345678", "0", "1", "-7", "61728394506172839.123456789"}},
      {"-0.000000000007", "999999999999999989", {"0", "0.000000000001", "500000000000000000.7"}},
      {"-999999999999999999.999999999999",
       "999999999999999999",
       {"-999999999999999999", "0", "0.000000000001", "123456789012345678.123456789012",
        "999999999999999999.999999999999"}}};
  return all;
}

/// Many add up so that some of them are 60 % of all.
const std::vector<Words>& weights() {
  static const std::vector<Words> all = {
      {"1"},
      {"1", "1", "1", "1", "1"},
      {"3", "2"},
      {"0.3", "0.3", "0.4"},
      {"0.333333333333", "0.333333333333", "0.333333333334"},
      {"7", "5", "8", "3"},
      {"0.4", "0.2", "0.4"},
      {"1", "2", "3", "4"},
      {"0.000000000001", "1"},
      {"999999999999999999", "0.000000000001", "666666666666666666.5"}};
  return all;
}

const Words& names() {
  static const Words all = {"logins", "open tickets", "nps:score", "0..100", "Zo\xC3\xAB"};
  return all;
}

void draw_bands(Dice& dice, HealthOptions& options) {
  static const std::vector<std::pair<std::string, std::string>> bands = {
      {"50", "75"},  {"50", "75"}, {"50", "75"},   {"0", "100"},
      {"50", "50"},  {"0", "0"},   {"100", "100"}, {"33.333333333333", "66.666666666667"},
      {"40.5", "60"}};
  const auto& [red, green] =
      bands[static_cast<std::size_t>(dice.below(static_cast<int>(bands.size())))];
  options.red = red;
  options.green = green;
}

/// The factors, and the line of each.
std::vector<Line> draw_factors(Dice& dice, HealthOptions& options) {
  static const Line answers = {
      "1", "10", {"1", "2", "3", "5", "5", "7", "7.5", "8", "9", "10", "9.999999999999"}};
  const Words& all =
      weights()[static_cast<std::size_t>(dice.below(static_cast<int>(weights().size())))];
  const bool is_odd = dice.one_in(5);  // lines of all kinds, else one that people would use
  std::vector<Line> drawn;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const int line = dice.below(is_odd ? static_cast<int>(lines().size()) : 4);
    drawn.push_back(options.is_sum ? answers : lines()[static_cast<std::size_t>(line)]);
    options.factors.push_back({names()[i], all[i], drawn.back().worst, drawn.back().best});
  }
  return drawn;
}

std::string draw_number(Dice& dice, const Line& line, bool is_sum) {
  static const Words wrong = {"ten", "1.2.3", "0.0000000000001", "1000000000000000000"};
  static const Words off_scale = {"0", "11", "0.999999999999", "10.000000000001", "-3"};
  if (dice.one_in(5)) return dice.pick(missing_words());
  if (dice.one_in(60)) return dice.pick(wrong);
  if (is_sum && dice.one_in(40)) return dice.pick(off_scale);
  return dice.pick(line.numbers);
}

std::string draw_day(Dice& dice) {
  static const Words wrong = {"2026-02-30", "soon", "2026-5-32"};
  if (dice.one_in(40)) return dice.pick(wrong);
  if (dice.one_in(12)) return dice.pick(missing_words());
  return format_day(near_day(dice));
}

/// Makes a row the rival of an earlier one: the same customer and day, and often the same numbers,
/// some of them in each other's place.
void rival_another(Dice& dice, const std::vector<Row>& before, const HealthOptions& options,
                   Row& row) {
  if (before.empty() || !dice.one_in(3)) return;
  const Row& other = before[static_cast<std::size_t>(dice.below(static_cast<int>(before.size())))];
  row["customer_id"] = other.at("customer_id");
  row["measured_on"] = other.at("measured_on");
  if (dice.one_in(3)) return;
  for (const HealthFactor& factor : options.factors) row[factor.column] = other.at(factor.column);
  if (dice.one_in(2))
    std::swap(row[options.factors.front().column], row[options.factors.back().column]);
  if (dice.one_in(2)) row["mrr"] = other.at("mrr");
}

/// Customers, days, money and numbers.
Row draw_row(Dice& dice, const Words& customers, const std::vector<Line>& used,
             const HealthOptions& options) {
  static const Words amounts = {"0", "100", "99.99", "250", "", "NA", "0.000000000001"};
  static const Words currencies = {"USD", "USD", "USD", "USD", "usd", "EUR", "JPY"};
  Row row;
  row["customer_id"] = dice.pick(customers);
  row["measured_on"] = draw_day(dice);
  row["mrr"] = dice.pick(amounts);
  row["currency"] = dice.pick(currencies);
  for (std::size_t f = 0; f < used.size(); ++f) {
    row[options.factors[f].column] = draw_number(dice, used[f], options.is_sum);
  }
  return row;
}

}  // namespace

HealthCase random_health(std::uint64_t seed) {
  Dice dice(seed);
  HealthCase drawn;
  HealthOptions& options = drawn.options;
  options.is_sum = dice.one_in(4);
  const std::vector<Line> used = draw_factors(dice, options);
  draw_bands(dice, options);
  Words header = {"customer_id"};
  for (const HealthFactor& factor : options.factors) header.push_back(factor.column);
  add_some(dice, {"measured_on", "mrr"}, header);
  if (contains(header, "mrr") && !dice.one_in(3)) header.push_back("currency");
  shuffle(dice, header);
  if (contains(header, "measured_on") && dice.one_in(2)) {
    options.begin = random_period_begin();
    options.end = random_period_end();
  }
  const Words customers = some_ids(dice);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = draw_row(dice, customers, used, options);
    rival_another(dice, rows, options, row);
    spoil_some(dice, header, row);
    rows.push_back(row);
  }
  drawn.table = table_of(header, rows);
  return drawn;
}

}  // namespace csm::slow
