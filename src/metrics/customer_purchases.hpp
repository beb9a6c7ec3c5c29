#pragma once

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/metrics/expansion.hpp"
#include "csm/packed.hpp"
#include "csm/question.hpp"
#include "csm/records/purchase.hpp"
#include "metrics/conversion.hpp"

namespace csm {

/// What a customer bought in the period in one currency, as far as only all its rows can tell what
/// of it counts.
struct Bought {
  std::uint8_t kinds = 0;    ///< a bit for each that counts whoever buys, with a purchase
  Packed<KindSum> one_time;  ///< counts if the customer existed before

  void merge(const Bought& other);
};

/// Purchases of whole customers by currency: gathers rows by customer, then tallies each.
///
/// Cost  64 bytes a customer and currency, 16 a customer that existed before
class CustomerPurchases {
 public:
  CustomerPurchases(const Question& question, const Period& period);

  void add(const Purchase& row, PurchaseKind kind);
  /// Somebody bought or joined on a day.
  void add_start(CustomerId customer, Date day);
  void merge(CustomerPurchases& other);

  /// Whole customers by currency, one for each that a row has; says what was left out and why.
  Cube<Currency, ExpansionTally> tallies(InputSummary& input) const;
  bool has_rows() const { return has_rows_; }

 private:
  Period period_;
  Conversion conversion_;
  bool takes_renewals_;
  Cube<Currency, ByCustomer<Bought>> buyers_;
  ByCustomer<Presence> existed_;            ///< bought or joined before the period
  Cube<Currency, ExpansionTally> tallies_;  ///< of rows that count whoever their customer is
  bool has_rows_ = false;
  std::int64_t outside_ = 0;
  std::int64_t recurring_ = 0;
  std::int64_t renewals_ = 0;
};

}  // namespace csm
