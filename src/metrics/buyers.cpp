#include "metrics/buyers.hpp"

#include <algorithm>

namespace csm {
namespace {

CustomerKey key_of_day(const CustomerKey& customer, Date day) {
  return customer.with(static_cast<std::uint32_t>(day.time_since_epoch().count()));
}

}  // namespace

void Buying::merge(const Buying& other) {
  first = std::min(first.get(), other.first.get());
  last = std::max(last.get(), other.last.get());
}

void ServiceState::merge(const ServiceState& other) {
  first_start = std::min(first_start.get(), other.first_start.get());
  last_end = std::max(last_end.get(), other.last_end.get());
  last_purchase = std::max(last_purchase.get(), other.last_purchase.get());
  has_purchases = has_purchases || other.has_purchases;
  churn.merge(other.churn);
}

Buyers::Buyers(const Question& question, const Period& period)
    : period_(period),
      conversion_(question, period),
      merge_days_(question.has("merge-days")),
      knows_services_(question.has_kind(Customer::kind) || question.has_kind(Subscription::kind)) {}

void Buyers::add(std::span<const Purchase> rows) {
  for_each_with_key(rows, [this](const Purchase& row, const CustomerKey& key) { add(row, key); });
}

void Buyers::add(const Purchase& row, const CustomerKey& customer) {
  const bool is_inside = period_.contains(row.purchased_on);
  const bool is_refund = row.amount < Decimal{0};
  const Currency currency = conversion_.currency(row.currency);
  Buying& bought = customers_[currency].row_of(customer);
  if (!is_refund && !is_never(row.purchased_on)) bought.first = bought.last = row.purchased_on;
  if (knows_services_) {
    ServiceState& state = services_.row_of(customer);
    state.has_purchases = true;
    if (is_inside && !is_refund) state.last_purchase = row.purchased_on;
  }
  PurchaseTally& sums = sums_[currency];
  if (!is_inside) {
    ++outside_;
    return;
  }
  PurchaseFact fact;
  fact.revenue = conversion_.on_day(row.amount, row.currency, row.purchased_on).atoms();
  if (is_refund) {
    fact.refunds = checked_subtract(0, fact.revenue);
  } else if (merge_days_) {
    days_[currency].row_of(key_of_day(customer, row.purchased_on));
  } else {
    fact.purchases = 1;
  }
  sums.add(fact);
}

void Buyers::add_service(CustomerId customer, const Service& service) {
  if (service.is_trial) {
    ++on_trial_;
    return;
  }
  ServiceState& state = services_.row_of(customer);
  state.first_start = service.start;
  state.last_end = service.end;
  state.churn.add(service, period_);
}

void Buyers::merge(Buyers& other) {
  customers_.merge(other.customers_);
  conversion_.merge(other.conversion_);
  days_.merge(other.days_);
  sums_.merge(other.sums_);
  services_.merge(other.services_);
  outside_ += other.outside_;
  on_trial_ += other.on_trial_;
}

PurchaseFact Buyers::fact_of(const Buying& bought, const ServiceState* service) const {
  const bool has_service = service != nullptr && service->has_service();
  PurchaseFact fact;
  const Date start =
      has_service ? std::min(bought.first.get(), service->first_start.get()) : bought.first.get();
  const Date end = has_service ? service->last_end.get() : never;
  const Date begins = std::max(start, period_.begin);
  const Date ends = std::min(end, period_.end);
  fact.is_customer = begins < ends && !period_.is_all();
  if (fact.is_customer) fact.days = (ends - begins).count();
  if (bought.has_bought()) fact.bought_for = (bought.last.get() - bought.first.get()).count();
  return fact;
}

std::int64_t Buyers::days_with_purchases(Currency currency) const {
  for (const auto& [other, days] : days_) {
    if (other == currency) return days.customers();
  }
  return 0;
}

Cube<Currency, PurchaseTally> Buyers::tallies(Currency otherwise) const {
  conversion_.check();
  Cube<Currency, PurchaseTally> tallies = sums_;
  const bool is_sole = customers_.size() <= 1;
  for (const auto& [currency, customers] : customers_) {
    PurchaseTally& tally = tallies[currency];
    tally.purchases += days_with_purchases(currency);
    tally.merge(customers.tally_beside<PurchaseTally>(
        services_, [&](PurchaseTally& to, const Buying& bought, const ServiceState* service) {
          // One of whom only refunds are known may be a customer of another currency.
          if (is_sole || bought.has_bought()) to.add(fact_of(bought, service));
        }));
  }
  if (!is_sole) return tallies;
  PurchaseTally& sole = tallies.empty() ? tallies[otherwise] : tallies.begin()->second;
  sole.merge(services_.tally<PurchaseTally>([&](PurchaseTally& to, const ServiceState& service) {
    if (!service.has_purchases) to.add(fact_of({}, &service));
  }));
  return tallies;
}

KaplanMeier Buyers::lifetimes(Date known_until) const {
  const Date behind = known_until + std::chrono::days{1};
  return services_.tally<KaplanMeier>([&](KaplanMeier& to, const ServiceState& customer) {
    if (!customer.has_service() || customer.first_start.get() > behind) return;
    to.add_service(customer.first_start, customer.last_end, known_until);
  });
}

ChurnTally Buyers::served() const {
  return services_.tally<ChurnTally>([](ChurnTally& to, const ServiceState& customer) {
    if (customer.has_service()) to.add(customer.churn.fact());
  });
}

std::int64_t Buyers::bought_after_leaving() const {
  return services_.count([](const ServiceState& customer) {
    const bool has_left = customer.has_service() && customer.last_end.get() != never;
    return has_left && customer.last_purchase.get() >= customer.last_end.get();
  });
}

}  // namespace csm
