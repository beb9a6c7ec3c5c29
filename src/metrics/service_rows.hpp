#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "csm/customer_key.hpp"
#include "csm/customer_map.hpp"
#include "csm/threads.hpp"

namespace csm {

/// Rows that are kept by customer: where a series looks at each of them more than once.
///
/// `Row` is trivially copyable and has a member `key`, the `CustomerKey` of its customer. Where it
/// has a `currency`, the rows of a customer stand by currency.
/// Cost     a row's bytes, and up to as many again; a sort of each of 256 partitions at the end
/// Errors   Error{failed} where that is more than CustomerMemory allows
/// Merging  takes the other's rows
template <class Row>
class ServiceRows {
 public:
  void add(const Row& row) { partitions_[row.key.partition()].push_back(row); }

  void merge(ServiceRows& other) {
    bool has_rows = false;
    for (std::size_t i = 0; i < partitions_.size(); ++i) {
      has_rows |= !other.partitions_[i].empty();
      partitions_[i].insert(partitions_[i].end(), other.partitions_[i].begin(),
                            other.partitions_[i].end());
      CustomerList<Row>().swap(other.partitions_[i]);
    }
    if (has_rows) threads_ += other.threads_;
  }

  /// Adds every customer to a copy of the empty sweep by `add(rows)`, on as many threads as have
  /// gathered the rows, and merges what they have. No rows are kept afterwards.
  template <class Sweep>
  Sweep swept(const Sweep& empty) {
    std::vector<Sweep> sweeps(threads_, empty);
    run_on_threads(threads_, [&](std::size_t thread) {
      for (std::size_t i = thread; i < partitions_.size(); i += threads_) {
        for_each_customer(partitions_[i],
                          [&](std::span<const Row> rows) { sweeps[thread].add(rows); });
        CustomerList<Row>().swap(partitions_[i]);
      }
    });
    for (std::size_t i = 1; i < threads_; ++i) sweeps[0].merge(sweeps[i]);
    return std::move(sweeps[0]);
  }

 private:
  template <class Use>
  static void for_each_customer(CustomerList<Row>& rows, const Use& use) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      if (a.key.low() != b.key.low()) return a.key.low() < b.key.low();
      if constexpr (requires { a.currency; }) {
        if (a.key == b.key) return a.currency < b.currency;
      }
      return a.key.high() < b.key.high();
    });
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && rows[end].key == rows[begin].key) ++end;
      use(std::span<const Row>(rows).subspan(begin, end - begin));
      begin = end;
    }
  }

  std::array<CustomerList<Row>, 256> partitions_;
  std::size_t threads_ = 1;
};

}  // namespace csm
