#pragma once

#include <optional>
#include <string>
#include <vector>

#include "csm/int128.hpp"
#include "io/row_sieve.hpp"
#include "io/table.hpp"

// Totals at the very end of a file that nothing tells from rows but what they are called: rows
// among which no id and no date is read, and totals that have a date.

namespace csm {

/// The sum of what reports add up: amounts, amounts a month.
class AmountSum {
 public:
  /// Adds the good rows of a block.
  void add(const Rows& rows);
  /// Of each row of a block, the odd ones among the good included, whether it is the sum of at
  /// least two rows that were added.
  std::vector<bool> equals(const Rows& rows, const std::vector<BadRow>& odd) const;

 private:
  Int128 sum_ = 0;
  std::int64_t summands_ = 0;
};

/// Takes the last rows of a block off it as long as they are called as totals are, up to eight, and
/// gives them as a block of their own; nothing where the last row is called otherwise. Looks at no
/// other row.
std::optional<Block> cut_last_totals(Block& block, const Scanner& scanner);

/// Takes out of such rows those that are totals, once it is known that the file ends with them:
/// - those with no id and no date, where none is read from any row;
/// - those whose amount is the sum of all rows above, where that is known.
/// What becomes of a row is told with its place: somebody may be called "Total".
void leave_last_totals_out(Block& rows, const OpenSource& source, std::optional<Currency> currency,
                           const AmountSum* above, RowCounts& counts);

}  // namespace csm
