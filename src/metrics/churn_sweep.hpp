#pragma once

#include <span>
#include <vector>

#include "csm/metrics/churn.hpp"
#include "metrics/step_runs.hpp"

namespace csm {

/// Counts customers in all steps of a series by what became of them.
///
/// Cost  of a customer: for each step in which one of its rows begins or ends, and each time
///       between, what one step costs
class ChurnSweep {
 public:
  explicit ChurnSweep(const std::vector<Period>& steps)
      : runs_(steps), differences_(steps.size()) {}

  /// All rows of a customer, which have `start` and `end`.
  template <class Row>
  void add(std::span<const Row> rows) {
    runs_.clear();
    for (const Row& row : rows) {
      runs_.add(row.start);
      runs_.add(row.end);
    }
    runs_.for_each([&](std::size_t first, std::size_t behind) {
      ChurnState state;
      for (const Row& row : rows) {
        state.add(Service{row.start, row.end, false, never, never}, runs_.steps()[first]);
      }
      const ChurnFact fact = state.fact();
      differences_[first].add(fact, 1);
      differences_[behind].add(fact, -1);
    });
  }

  void merge(const ChurnSweep& other) { differences_.merge(other.differences_); }

  /// A tally a step.
  std::vector<ChurnTally> tallies() const { return differences_.tallies(); }

 private:
  StepRuns runs_;
  StepDifferences<ChurnTally> differences_;
};

}  // namespace csm
