#pragma once

#include <span>
#include <vector>

#include "metrics/mrr_sweep.hpp"
#include "metrics/step_runs.hpp"

namespace csm {

/// What customers pay at the end of each step of a series, in one currency.
///
/// Cost  as MrrSweep, but less for each
class PayingSweep {
 public:
  /// Customers who pay, and MRR as an annual amount (records/amount.hpp).
  struct Paying {
    std::int64_t customers = 0;
    Int128 annual = 0;

    void merge(const Paying& other) {
      customers += other.customers;
      annual = checked_add(annual, other.annual);
    }
  };

  explicit PayingSweep(const std::vector<Period>& steps)
      : runs_(steps), differences_(steps.size()) {}

  /// All rows of a customer in the currency.
  void add(std::span<const PaidRow> rows) {
    runs_.clear();
    for (const PaidRow& row : rows) {
      for (const Date day : {row.start, row.end, row.paused_from, row.paused_to}) runs_.add(day);
    }
    runs_.for_each([&](std::size_t first, std::size_t behind) {
      const Date end = runs_.steps()[first].end;
      Int128 paid = 0;
      for (const PaidRow& row : rows) {
        const Service service = row.service();
        const bool pays = is_active_before(service, end) && !is_paused_before(service, end);
        if (pays) paid = checked_add(paid, row.annual_amount);
      }
      if (paid == 0) return;
      const std::int64_t customers = paid > 0 ? 1 : 0;
      differences_[first].merge({customers, paid});
      differences_[behind].merge({-customers, -paid});
    });
  }

  void merge(const PayingSweep& other) { differences_.merge(other.differences_); }

  /// Of each step.
  std::vector<Paying> tallies() const { return differences_.tallies(); }

 private:
  StepRuns runs_;
  StepDifferences<Paying> differences_;
};

}  // namespace csm
