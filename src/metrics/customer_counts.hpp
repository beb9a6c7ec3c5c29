#pragma once

#include <array>
#include <cstdint>

#include "csm/by_customer.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/question.hpp"

namespace csm {

/// Counts of whole customers by what became of them, gathered from rows.
class CustomerCounts {
 public:
  explicit CustomerCounts(const Question& question) : assume_unique_(question.assume_unique) {}

  /// A row of a customer: what is added to its state.
  template <class... What>
  void add(CustomerId customer, const What&... what) {
    if (assume_unique_) {
      ChurnState row;
      row.add(what...);
      ++unique_[row.fact().number()];
    } else {
      customers_.row_of(customer).add(what...);
    }
  }

  void merge(CustomerCounts& other) {
    customers_.merge(other.customers_);
    for (std::size_t i = 0; i < unique_.size(); ++i) unique_[i] += other.unique_[i];
  }

  ChurnTally tally() const {
    ChurnTally tally = customers_.tally<ChurnTally>(
        [](ChurnTally& to, const ChurnState& customer) { to.add(customer.fact()); });
    for (std::size_t i = 0; i < unique_.size(); ++i) tally.add(ChurnFact::of(i), unique_[i]);
    return tally;
  }

 private:
  bool assume_unique_;
  ByCustomer<ChurnState> customers_;
  std::array<std::int64_t, ChurnFact::kinds> unique_{};  ///< rows that are customers each, by fact
};

}  // namespace csm
