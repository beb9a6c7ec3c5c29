#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include "csm/customer_key.hpp"
#include "csm/records/cell.hpp"
#include "csm/threads.hpp"

namespace csm {

/// The first stage of what is a fact about a customer rather than a row: gathers the rows' states
/// by customer. Only whole customers are classified and tallied afterwards; one customer's rows
/// tallied apart would make a lost and a new customer out of one that stayed.
///
/// `State` is trivially copyable and has `merge(const State&)`, which is associative and
/// commutative. Rows are written to 256 partitions by their customer's key as they come; a
/// partition is grouped when it has grown and at the end, while it fits the processor's cache. Cost
/// O(1) a row; the key's 16 bytes and a state a customer, and up to as much again Merging  takes
/// the other's rows; nothing is copied Source   radix partitioning: S. Manegold, P. Boncz, M.
/// Kersten, "Optimizing main-memory join on
///          modern hardware", IEEE TKDE 14 (2002)
template <class State>
class ByCustomer {
  static_assert(std::is_trivially_copyable_v<State>);

 public:
  /// Adds a row's state to its customer's.
  void add(CustomerId customer, const State& state) {
    const CustomerKey key = CustomerKey::of(customer.text);
    Partition& partition = partitions_[key.words[3] >> 24];
    partition.push({key, state});
    if (partition.size < limit_) return;
    group(partition);
    limit_ = std::max(limit_, 2 * partition.size);
  }

  /// Takes the rows of another, which is empty afterwards.
  void merge(ByCustomer& other) {
    for (std::size_t i = 0; i < partitions_.size(); ++i) partitions_[i].take(other.partitions_[i]);
    threads_ += other.threads_;
  }

  /// Adds every customer to a tally by `add(tally, state)`, on as many threads as have gathered the
  /// rows, and merges what they have.
  template <class Tally, class Add>
  Tally tally(const Add& add) const {
    std::vector<Tally> tallies(threads_);
    run_on_threads(threads_, [&](std::size_t thread) {
      for (std::size_t i = thread; i < partitions_.size(); i += threads_) {
        group(partitions_[i]);
        partitions_[i].for_each([&](const Entry& entry) { add(tallies[thread], entry.state); });
      }
    });
    for (std::size_t i = 1; i < threads_; ++i) tallies[0].merge(tallies[i]);
    return std::move(tallies[0]);
  }

 private:
  struct Entry {
    CustomerKey key;
    State state;
  };

  struct Chunk {
    std::unique_ptr<Entry[]> entries;
    std::size_t size = 0;
    std::size_t capacity = 0;
  };

  /// Entries in pieces, so that growing never holds them twice.
  struct Partition {
    std::vector<Chunk> chunks;
    std::size_t size = 0;
    bool is_grouped = true;

    void push(const Entry& entry) {
      if (chunks.empty() || chunks.back().size == chunks.back().capacity) add_chunk();
      Chunk& chunk = chunks.back();
      chunk.entries[chunk.size++] = entry;
      ++size;
      is_grouped = false;
    }

    void add_chunk() {
      constexpr std::size_t first = 8;
      constexpr std::size_t most = 1024;
      const std::size_t capacity = std::clamp(size, first, most);
      chunks.push_back({std::unique_ptr<Entry[]>(new Entry[capacity]), 0, capacity});
    }

    void take(Partition& other) {
      if (other.size == 0) return;
      std::move(other.chunks.begin(), other.chunks.end(), std::back_inserter(chunks));
      size += other.size;
      is_grouped = false;
      other = {};
    }

    template <class Use>
    void for_each(Use&& use) {
      for (Chunk& chunk : chunks) {
        for (std::size_t i = 0; i < chunk.size; ++i) use(chunk.entries[i]);
      }
    }
  };

  /// Leaves one entry a customer, in the chunks that are there.
  static void group(Partition& partition) {
    if (partition.is_grouped) return;
    std::size_t slots = 16;
    while (slots < 2 * partition.size) slots *= 2;
    std::vector<Entry*> table(slots);
    auto to = partition.chunks.begin();
    std::size_t to_index = 0;
    std::size_t customers = 0;
    partition.for_each([&](const Entry& entry) {
      std::size_t slot = entry.key.low() & (slots - 1);
      while (table[slot] != nullptr && !(table[slot]->key == entry.key)) {
        slot = (slot + 1) & (slots - 1);
      }
      if (table[slot] != nullptr) {
        table[slot]->state.merge(entry.state);
        return;
      }
      if (to_index == to->capacity) {
        ++to;
        to_index = 0;
      }
      // Never ahead of the entry that is read: as many are kept, and the chunks filled up.
      table[slot] = &to->entries[to_index++];
      *table[slot] = entry;
      ++customers;
    });
    for (auto chunk = partition.chunks.begin(); chunk != to; ++chunk) chunk->size = chunk->capacity;
    to->size = to_index;
    partition.chunks.erase(to + 1, partition.chunks.end());
    partition.size = customers;
    partition.is_grouped = true;
  }

  mutable std::array<Partition, 256> partitions_;
  std::size_t limit_ = 4096;
  std::size_t threads_ = 1;
};

}  // namespace csm
