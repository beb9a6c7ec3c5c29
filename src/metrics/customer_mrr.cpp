#include "metrics/customer_mrr.hpp"

#include "metrics/service_input.hpp"

namespace csm {

std::vector<Input> mrr_inputs(const Question& question, Need need, std::string_view without_end) {
  const Want currency{"currency", question.currency ? Need::optional : Need::filled};
  Input customers = service_input(RowType::customer, question, "");
  customers.wants.insert(customers.wants.end(), {currency, {"mrr", need}});
  Input subscriptions = service_input(RowType::subscription, question, without_end);
  subscriptions.wants.push_back(currency);
  Input charges = subscriptions;
  subscriptions.wants.push_back({"mrr", Need::value});
  charges.wants.insert(charges.wants.end(), {{"amount", need},
                                             {"interval"},
                                             {"interval_count"},
                                             {"quantity"},
                                             {"discount_percent"},
                                             {"discount_amount"}});
  return {customers, subscriptions, charges};
}

template <class Fill>
void CustomerMrr::take(Currency currency, CustomerId customer, const Fill& fill) {
  if (!assume_unique_) return fill(customers_[currency].row_of(customer));
  MrrState state;
  fill(state);
  tallies_[currency].add(state.fact(), {state.opening, state.closing});
}

void CustomerMrr::add(const Customer& row) { add_row(row, row.mrr > Decimal{0}); }

void CustomerMrr::add(const Subscription& row) {
  add_row(row, row.mrr ? *row.mrr > Decimal{0}
                       : row.amount > Decimal{0} && row.interval.unit != IntervalUnit::once);
}

template <class Row>
void CustomerMrr::add_row(const Row& row, bool has_amount) {
  if (is_on_trial(row)) return;
  if (is_active_before(row.service, period_.end) && !is_paused_before(row.service, period_.end)) {
    tallies_[row.currency].add_row(row.annual_amount, row.status == Status::past_due);
  }
  const auto add_to = [&](MrrState& state) {
    state.add(row.service, row.annual_amount, has_amount, period_);
  };
  take(row.currency, row.customer_id, add_to);
}

void CustomerMrr::add_billed(const Subscription& row, Int128 annual_amount) {
  if (is_on_trial(row)) return;
  tallies_[row.currency].add_row(annual_amount, row.status == Status::past_due);
  take(row.currency, row.customer_id, [&](MrrState& state) { state.closing = annual_amount; });
}

template <class Row>
bool CustomerMrr::is_on_trial(const Row& row) {
  tallies_[row.currency];
  on_trial_ += row.service.is_trial ? 1 : 0;
  return row.service.is_trial;
}

void CustomerMrr::merge(CustomerMrr& other) {
  customers_.merge(other.customers_);
  tallies_.merge(other.tallies_);
  on_trial_ += other.on_trial_;
}

Cube<Currency, MrrTally> CustomerMrr::tallies() const {
  Cube<Currency, MrrTally> whole = tallies_;
  for (const auto& [currency, customers] : customers_) {
    whole[currency].merge(customers.tally<MrrTally>([](MrrTally& to, const MrrState& customer) {
      to.add(customer.fact(), {customer.opening, customer.closing});
    }));
  }
  return whole;
}

}  // namespace csm
