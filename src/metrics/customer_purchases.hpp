#pragma once

#include <vector>

#include "csm/cube.hpp"
#include "csm/customer_map.hpp"
#include "csm/metrics/expansion.hpp"
#include "csm/question.hpp"
#include "csm/records/purchase.hpp"

namespace csm {

/// What a customer bought in the period in one currency, as far as only all its rows can tell what
/// of it counts.
struct Bought {
  Currency currency;
  KindSet kinds;     ///< of those that count whoever buys, with a purchase
  KindSum one_time;  ///< counts if the customer existed before
};

/// What one customer's rows say together, in any order.
struct Buyer {
  bool existed = false;        ///< bought or joined before the period
  std::vector<Bought> bought;  ///< at most one a currency

  Bought& in(Currency currency);
  void merge(const Buyer& other);
};

/// Purchases of whole customers by currency: gathers rows by customer, then tallies each.
class CustomerPurchases {
 public:
  CustomerPurchases(const Question& question, const Period& period);

  void add(const Purchase& row, PurchaseKind kind);
  /// Somebody bought or joined on a day.
  void add_start(CustomerId customer, Date day);
  void merge(const CustomerPurchases& other);

  /// Whole customers by currency, one for each that a row has; says what was left out and why.
  Cube<Currency, ExpansionTally> tallies(InputSummary& input) const;
  bool has_rows() const { return has_rows_; }

 private:
  Period period_;
  bool takes_renewals_;
  CustomerMap<Buyer> buyers_;
  Cube<Currency, ExpansionTally> tallies_;  ///< of rows that count whoever their customer is
  bool has_rows_ = false;
  std::int64_t outside_ = 0;
  std::int64_t recurring_ = 0;
  std::int64_t renewals_ = 0;
};

}  // namespace csm
