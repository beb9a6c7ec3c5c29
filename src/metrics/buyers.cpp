#include "metrics/buyers.hpp"

#include <algorithm>

namespace csm {

void Buying::merge(const Buying& other) {
  first = std::min(first, other.first);
  last = std::max(last, other.last);
  purchases += other.purchases;
  days.insert(days.end(), other.days.begin(), other.days.end());
  revenue = checked_add(revenue, other.revenue);
  refunds = checked_add(refunds, other.refunds);
}

void BuyerState::merge(const BuyerState& other) {
  bought.merge(other.bought);
  last_purchase = std::max(last_purchase, other.last_purchase);
  first_start = std::min(first_start, other.first_start);
  last_end = std::max(last_end, other.last_end);
  service.merge(other.service);
}

void Buyers::add(const Purchase& row) {
  currencies_.insert(row.currency);
  BuyerState& customer = customers_[row.customer_id];
  Buying& bought = customer.bought[row.currency];
  const bool is_refund = row.amount < Decimal{0};
  if (!is_refund && !is_never(row.purchased_on)) {
    bought.first = std::min(bought.first, row.purchased_on);
    bought.last = std::max(bought.last, row.purchased_on);
  }
  if (!period_.contains(row.purchased_on)) {
    ++outside_;
    return;
  }
  bought.revenue = checked_add(bought.revenue, row.amount.atoms());
  if (is_refund) {
    bought.refunds = checked_subtract(bought.refunds, row.amount.atoms());
    return;
  }
  customer.last_purchase = std::max(customer.last_purchase, row.purchased_on);
  if (merge_days_) {
    bought.days.push_back(row.purchased_on);
  } else {
    ++bought.purchases;
  }
}

void Buyers::add_service(CustomerId customer, const Service& service) {
  has_service_ = true;
  if (service.is_trial) {
    ++on_trial_;
    return;
  }
  BuyerState& state = customers_[customer];
  state.first_start = std::min(state.first_start, service.start);
  state.last_end = std::max(state.last_end, service.end);
  state.service.add(service, period_);
}

void Buyers::merge(const Buyers& other) {
  customers_.merge(other.customers_);
  currencies_.insert(other.currencies_.begin(), other.currencies_.end());
  has_service_ = has_service_ || other.has_service_;
  outside_ += other.outside_;
  on_trial_ += other.on_trial_;
}

PurchaseFact Buyers::fact_of(const BuyerState& customer, const Buying& bought) const {
  PurchaseFact fact;
  std::vector<Date> days = bought.days;
  std::sort(days.begin(), days.end());
  fact.purchases = bought.purchases + (std::unique(days.begin(), days.end()) - days.begin());
  fact.revenue = bought.revenue;
  fact.refunds = bought.refunds;
  const Date start = std::min(bought.first, customer.first_start);
  const Date end = customer.has_service() ? customer.last_end : never;
  const Date begins = std::max(start, period_.begin);
  const Date ends = std::min(end, period_.end);
  fact.is_customer = begins < ends && !period_.is_all();
  if (fact.is_customer) fact.days = (ends - begins).count();
  if (bought.first != never) fact.bought_for = (bought.last - bought.first).count();
  return fact;
}

Cube<Currency, PurchaseTally> Buyers::tallies(Currency otherwise) const {
  Cube<Currency, PurchaseTally> tallies;
  for (const Currency& currency : currencies_) tallies[currency];
  const Currency sole = currencies_.empty() ? otherwise : *currencies_.begin();
  if (tallies.empty()) tallies[sole];
  customers_.for_each([&](const BuyerState& customer) {
    for (const auto& [currency, bought] : customer.bought) {
      const bool has_bought = bought.first != never;
      PurchaseFact fact = fact_of(customer, bought);
      fact.is_customer = fact.is_customer && (has_bought || currencies_.size() == 1);
      if (!fact.is_customer) fact.days = 0;
      tallies[currency].add(fact);
    }
    if (customer.bought.empty() && currencies_.size() <= 1) {
      tallies[sole].add(fact_of(customer, {}));
    }
  });
  return tallies;
}

KaplanMeier Buyers::lifetimes(Date known_until) const {
  KaplanMeier lifetimes;
  const Date behind = known_until + std::chrono::days{1};
  customers_.for_each([&](const BuyerState& customer) {
    if (!customer.has_service() || customer.first_start > behind) return;
    const bool is_event = customer.last_end <= behind;
    lifetimes.add((std::min(customer.last_end, behind) - customer.first_start).count(), is_event);
  });
  return lifetimes;
}

ChurnTally Buyers::served() const {
  ChurnTally served;
  customers_.for_each([&](const BuyerState& customer) {
    if (customer.has_service()) served.add(customer.service.fact());
  });
  return served;
}

std::int64_t Buyers::bought_after_leaving() const {
  std::int64_t customers = 0;
  customers_.for_each([&](const BuyerState& customer) {
    const bool has_left = customer.has_service() && customer.last_end != never;
    customers += has_left && customer.last_purchase >= customer.last_end ? 1 : 0;
  });
  return customers;
}

}  // namespace csm
