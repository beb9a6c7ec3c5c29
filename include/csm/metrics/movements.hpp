#pragma once

#include <cstdint>

#include "csm/int112.hpp"
#include "csm/int128.hpp"
#include "csm/period.hpp"
#include "csm/records/service.hpp"

namespace csm {

/// What the rules of MRR's movements may look at: one customer's features in one currency.
struct MrrFact {
  bool has_opening = false;  ///< opening MRR above 0
  bool has_closing = false;
  std::int8_t change = 0;    ///< sign of closing - opening
  bool paid_before = false;  ///< a recurring row with an amount above 0 began before the period
  bool paused_at_opening = false;
  bool paused_at_closing = false;
};

/// Amounts that come with a fact, as annual amounts (records/amount.hpp).
struct MrrSums {
  Int128 opening = 0;
  Int128 closing = 0;
};

enum class Movement : std::uint8_t { none, new_, reactivation, expansion, contraction, churned };

constexpr std::size_t index_of(Movement movement) { return static_cast<std::size_t>(movement); }

/// The movement makes MRR smaller.
constexpr bool is_loss(std::size_t movement) {
  return movement == index_of(Movement::contraction) || movement == index_of(Movement::churned);
}

/// Which movement a customer's change is, with o its opening and c its closing MRR:
///
/// churned       o > 0 = c, and not paused at closing
/// contraction   any other c < o
/// new           0 = o < c, not paused at opening, and never paid before the period
/// reactivation  0 = o < c, not paused at opening, otherwise
/// expansion     any other c > o
/// none          c = o
Movement classify(const MrrFact& fact);

/// The greatest of some amounts, in falling order; merging keeps the greatest of both.
struct Greatest {
  static constexpr std::size_t most = 10;
  Int128 amounts[most] = {};

  void add(Int128 amount) {
    if (amount > amounts[most - 1]) insert(amount);
  }
  void merge(const Greatest& other) {
    for (const Int128 amount : other.amounts) add(amount);
  }
  /// The sum of the first so many.
  Int128 sum(std::size_t count) const;
  friend bool operator==(const Greatest&, const Greatest&) = default;

 private:
  void insert(Int128 amount);
};

/// Counts of customers and sums of annual amounts in one currency; merging adds. Amounts that were
/// converted to it are all at the rates of the opening, but for `fx` and `past_due`.
struct MrrTally {
  static constexpr std::size_t movements = 6;
  std::int64_t customers = 0;           ///< with closing MRR above 0
  std::int64_t counts[movements] = {};  ///< of customers, by movement
  Int128 amounts[movements] = {};       ///< of change, by movement, all positive
  Int128 opening = 0;
  Int128 closing = 0;
  Int128 kept = 0;            ///< sum of min(opening, closing)
  Int128 kept_and_grown = 0;  ///< sum of closing over customers with an opening above 0
  Greatest greatest;          ///< closing amounts of customers

  Int128 active = 0;    ///< sum over the active rows at closing: closing, found another way
  Int128 fx = 0;        ///< the active rows at the rates of the closing, less `active`
  Int128 past_due = 0;  ///< of the closing at its own rates, of rows whose status is past due

  /// n customers of one fact with the sums of their amounts; for `greatest` they pay the same each.
  void add(const MrrFact& fact, const MrrSums& sums, std::int64_t n = 1);
  /// A row's part of the closing MRR, at the rates of the opening and at its own: one amount where
  /// nothing is converted.
  void add_row(Int128 at_opening_rate, Int128 at_closing_rate, bool is_past_due);
  /// The closing MRR at its own rates.
  Int128 mrr() const { return checked_add(closing, fx); }
  void merge(const MrrTally& other);
  friend bool operator==(const MrrTally&, const MrrTally&) = default;
};

/// Error{failed} unless opening + new + reactivation + expansion - contraction - churned is
/// closing, and closing the sum of the active rows: `fx` then is all that is between it and `mrr`.
void check_law(const MrrTally& tally);

/// What a customer's rows in one currency say together, in any order.
struct MrrState {
  Int112 opening = 0;
  Int112 closing = 0;
  bool paid_before : 1 = false;
  bool paused_at_opening : 1 = false;
  bool paused_at_closing : 1 = false;
  std::uint8_t spare : 5 = 0;  ///< so that a fresh state is written without being read

  void add(const Service& service, Int128 annual_amount, bool has_amount, const Period& period);
  void merge(const MrrState& other);
  MrrFact fact() const;
};

}  // namespace csm
