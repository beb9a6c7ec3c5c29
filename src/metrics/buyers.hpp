#pragma once

#include <span>

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/kaplan_meier.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/clv.hpp"
#include "csm/packed.hpp"
#include "csm/question.hpp"
#include "csm/records/purchase.hpp"
#include "csm/records/subscription.hpp"
#include "metrics/conversion.hpp"

namespace csm {

/// When a customer bought in one currency, whatever the period: purchases of 0 or more.
struct Buying {
  Packed<Date> first = never;
  Packed<Date> last = Date::min();

  bool has_bought() const { return first.get() != never; }
  void merge(const Buying& other);
};

/// What a customer's rows of service say, in any order, and of its purchases what is compared with
/// them.
struct ServiceState {
  Packed<Date> first_start = never;
  Packed<Date> last_end = Date::min();       ///< `never` while a row goes on
  Packed<Date> last_purchase = Date::min();  ///< of the period, in whatever currency
  bool has_purchases = false;                ///< a row of any day and amount
  ChurnState churn;

  bool has_service() const { return first_start.get() != never; }
  void merge(const ServiceState& other);
};

/// Purchases of whole customers, and the service of those that another file tells of.
///
/// Cost  23 bytes a customer and currency; where rows tell of services 37 more a customer; where
///       purchases of one day are one, 16 more a customer and day
class Buyers {
 public:
  Buyers(const Question& question, const Period& period);

  void add(std::span<const Purchase> rows);
  void add_service(CustomerId customer, const Service& service);
  void merge(Buyers& other);

  /// Of each currency its customers: who ever bought in it; where there is no more than one, also
  /// those of whom only their service is known. A customer's days run from its first purchase in
  /// the currency, or where earlier from its start, to its end.
  Cube<Currency, PurchaseTally> tallies(Currency otherwise) const;
  /// How long those lasted whose service is known: from their first start to their last end, or
  /// censored the day after `known_until`, where that comes first: an end that lies further ahead
  /// is planned and has not happened yet. Who starts later is left out.
  KaplanMeier lifetimes(Date known_until) const;
  ChurnTally served() const;

  /// Customers with a purchase in the period on or after the day they left.
  std::int64_t bought_after_leaving() const;
  /// A file was given to tell who was there, whether or not anybody in it was.
  bool knows_services() const { return knows_services_; }
  std::int64_t outside() const { return outside_; }
  std::int64_t on_trial() const { return on_trial_; }

 private:
  void add(const Purchase& row, const CustomerKey& customer);
  PurchaseFact fact_of(const Buying& bought, const ServiceState* service) const;
  std::int64_t days_with_purchases(Currency currency) const;

  Period period_;
  Conversion conversion_;
  bool merge_days_;
  bool knows_services_;
  Cube<Currency, ByCustomer<Buying>> customers_;
  Cube<Currency, ByCustomer<Presence>> days_;  ///< of customers, where purchases of one are one
  Cube<Currency, PurchaseTally> sums_;         ///< of rows: purchases and amounts
  ByCustomer<ServiceState> services_;          ///< of buyers too, where services are known
  std::int64_t outside_ = 0;
  std::int64_t on_trial_ = 0;
};

}  // namespace csm
