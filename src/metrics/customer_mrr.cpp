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

bool has_recurring_amount(const Customer& row) { return row.mrr > Decimal{0}; }

bool has_recurring_amount(const Subscription& row) {
  return row.mrr ? *row.mrr > Decimal{0}
                 : row.amount > Decimal{0} && row.interval.unit != IntervalUnit::once;
}

template <class Fill>
void CustomerMrr::take(Currency currency, const CustomerKey& customer, const Fill& fill) {
  if (!assume_unique_) return fill(customers_[currency].row_of(customer));
  MrrState state;
  fill(state);
  tallies_[currency].add(state.fact(), {state.opening, state.closing});
}

void CustomerMrr::add(std::span<const Customer> rows) { add_all(rows); }

void CustomerMrr::add(std::span<const Subscription> rows) { add_all(rows); }

template <class Row>
void CustomerMrr::add_all(std::span<const Row> rows) {
  if (assume_unique_) {
    for (const Row& row : rows) add_row(row, {});
  } else {
    for_each_with_key(rows, [this](const Row& row, const CustomerKey& key) { add_row(row, key); });
  }
}

template <class Row>
void CustomerMrr::add_row(const Row& row, const CustomerKey& customer) {
  const Currency currency = conversion_.currency(row.currency);
  if (is_on_trial(row.service, currency)) return;
  const bool counts_at_closing =
      is_active_before(row.service, period_.end) && !is_paused_before(row.service, period_.end);
  Int128 amount = row.annual_amount;
  Int128 amount_at_closing = row.annual_amount;
  if (!conversion_.is_none()) {
    const bool counts = counts_at_closing || is_active_before(row.service, period_.begin);
    amount = counts ? conversion_.at_opening(row.annual_amount, row.currency) : 0;
    if (counts_at_closing) {
      amount_at_closing = conversion_.at_closing(row.annual_amount, row.currency);
    }
  }
  if (counts_at_closing) {
    tallies_[currency].add_row(amount, amount_at_closing, row.status == Status::past_due);
  }
  take(currency, customer, [&](MrrState& state) {
    state.add(row.service, amount, has_recurring_amount(row), period_);
  });
}

void CustomerMrr::add_billed(const Subscription& row, Int128 annual_amount) {
  const Currency currency = conversion_.currency(row.currency);
  if (is_on_trial(row.service, currency)) return;
  const Int128 amount = conversion_.at_closing(annual_amount, row.currency);
  tallies_[currency].add_row(amount, amount, row.status == Status::past_due);
  take(currency, CustomerKey::of(row.customer_id.text),
       [&](MrrState& state) { state.closing = amount; });
}

bool CustomerMrr::is_on_trial(const Service& service, Currency currency) {
  tallies_[currency];
  on_trial_ += service.is_trial ? 1 : 0;
  return service.is_trial;
}

void CustomerMrr::merge(CustomerMrr& other) {
  customers_.merge(other.customers_);
  tallies_.merge(other.tallies_);
  on_trial_ += other.on_trial_;
  conversion_.merge(other.conversion_);
}

Cube<Currency, MrrTally> CustomerMrr::tallies() const {
  conversion_.check();
  Cube<Currency, MrrTally> whole = tallies_;
  for (const auto& [currency, customers] : customers_) {
    whole[currency].merge(customers.tally<MrrTally>([](MrrTally& to, const MrrState& customer) {
      to.add(customer.fact(), {customer.opening, customer.closing});
    }));
  }
  return whole;
}

}  // namespace csm
