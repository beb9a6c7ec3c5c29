#include "metrics/subscribers.hpp"

namespace csm {

void SubscriberState::merge(const SubscriberState& other) {
  annual = checked_add(annual, other.annual);
  here = static_cast<std::uint8_t>(here | other.here);
}

SubscriberFact SubscriberState::fact() const {
  SubscriberFact fact;
  fact.annual = annual;
  for (std::size_t month = 0; month < Subscribers::months; ++month) {
    const bool at_opening = (here >> month & 1) != 0;
    const bool at_closing = (here >> (month + 1) & 1) != 0;
    fact.exposed += at_opening ? 1 : 0;
    fact.lost += at_opening && !at_closing ? 1 : 0;
  }
  return fact;
}

std::array<Date, Subscribers::months + 1> Subscribers::bounds_of(const Period& period) {
  std::array<Date, months + 1> bounds{};
  if (period.is_all()) return bounds;  // nothing has a day, so there are no months
  const std::chrono::days one_day{1};
  bounds.back() = Period::month_of(period.end - one_day).begin;
  for (std::size_t i = months; i > 0; --i) {
    bounds[i - 1] = Period::month_of(bounds[i] - one_day).begin;
  }
  return bounds;
}

Subscribers::Subscribers(const Question& question, const Period& period)
    : period_(period),
      bounds_(bounds_of(period)),
      assume_unique_(question.assume_unique),
      conversion_(question, period),
      served_(question) {}

void Subscribers::add(CustomerId customer, Currency own, const Service& service,
                      Int128 annual_amount) {
  const Currency currency = conversion_.currency(own);
  unique_[currency];
  if (service.is_trial) {
    ++on_trial_;
    return;
  }
  SubscriberState state;
  if (is_active_before(service, period_.end) && !is_paused_before(service, period_.end)) {
    state.annual = conversion_.at_closing(annual_amount, own);
  }
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    if (is_active_before(service, bounds_[i])) {
      state.here = static_cast<std::uint8_t>(state.here | 1U << i);
    }
  }
  served_.add(customer, service, period_);
  if (assume_unique_) {
    unique_[currency].add(state.fact());
  } else {
    customers_[currency].row_of(customer) = state;
  }
}

void Subscribers::merge(Subscribers& other) {
  customers_.merge(other.customers_);
  unique_.merge(other.unique_);
  served_.merge(other.served_);
  on_trial_ += other.on_trial_;
  conversion_.merge(other.conversion_);
}

Cube<Currency, SubscriptionTally> Subscribers::tallies() const {
  conversion_.check();
  Cube<Currency, SubscriptionTally> tallies = unique_;
  for (const auto& [currency, customers] : customers_) {
    tallies[currency].merge(customers.tally<SubscriptionTally>(
        [](SubscriptionTally& to, const SubscriberState& customer) { to.add(customer.fact()); }));
  }
  return tallies;
}

ChurnTally Subscribers::served() const { return served_.tally(); }

}  // namespace csm
