#include "csm/customer_segments.hpp"

namespace csm {
namespace {

/// The days that a row of a customer speaks of, and whether it is on trial.
struct Days {
  Date start;
  Date end;
  bool is_trial = false;
};

Days stay_days(const Customer& row) {
  return {row.service.start, row.service.end, row.service.is_trial};
}
Days stay_days(const Subscription& row) {
  return {row.service.start, row.service.end, row.service.is_trial};
}
Days stay_days(const Snapshot& row) {
  return {no_day, never, row.is_trial || !is_customer(row.status)};
}
Days stay_days(const Purchase& row) { return {row.purchased_on, row.purchased_on}; }
Days stay_days(const Contract& row) {
  return {row.term_start.value_or(row.term_end), row.term_end};
}
Days stay_days(const Factors& row) {
  return {row.measured_on.value_or(no_day), row.measured_on.value_or(no_day)};
}
template <class Row>
concept IsOfCustomer = requires(const Row& row) {
  stay_days(row);
};

/// How well a row tells where its customer belongs just before a day: the smallest is the best.
int rank_of(Date start, Date end, bool is_trial, Date day) {
  const int rank = start >= day ? 2 : day <= end ? 0 : 1;
  return is_trial ? rank + 3 : rank;
}

}  // namespace

std::unique_ptr<Computation> CustomerSegments::fork() const {
  return std::make_unique<CustomerSegments>(names_);
}

void CustomerSegments::merge(Computation& other) {
  stays_.merge(dynamic_cast<CustomerSegments&>(other).stays_);
}

void CustomerSegments::add(const Rows& rows) {
  std::visit([this](const auto& some) { add_rows(some); }, rows);
}

template <class Row>
void CustomerSegments::add_rows(std::span<const Row> rows) {
  if constexpr (IsOfCustomer<Row>) {
    for (const Row& row : rows) {
      if (row.segment == Segments::none) continue;
      const Days days = stay_days(row);
      stays_[row.customer_id].all.push_back({days.start, days.end, row.segment, days.is_trial});
    }
  }
}

bool CustomerSegments::counts_more(const Stay& stay, const Stay& than, Date day) const {
  const int rank = rank_of(stay.start, stay.end, stay.is_trial, day);
  const int other = rank_of(than.start, than.end, than.is_trial, day);
  if (rank != other) return rank < other;
  const bool is_afterwards = rank % 3 == 2;
  if (stay.start != than.start) return is_afterwards == (stay.start < than.start);
  return is_afterwards ? names_->has_smaller_text(stay.segment, than.segment)
                       : names_->has_smaller_text(than.segment, stay.segment);
}

Segments::Code CustomerSegments::segment_of(CustomerId customer, Date day) const {
  const Stays* stays = stays_.find(customer);
  if (stays == nullptr) return Segments::none;
  const Stay* best = &stays->all.front();
  for (const Stay& stay : stays->all) {
    if (counts_more(stay, *best, day)) best = &stay;
  }
  return best->segment;
}

}  // namespace csm
