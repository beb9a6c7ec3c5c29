#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "slow_table.hpp"

/// What the makers of random tables are made of.
namespace csm::slow {

using Words = std::vector<std::string>;
using Row = std::map<std::string, std::string>;  // cell by column

/// Each draw is a statement of its own, since the order in which a call's arguments are evaluated
/// is not the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  std::string pick(const Words& words) {
    return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

/// Blank and the other spellings of a missing answer.
const Words& missing_words();

/// A day, mostly at or near the bounds of the period.
int near_day(Dice& dice);
/// The same, and some of long ago.
int start_day(Dice& dice);
/// A day after `start`, at it, or rarely before it.
int end_day(Dice& dice, int start);

void shuffle(Dice& dice, Words& words);
/// Customer ids, one to thirty a table, often one to four; each is a real id, `NA` and `null` too.
Words some_ids(Dice& dice);
/// The number of rows of a table.
int draw_size(Dice& dice);
/// Adds each column with a chance of two in three.
void add_some(Dice& dice, const Words& columns, Words& header);
bool contains(const Words& words, const std::string& wanted);
/// Puts something wrong in one cell of one row in twelve.
void spoil_some(Dice& dice, const Words& header, Row& row);
/// The rows under a header; a column that a row does not have is blank there.
Table table_of(const Words& header, const std::vector<Row>& rows);

}  // namespace csm::slow
