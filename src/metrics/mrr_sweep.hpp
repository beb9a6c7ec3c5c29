#pragma once

#include <map>
#include <span>
#include <vector>

#include "csm/customer_key.hpp"
#include "csm/metrics/movements.hpp"
#include "csm/money.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/step_runs.hpp"

namespace csm {

/// What series of MRR keep of a row.
struct PaidRow {
  CustomerKey key;
  Date start;
  Date end;
  Date paused_from;
  Date paused_to;
  Currency currency;
  bool has_amount;
  bool is_past_due;
  Int112 annual_amount;

  /// Of a customer's row or a subscription's, not on trial.
  template <class Row>
  PaidRow(const CustomerKey& customer, const Row& row)
      : key(customer),
        start(row.service.start),
        end(row.service.end),
        paused_from(row.service.paused_from),
        paused_to(row.service.paused_to),
        currency(row.currency),
        has_amount(has_recurring_amount(row)),
        is_past_due(row.status == Status::past_due),
        annual_amount(row.annual_amount) {}

  Service service() const { return {start, end, false, paused_from, paused_to}; }
};

/// MRR and its movements in all steps of a series, in one currency. What a customer pays the same
/// from step to step is added to all of them at once.
///
/// Cost  of a customer: for each step in which one of its rows changes, and each time between, what
///       one step costs
class MrrSweep {
 public:
  explicit MrrSweep(const std::vector<Period>& steps)
      : runs_(steps),
        changes_(steps.size()),
        steady_(steps.size()),
        least_of_greatest_(steps.size()) {}

  /// All rows of a customer in the currency.
  void add(std::span<const PaidRow> rows);
  void merge(const MrrSweep& other);
  /// A tally a step.
  std::vector<MrrTally> tallies() const;

 private:
  /// What pays the same from one step to another.
  struct Steady {
    std::int64_t customers = 0;
    Int128 paid = 0;
    Int128 active = 0;
    Int128 past_due = 0;

    void merge(const Steady& other);
  };
  void add_steady(std::size_t first, std::size_t behind, Int128 paid);

  StepRuns runs_;
  std::vector<MrrTally> changes_;  ///< of what changes within a step
  StepDifferences<Steady> steady_;
  std::vector<Int128> least_of_greatest_;  ///< what pays no more is not among a step's greatest
};

/// A sweep for each currency.
template <class Sweep>
class SweepByCurrency {
 public:
  explicit SweepByCurrency(const std::vector<Period>& steps) : steps_(steps) {}

  /// All rows of a customer, those of a currency together.
  void add(std::span<const PaidRow> rows) {
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && rows[end].currency == rows[begin].currency) ++end;
      sweeps_.try_emplace(rows[begin].currency, steps_)
          .first->second.add(rows.subspan(begin, end - begin));
      begin = end;
    }
  }

  void merge(const SweepByCurrency& other) {
    for (const auto& [currency, sweep] : other.sweeps_) {
      sweeps_.try_emplace(currency, steps_).first->second.merge(sweep);
    }
  }

  /// The tallies of the steps, all empty in a currency that no row has.
  auto tallies(Currency currency) const {
    const auto found = sweeps_.find(currency);
    return found == sweeps_.end() ? Sweep(steps_).tallies() : found->second.tallies();
  }

 private:
  const std::vector<Period>& steps_;
  std::map<Currency, Sweep> sweeps_;
};

}  // namespace csm
