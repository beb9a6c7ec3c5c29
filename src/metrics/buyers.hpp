#pragma once

#include <set>
#include <vector>

#include "csm/cube.hpp"
#include "csm/customer_map.hpp"
#include "csm/kaplan_meier.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/clv.hpp"
#include "csm/records/purchase.hpp"

namespace csm {

/// What a customer bought in one currency.
struct Buying {
  Date first = never;          ///< purchase of all in the file: amounts of 0 or more
  Date last = Date::min();     ///< the same
  std::int64_t purchases = 0;  ///< of the period
  std::vector<Date> days;      ///< of those, where those of one day are one
  Int128 revenue = 0;          ///< of the period, in atoms
  Int128 refunds = 0;

  void merge(const Buying& other);
};

/// What a customer's purchases and its rows of service say together, in any order.
struct BuyerState {
  Cube<Currency, Buying> bought;
  Date last_purchase = Date::min();  ///< of the period, in whatever currency
  Date first_start = never;          ///< of service
  Date last_end = Date::min();       ///< `never` while a row goes on
  ChurnState service;

  bool has_service() const { return first_start != never; }
  void merge(const BuyerState& other);
};

/// Purchases of whole customers, and the service of those that another file tells of.
class Buyers {
 public:
  Buyers(const Period& period, bool merge_days) : period_(period), merge_days_(merge_days) {}

  void add(const Purchase& row);
  void add_service(CustomerId customer, const Service& service);
  void merge(const Buyers& other);

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
  bool has_service() const { return has_service_; }
  std::int64_t outside() const { return outside_; }
  std::int64_t on_trial() const { return on_trial_; }

 private:
  PurchaseFact fact_of(const BuyerState& customer, const Buying& bought) const;

  Period period_;
  bool merge_days_;
  CustomerMap<BuyerState> customers_;
  std::set<Currency> currencies_;
  bool has_service_ = false;
  std::int64_t outside_ = 0;
  std::int64_t on_trial_ = 0;
};

}  // namespace csm
