#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "csm/customer_partition.hpp"
#include "csm/records/cell.hpp"
#include "csm/threads.hpp"

namespace csm {

/// Calls `use(row, key)` with each of the rows and its customer's key. Keys are made for some rows
/// at once: made one by one, each would be waited for before its partition can be looked up.
template <class Row, class Use>
void for_each_with_key(std::span<const Row> rows, const Use& use) {
  std::array<CustomerKey, 32> keys;
  while (!rows.empty()) {
    const std::span<const Row> some = rows.first(std::min(rows.size(), keys.size()));
    for (std::size_t i = 0; i < some.size(); ++i) {
      keys[i] = CustomerKey::of(some[i].customer_id.text);
    }
    for (std::size_t i = 0; i < some.size(); ++i) use(some[i], keys[i]);
    rows = rows.subspan(some.size());
  }
}

/// Of a customer nothing but that it is there.
struct Presence {
  void merge(const Presence&) {}
};

/// The first stage of what is a fact about a customer rather than a row: gathers the rows' states
/// by customer. Only whole customers are classified and tallied afterwards; one customer's rows
/// tallied apart would make a lost and a new customer out of one that stayed.
///
/// `State` is trivially copyable and has `merge(const State&)`, which is associative and
/// commutative. Rows are written to 256 partitions by their customer's key as they come; a
/// partition is grouped when it has grown and at the end, while it fits the processor's cache.
///
/// Cost     O(1) a row; 15 bytes of the key and a state a customer, and up to as much again
/// Errors   Error{failed} where that is more than CustomerMemory allows
/// Merging  takes the other's rows; nothing is copied
/// Source   radix partitioning: S. Manegold, P. Boncz, M. Kersten, "Optimizing main-memory join on
///          modern hardware", IEEE TKDE 14 (2002)
template <class State>
class ByCustomer {
 public:
  /// A fresh state for a row, which will be merged with its customer's others: to be filled before
  /// the next call. A state that is made elsewhere and copied costs several times as much.
  State& row_of(CustomerId customer) { return row_of(CustomerKey::of(customer.text)); }
  State& row_of(const CustomerKey& key) {
    CustomerPartition<State>& partition = partitions_[key.partition()];
    if (State* state = partition.append(key)) return *state;
    make_room_in(partition);
    return *partition.append(key);
  }

  /// Takes the rows of another, which is empty afterwards.
  void merge(ByCustomer& other) {
    bool has_rows = false;
    for (std::size_t i = 0; i < partitions_.size(); ++i) {
      has_rows = has_rows || other.partitions_[i].size() > 0;
      partitions_[i].take(other.partitions_[i]);
    }
    if (has_rows) threads_ += other.threads_;
  }

  /// Adds every customer to a tally by `add(tally, state)`, on as many threads as have gathered the
  /// rows, and merges what they have.
  template <class Tally, class Add>
  Tally tally(const Add& add) const {
    return tally_partitions<Tally>([&](Tally& tally, std::size_t i) {
      partitions_[i].group();
      partitions_[i].for_each([&](const auto& entry) { add(tally, entry.state); });
    });
  }

  /// The same with what `beside` knows of each customer, by `add(tally, state, other)`; `other` is
  /// null where that is nothing.
  template <class Tally, class Other, class Add>
  Tally tally_beside(const ByCustomer<Other>& beside, const Add& add) const {
    return tally_partitions<Tally>([&](Tally& tally, std::size_t i) {
      CustomerPartition<Other>& others = beside.grouped(i);
      const auto index = others.index();
      partitions_[i].group();
      partitions_[i].for_each([&](const auto& entry) {
        const std::uint32_t place = index.find(entry.key, others);
        add(tally, entry.state, place == 0 ? nullptr : &others.at(place).state);
      });
    });
  }

  /// How many customers there are of whom `claim(state)` holds.
  template <class Claim>
  std::int64_t count(const Claim& claim) const {
    return tally<Count>([&](Count& to, const State& state) { to.n += claim(state) ? 1 : 0; }).n;
  }
  std::int64_t customers() const {
    return count([](const State&) { return true; });
  }

  /// The customers whose keys end in that byte, an entry each.
  CustomerPartition<State>& grouped(std::size_t i) const {
    partitions_[i].group();
    return partitions_[i];
  }

 private:
  struct Count {
    std::int64_t n = 0;
    void merge(const Count& other) { n += other.n; }
  };

  void make_room_in(CustomerPartition<State>& partition) {
    if (partition.size() >= limit_) {
      partition.group();
      limit_ = std::max(limit_, partition.size() + partition.size() / 2);
      if (partition.has_room()) return;
    }
    if (partition.grow()) return;
    if (group_all()) {
      if (partition.has_room() || partition.grow()) return;
    }
    CustomerMemory::fail();
  }

  /// Gives memory back that rows take, where it is worth the work.
  bool group_all() {
    std::size_t rows = 0;
    std::size_t ungrouped = 0;
    for (const CustomerPartition<State>& partition : partitions_) {
      rows += partition.size();
      ungrouped += partition.ungrouped();
    }
    if (ungrouped < rows / 8) return false;
    for (CustomerPartition<State>& partition : partitions_) partition.group();
    return true;
  }

  /// `work(tally, i)` of all partitions.
  template <class Tally, class Work>
  Tally tally_partitions(const Work& work) const {
    std::vector<Tally> tallies(threads_);
    run_on_threads(threads_, [&](std::size_t thread) {
      Tally tally;  // its own, so that threads do not write to one line of the cache
      for (std::size_t i = thread; i < partitions_.size(); i += threads_) work(tally, i);
      tallies[thread] = std::move(tally);
    });
    for (std::size_t i = 1; i < threads_; ++i) tallies[0].merge(tallies[i]);
    return std::move(tallies[0]);
  }

  mutable std::array<CustomerPartition<State>, 256> partitions_;
  /// Rows of a partition before it is grouped.
  std::size_t limit_ = (160 << 10) / sizeof(typename CustomerPartition<State>::Entry);
  std::size_t threads_ = 1;
};

}  // namespace csm
