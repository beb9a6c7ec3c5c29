#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "csm/period.hpp"

namespace csm {

/// Runs of steps through which nothing changes for a customer.
///
/// Services ask of a step whether a day lies before its begin or before its end, so a day makes a
/// difference in the one step that it lies in, and between the steps before and behind it. Between
/// the days of a customer's rows its features are the same in every step: they are found once and
/// count for all of them.
class StepRuns {
 public:
  /// In the order of time; no two of them overlap.
  explicit StepRuns(const std::vector<Period>& steps) : steps_(steps) {}

  const std::vector<Period>& steps() const { return steps_; }

  /// Forgets the days of the customer before.
  void clear() { splits_.assign({0, steps_.size()}); }
  void add(Date day) {
    if (day >= steps_.back().end || day < steps_.front().begin) return;  // no step sees it
    const auto behind =
        std::upper_bound(steps_.begin(), steps_.end(), day,
                         [](Date wanted, const Period& step) { return wanted < step.begin; });
    const auto next = static_cast<std::size_t>(behind - steps_.begin());
    splits_.push_back(next);
    if (next > 0 && day < steps_[next - 1].end) splits_.push_back(next - 1);
  }

  /// Calls `use(first, behind)` for each run, the steps from `first` up to but not including
  /// `behind`.
  template <class Use>
  void for_each(const Use& use) {
    std::sort(splits_.begin(), splits_.end());
    for (std::size_t i = 0; i + 1 < splits_.size(); ++i) {
      if (splits_[i] < splits_[i + 1]) use(splits_[i], splits_[i + 1]);
    }
  }

 private:
  const std::vector<Period>& steps_;
  std::vector<std::size_t> splits_;
};

/// What is more in each step than in the one before: what counts from one step to another is added
/// where it begins and taken off behind its end. `Tally` has `merge`.
template <class Tally>
class StepDifferences {
 public:
  explicit StepDifferences(std::size_t steps) : differences_(steps + 1) {}

  /// Of a step, or behind the last one.
  Tally& operator[](std::size_t step) { return differences_[step]; }

  void merge(const StepDifferences& other) {
    for (std::size_t i = 0; i < differences_.size(); ++i) {
      differences_[i].merge(other.differences_[i]);
    }
  }

  /// The tally of each step.
  std::vector<Tally> tallies() const {
    std::vector<Tally> tallies(differences_.begin(), differences_.end() - 1);
    for (std::size_t i = 1; i < tallies.size(); ++i) tallies[i].merge(tallies[i - 1]);
    return tallies;
  }

 private:
  std::vector<Tally> differences_;
};

}  // namespace csm
