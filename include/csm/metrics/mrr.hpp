#pragma once

#include <cstdint>

#include "csm/records/service.hpp"
#include "csm/result.hpp"

namespace csm {

struct Subscription;

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

/// Which movement a fact is. Pure: the rules of METRICS section 2 stand here and nowhere else.
Movement classify(const MrrFact& fact);

/// Counts of customers and sums of annual amounts in one currency; merging adds.
struct MrrTally {
  static constexpr std::size_t movements = 6;
  std::int64_t customers = 0;           ///< with closing MRR above 0
  std::int64_t counts[movements] = {};  ///< of customers, by movement
  Int128 amounts[movements] = {};       ///< of change, by movement, all positive
  Int128 opening = 0;
  Int128 closing = 0;
  Int128 kept = 0;            ///< sum of min(opening, closing)
  Int128 kept_and_grown = 0;  ///< sum of closing over customers with an opening above 0

  Int128 active = 0;    ///< sum over the active rows at closing: closing, found another way
  Int128 past_due = 0;  ///< of it, of rows whose status is past due

  /// n customers of one fact with the sums of their amounts.
  void add(const MrrFact& fact, const MrrSums& sums, std::int64_t n = 1);
  /// A row's part of the closing MRR.
  void add_row(Int128 annual_amount, bool is_past_due);
  void merge(const MrrTally& other);
  friend bool operator==(const MrrTally&, const MrrTally&) = default;
};

/// What a customer's rows in one currency say together, in any order.
struct MrrState {
  Int128 opening = 0;
  Int128 closing = 0;
  bool paid_before = false;
  bool paused_at_opening = false;
  bool paused_at_closing = false;

  void add(const Service& service, Int128 annual_amount, bool has_amount, const Period& period);
  void merge(const MrrState& other);
  MrrFact fact() const;
};

/// Monthly recurring revenue at closing, its movements over the period, and retention.
///
/// Formula  sum of active rows' (amount x quantity - discounts) brought to a month;
///          opening + new + reactivation + expansion - contraction - churned = closing
/// Unit     money of one currency             Empty  no rows: 0; nrr, grr: absent at opening 0
/// Errors   Error{failed} where the identity does not hold or a sum overflows
/// Cost     O(1) a tally; 48 bytes and the id a customer before
/// Merging  counts and sums add once every customer is whole; currencies are never merged
/// Source   METRICS section 2; NRR and GRR as public companies report them (SaaS metrics standards
///          board, saasmetricsboard.com)
Result finish(const MrrTally& tally, Currency currency);

/// MRR where a yearly amount counts whole in the month it is billed: no movements.
///
/// `customers` counts those with an amount above 0 in the month.
Result finish_when_billed(Int128 annual, std::int64_t customers, Int128 past_due,
                          Currency currency);

/// The part of a row in the MRR of a calendar month when yearly amounts count as they are billed.
Int128 billed_in_month(const Subscription& row, const Period& month);

struct Metric;
extern const Metric mrr_metric;

}  // namespace csm
