#include "random_rows.hpp"

#include <utility>

#include "random_tables.hpp"

namespace csm::slow {

namespace {

Words ids() {
  Words words = {"007", "7", "NA", "null", "-", "C1", "a,b", "say \"hi\"", "Zo\xC3\xAB"};
  for (int i = 1; i <= 21; ++i) words.push_back("c" + std::to_string(i));
  return words;
}

const std::map<std::string, Words>& wrong_words() {
  static const Words days = {"2026-02-30", "2026-04-31", "soon"};
  static const std::map<std::string, Words> words = {
      {"customer_id", {""}},
      {"started_on", {"", "NA", "2026-02-30", "soon"}},
      {"ended_on", days},
      {"churned_on", days},
      {"canceled_on", days},
      {"current_period_end", days},
      {"trial_end", days},
      {"paused_on", days},
      {"resumed_on", days},
      {"amount", {"", "NA", "-5", "-0.01", "ten"}},
      {"mrr", {"", "null", "-5", "-0.01", "ten"}},
      {"interval", {"eon"}},
      {"interval_count", {"13", "0", "-1", "1.5", "few"}},
      {"quantity", {"-1", "many"}},
      {"discount_percent", {"-1", "100.1", "ten"}},
      {"discount_amount", {"-1", "ten"}},
      {"currency", {"", "US", "DOLLAR", "U1D", "NA"}},
      {"score", {"11", "-1", "10.1", "mediocre"}},
      {"answered_on", days},
      {"sent_on", days}};
  return words;
}

/// In a table with `mrr` the other columns of money are as they should be: nothing reads them.
std::map<std::string, Words> wrong_words_of(const Words& header) {
  std::map<std::string, Words> words = wrong_words();
  if (!contains(header, "mrr")) return words;
  for (const std::string column :
       {"amount", "interval", "interval_count", "quantity", "discount_percent", "discount_amount"})
    words.erase(column);
  return words;
}

}  // namespace

const Words& missing_words() {
  static const Words words = {"", "", "", "NA", "n/a", "N/A", "null", "NULL", "-"};
  return words;
}

int near_day(Dice& dice) {
  const int begin = random_period_begin();
  const int end = random_period_end();
  const int kind = dice.below(10);
  const int offset = dice.below(3) - 1;
  if (kind < 3) return begin + offset;
  if (kind < 6) return end + offset;
  if (kind < 8) return begin + dice.below(31);
  if (kind < 9) return begin - 1 - dice.below(40);
  return end + dice.below(20);
}

int start_day(Dice& dice) {
  static const Words long_ago = {"2025-05-01", "2025-05-31", "2025-06-01", "2025-04-30",
                                 "2024-02-29", "2023-05-10", "2024-05-31", "2024-12-31"};
  const int kind = dice.below(8);
  if (kind == 0) return day_of(dice.pick(long_ago));
  if (kind < 4) return random_period_begin() - 1 - dice.below(90);
  return near_day(dice);
}

int end_day(Dice& dice, int start) {
  const int near = near_day(dice);
  const int kind = dice.below(8);
  if (kind < 3 && (near >= start || dice.one_in(6))) return near;
  if (kind < 4) return start + dice.below(3) - 1;
  return start + dice.below(40);
}

void shuffle(Dice& dice, Words& words) {
  for (int i = static_cast<int>(words.size()) - 1; i > 0; --i) {
    const int other = dice.below(i + 1);
    std::swap(words[static_cast<std::size_t>(i)], words[static_cast<std::size_t>(other)]);
  }
}

Words some_ids(Dice& dice) {
  Words words = ids();
  shuffle(dice, words);
  const int most = dice.one_in(3) ? 4 : static_cast<int>(words.size());
  words.resize(static_cast<std::size_t>(1 + dice.below(most)));
  return words;
}

void add_some(Dice& dice, const Words& columns, Words& header) {
  for (const auto& column : columns) {
    if (!dice.one_in(3)) header.push_back(column);
  }
}

bool contains(const Words& words, const std::string& wanted) {
  for (const auto& word : words) {
    if (word == wanted) return true;
  }
  return false;
}

Table table_of(const Words& header, const std::vector<Row>& rows) {
  Table table;
  table.header = header;
  for (const auto& row : rows) {
    Words cells;
    for (const auto& column : header) {
      const auto found = row.find(column);
      cells.push_back(found == row.end() ? "" : found->second);
    }
    table.rows.push_back(cells);
  }
  return table;
}

void spoil_some(Dice& dice, const Words& header, Row& row) {
  if (!dice.one_in(12)) return;
  const std::string column = dice.pick(header);
  const std::map<std::string, Words> wrong = wrong_words_of(header);
  const auto found = wrong.find(column);
  if (found != wrong.end()) row[column] = dice.pick(found->second);
}

int draw_size(Dice& dice) { return dice.one_in(4) ? dice.below(5) : dice.below(41); }

}  // namespace csm::slow
