#pragma once

#include <array>

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/int112.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/clv.hpp"
#include "csm/question.hpp"
#include "metrics/conversion.hpp"
#include "metrics/customer_counts.hpp"

namespace csm {

/// What a customer's rows in one currency say together, in any order.
struct SubscriberState {
  Int112 annual;          ///< what they pay at the period's end
  std::uint8_t here = 0;  ///< a bit for each of the days that bound the months

  void merge(const SubscriberState& other);
  SubscriberFact fact() const;
};

/// Subscriptions of whole customers: what they pay at the period's end, and who left in the six
/// calendar months before the one that holds the period's last day.
class Subscribers {
 public:
  static constexpr std::size_t months = 6;

  /// The first days of those months, and the first day behind the last.
  static std::array<Date, months + 1> bounds_of(const Period& period);

  Subscribers(const Question& question, const Period& period);

  /// A customer's row or a subscription's.
  template <class Row>
  void add(const Row& row) {
    add(row.customer_id, row.currency, row.service, row.annual_amount);
  }
  void merge(Subscribers& other);

  /// A tally for each currency that a row has, or the one that amounts are converted to.
  Cube<Currency, SubscriptionTally> tallies() const;
  /// Customers in whatever currency, as churn counts them.
  ChurnTally served() const;
  std::int64_t on_trial() const { return on_trial_; }

 private:
  void add(CustomerId customer, Currency own, const Service& service, Int128 annual_amount);

  Period period_;
  std::array<Date, months + 1> bounds_;
  bool assume_unique_;
  Conversion conversion_;
  Cube<Currency, ByCustomer<SubscriberState>> customers_;
  Cube<Currency, SubscriptionTally> unique_;  ///< with --assume-unique, of rows
  CustomerCounts served_;
  std::int64_t on_trial_ = 0;
};

}  // namespace csm
