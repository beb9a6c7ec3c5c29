#include "metrics/mrr_sweep.hpp"

namespace csm {

void MrrSweep::Steady::merge(const Steady& other) {
  customers += other.customers;
  paid = checked_add(paid, other.paid);
  active = checked_add(active, other.active);
  past_due = checked_add(past_due, other.past_due);
}

void MrrSweep::add(std::span<const PaidRow> rows) {
  runs_.clear();
  for (const PaidRow& row : rows) {
    for (const Date day : {row.start, row.end, row.paused_from, row.paused_to}) runs_.add(day);
  }
  runs_.for_each([&](std::size_t first, std::size_t behind) {
    MrrState state;
    Steady active;
    for (const PaidRow& row : rows) {
      const Period& step = runs_.steps()[first];
      const Service service = row.service();
      state.add(service, row.annual_amount, row.has_amount, step);
      if (!is_active_before(service, step.end) || is_paused_before(service, step.end)) continue;
      active.merge({0, 0, row.annual_amount, row.is_past_due ? Int128{row.annual_amount} : 0});
    }
    steady_[first].merge(active);
    steady_[behind].merge({0, 0, -active.active, -active.past_due});
    const MrrFact fact = state.fact();
    if (fact.change == 0) return add_steady(first, behind, state.closing);
    for (std::size_t i = first; i < behind; ++i) {
      changes_[i].add(fact, {state.opening, state.closing});
    }
  });
}

void MrrSweep::add_steady(std::size_t first, std::size_t behind, Int128 paid) {
  if (paid == 0) return;
  steady_[first].merge({1, paid, 0, 0});
  steady_[behind].merge({-1, -paid, 0, 0});
  for (std::size_t i = first; i < behind; ++i) {
    if (paid <= least_of_greatest_[i]) continue;
    changes_[i].greatest.add(paid);
    least_of_greatest_[i] = changes_[i].greatest.amounts[Greatest::most - 1];
  }
}

void MrrSweep::merge(const MrrSweep& other) {
  for (std::size_t i = 0; i < changes_.size(); ++i) changes_[i].merge(other.changes_[i]);
  steady_.merge(other.steady_);
}

std::vector<MrrTally> MrrSweep::tallies() const {
  std::vector<MrrTally> tallies = changes_;
  const std::vector<Steady> all_steady = steady_.tallies();
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const Steady& steady = all_steady[i];
    MrrTally& tally = tallies[i];
    tally.customers += steady.customers;
    for (Int128* sum : {&tally.opening, &tally.closing, &tally.kept, &tally.kept_and_grown}) {
      *sum = checked_add(*sum, steady.paid);
    }
    tally.active = checked_add(tally.active, steady.active);
    tally.past_due = checked_add(tally.past_due, steady.past_due);
  }
  return tallies;
}

}  // namespace csm
