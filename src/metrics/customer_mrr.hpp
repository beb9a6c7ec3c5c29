#pragma once

#include <span>
#include <vector>

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/metrics/movements.hpp"
#include "csm/question.hpp"
#include "csm/records/rows.hpp"
#include "metrics/conversion.hpp"

namespace csm {

/// What MRR is computed from: customers with a column `mrr`, subscriptions with one, subscriptions
/// with amounts. `need` is asked of the amounts of customers and charges; see `service_input` for
/// `without_end`.
std::vector<Input> mrr_inputs(const Question& question, Need need, std::string_view without_end);

/// Whether a row has an amount that is paid again and again.
bool has_recurring_amount(const Customer& row);
bool has_recurring_amount(const Subscription& row);

/// MRR of whole customers by currency: gathers rows by customer, then classifies each.
class CustomerMrr {
 public:
  CustomerMrr(const Question& question, const Period& period)
      : period_(period), assume_unique_(question.assume_unique), conversion_(question, period) {}

  void add(std::span<const Customer> rows);
  void add(std::span<const Subscription> rows);
  /// With another amount in place of the row's, as closing MRR without an opening.
  void add_billed(const Subscription& row, Int128 annual_amount);
  void merge(CustomerMrr& other);

  /// Whole customers by currency; a currency for each that a row has, or the one that amounts are
  /// converted to. Error{refused} where a rate is missing for that.
  Cube<Currency, MrrTally> tallies() const;
  std::int64_t on_trial() const { return on_trial_; }

 private:
  template <class Row>
  void add_all(std::span<const Row> rows);
  template <class Row>
  void add_row(const Row& row, const CustomerKey& customer);
  bool is_on_trial(const Service& service, Currency currency);
  /// A row of a customer, which no key needs where each row is one, whose fresh state `fill` fills.
  template <class Fill>
  void take(Currency currency, const CustomerKey& customer, const Fill& fill);

  Period period_;
  bool assume_unique_;
  Conversion conversion_;
  Cube<Currency, ByCustomer<MrrState>> customers_;
  Cube<Currency, MrrTally> tallies_;  ///< of rows, and of customers where each row is one
  std::int64_t on_trial_ = 0;
};

}  // namespace csm
