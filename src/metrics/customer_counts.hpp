#pragma once

#include "csm/by_customer.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/question.hpp"

namespace csm {

/// Counts of whole customers by what became of them, gathered from rows.
class CustomerCounts {
 public:
  explicit CustomerCounts(const Question& question) : assume_unique_(question.assume_unique) {}

  void add(CustomerId customer, const ChurnState& row) {
    if (assume_unique_) {
      unique_.add(row.fact());
    } else {
      customers_.add(customer, row);
    }
  }

  void merge(CustomerCounts& other) {
    customers_.merge(other.customers_);
    unique_.merge(other.unique_);
  }

  ChurnTally tally() const {
    ChurnTally tally = customers_.tally<ChurnTally>(
        [](ChurnTally& to, const ChurnState& customer) { to.add(customer.fact()); });
    tally.merge(unique_);
    return tally;
  }

 private:
  bool assume_unique_;
  ByCustomer<ChurnState> customers_;
  ChurnTally unique_;  ///< of rows that are customers each
};

}  // namespace csm
