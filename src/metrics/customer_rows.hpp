#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "csm/customer_key.hpp"
#include "csm/customer_map.hpp"
#include "csm/threads.hpp"

namespace csm {

/// All rows of each customer, for what no state of one size can hold: kept as they come, and sorted
/// by customer at the end, a partition of 256 at a time.
///
/// `Row` is trivially copyable and has an order, in which a customer's rows are given: where that
/// leaves one open, it must not matter.
/// Cost     a row and 16 bytes of the key, each row; rows that are a customer alone have no key. A
///          sort at the end, on as many threads as have gathered the rows
/// Errors   Error{failed} where that is more than CustomerMemory allows
/// Merging  takes the other's rows
template <class Row>
class CustomerRows {
 public:
  void add(CustomerId customer, const Row& row) {
    const CustomerKey key = CustomerKey::of(customer.text);
    partitions_[key.partition()].push_back({key, row});
  }
  /// A row that is another customer than all others.
  void add_alone(const Row& row) { alone_.push_back(row); }

  void merge(CustomerRows& other) {
    threads_ = std::min(threads_ + other.threads_, partitions_.size());
    take(alone_, other.alone_);
    for (std::size_t i = 0; i < partitions_.size(); ++i) take(partitions_[i], other.partitions_[i]);
  }

  /// Adds every customer to a tally by `add(tally, rows)`, its rows in their order.
  template <class Tally, class Add>
  Tally tally(const Add& add) {
    std::vector<Tally> tallies(threads_);
    run_on_threads(threads_, [&](std::size_t thread) {
      Tally tally;
      for (std::size_t i = thread; i < alone_.size(); i += threads_) {
        add(tally, std::span<const Row>(&alone_[i], 1));
      }
      for (std::size_t i = thread; i < partitions_.size(); i += threads_) {
        add_customers(tally, partitions_[i], add);
      }
      tallies[thread] = std::move(tally);
    });
    for (std::size_t i = 1; i < threads_; ++i) tallies[0].merge(tallies[i]);
    return std::move(tallies[0]);
  }

 private:
  struct Entry {
    CustomerKey key;
    Row row;

    friend bool operator<(const Entry& a, const Entry& b) {
      if (a.key.low() != b.key.low()) return a.key.low() < b.key.low();
      if (a.key.high() != b.key.high()) return a.key.high() < b.key.high();
      return a.row < b.row;
    }
  };

  template <class Value>
  static void take(CustomerList<Value>& to, CustomerList<Value>& from) {
    if (to.empty()) return to.swap(from);
    to.insert(to.end(), from.begin(), from.end());
    CustomerList<Value>().swap(from);
  }

  template <class Tally, class Add>
  static void add_customers(Tally& tally, CustomerList<Entry>& entries, const Add& add) {
    std::sort(entries.begin(), entries.end());
    std::vector<Row> rows;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      rows.push_back(entries[i].row);
      if (i + 1 < entries.size() && entries[i + 1].key == entries[i].key) continue;
      add(tally, std::span<const Row>(rows));
      rows.clear();
    }
  }

  CustomerList<Row> alone_;
  std::array<CustomerList<Entry>, 256> partitions_;
  std::size_t threads_ = 1;
};

}  // namespace csm
