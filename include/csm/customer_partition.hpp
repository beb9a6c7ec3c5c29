#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "csm/customer_key.hpp"
#include "csm/customer_memory.hpp"

namespace csm {

/// A piece of memory for entries, on the account of CustomerMemory while it is there.
template <class Entry>
class EntryChunk {
  static_assert(std::is_trivially_copyable_v<Entry> && std::is_trivially_destructible_v<Entry>);

 public:
  /// Nothing where CustomerMemory does not allow it.
  static EntryChunk of(std::size_t capacity) {
    EntryChunk chunk;
    if (!CustomerMemory::try_take(capacity * sizeof(Entry), capacity)) return chunk;
    chunk.capacity_ = capacity;  // given back also where there is no memory for the entries
    // Not even touched before an entry is appended.
    chunk.entries_.reset(static_cast<Entry*>(::operator new(capacity * sizeof(Entry))));
    return chunk;
  }

  EntryChunk() = default;
  EntryChunk(EntryChunk&& other) noexcept
      : size(std::exchange(other.size, 0)),
        entries_(std::move(other.entries_)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  EntryChunk& operator=(EntryChunk&& other) noexcept {
    std::swap(size, other.size);
    std::swap(entries_, other.entries_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~EntryChunk() { CustomerMemory::give_back(capacity_ * sizeof(Entry), capacity_); }

  Entry* begin() const { return entries_.get(); }
  Entry* end() const { return entries_.get() + size; }
  Entry* limit() const { return entries_.get() + capacity_; }
  std::size_t capacity() const { return capacity_; }

  std::size_t size = 0;

 private:
  struct Free {
    void operator()(Entry* entries) const { ::operator delete(entries); }
  };
  std::unique_ptr<Entry[], Free> entries_;
  std::size_t capacity_ = 0;
};

/// States of those customers whose keys end in the same byte, in pieces, so that growing never
/// holds them twice. Rows' states are appended; grouping leaves one a customer.
template <class State>
class CustomerPartition {
 public:
  struct Entry {
    PartitionKey key;
    State state;
  };
  static_assert(std::is_trivially_copyable_v<Entry>);

  /// A fresh state for a row of a customer, to be written where it stands; null where there is no
  /// room left: `grow` makes some.
  State* append(const CustomerKey& key) {
    if (next_ == limit_) return nullptr;
    // Rows of 256 partitions are more streams than the processor sees coming by itself.
    __builtin_prefetch(reinterpret_cast<const char*>(next_) + 128, 1);
    next_->key = key;
    next_->state = State{};
    return &next_++->state;
  }

  bool has_room() const { return next_ != limit_; }
  /// Makes room for more rows; false where CustomerMemory does not allow it.
  bool grow() {
    EntryChunk<Entry> chunk = EntryChunk<Entry>::of(std::clamp(size(), least, most));
    if (chunk.capacity() == 0) return false;
    settle();
    chunks_.push_back(std::move(chunk));
    append_to_last();
    return true;
  }

  /// Takes the rows of another, which is empty afterwards.
  void take(CustomerPartition& other) {
    if (other.size() == 0) return;
    settle();
    other.settle();
    chunks_.insert(chunks_.end(), std::make_move_iterator(other.chunks_.begin()),
                   std::make_move_iterator(other.chunks_.end()));
    append_to_last();
    other.chunks_.clear();
    other.next_ = other.limit_ = nullptr;
    other.before_last_ = other.grouped_ = 0;
  }

  std::size_t size() const {
    return chunks_.empty()
               ? 0
               : before_last_ + static_cast<std::size_t>(next_ - chunks_.back().begin());
  }
  /// How many rows came since the last grouping.
  std::size_t ungrouped() const { return size() - grouped_; }

  /// Leaves one entry a customer, in the chunks that are there.
  void group() {
    if (ungrouped() == 0) return;
    settle();
    Table table(size());
    std::size_t chunk = 0;
    std::size_t kept = 0;
    for (EntryChunk<Entry>& from : chunks_) {
      for (const Entry& entry : from) {
        std::uint32_t& place = table.place_of(entry.key, *this);
        if (place != 0) {
          at(place).state.merge(entry.state);
          continue;
        }
        if (kept == chunks_[chunk].capacity()) {
          ++chunk;
          kept = 0;
        }
        // Never ahead of the entry that is read: as many are kept, and the chunks filled up.
        chunks_[chunk].begin()[kept] = entry;
        place = static_cast<std::uint32_t>(chunk * most + kept++ + 1);
      }
    }
    keep(chunk, kept);
    grouped_ = size();
  }

  template <class Use>
  void for_each(Use&& use) {
    settle();
    for (const EntryChunk<Entry>& chunk : chunks_) {
      for (const Entry& entry : chunk) use(entry);
    }
  }

  /// Finds customers by their keys: an open hash table of places, half full at the most.
  class Table {
   public:
    explicit Table(std::size_t customers) {
      std::size_t slots = 16;
      while (slots < 2 * customers) slots *= 2;
      slots_.resize(slots);
    }

    /// The place of a customer, 0 where it has none.
    std::uint32_t find(const PartitionKey& key, const CustomerPartition& partition) const {
      return slots_[slot_of(key, partition)].place;
    }

    /// The same, to be written where it is 0.
    std::uint32_t& place_of(const PartitionKey& key, const CustomerPartition& partition) {
      Slot& slot = slots_[slot_of(key, partition)];
      slot.tag = tag_of(key);
      return slot.place;
    }

   private:
    static std::uint32_t tag_of(const PartitionKey& key) {
      return static_cast<std::uint32_t>(key.low() >> 32);
    }

    std::size_t slot_of(const PartitionKey& key, const CustomerPartition& partition) const {
      const std::size_t mask = slots_.size() - 1;
      std::size_t i = key.low() & mask;
      while (slots_[i].place != 0 &&
             (slots_[i].tag != tag_of(key) || !(partition.at(slots_[i].place).key == key))) {
        i = (i + 1) & mask;
      }
      return i;
    }

    struct Slot {
      std::uint32_t tag = 0;    ///< of the key, so that few entries are looked at in vain
      std::uint32_t place = 0;  ///< chunk x `most` + entry + 1; 0 is empty
    };
    std::vector<Slot> slots_;
  };

  /// A table of all its customers, once they are grouped.
  Table index() {
    Table table(size());
    settle();
    for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
      for (std::size_t i = 0; i < chunks_[chunk].size; ++i) {
        table.place_of(chunks_[chunk].begin()[i].key, *this) =
            static_cast<std::uint32_t>(chunk * most + i + 1);
      }
    }
    return table;
  }

  Entry& at(std::uint32_t place) const {
    return chunks_[(place - 1) / most].begin()[(place - 1) % most];
  }

 private:
  static constexpr std::size_t least = 8;
  static constexpr std::size_t most = 1024;

  /// Writes into the last chunk how far it is filled.
  void settle() {
    if (chunks_.empty()) return;
    chunks_.back().size = static_cast<std::size_t>(next_ - chunks_.back().begin());
  }

  void append_to_last() {
    before_last_ = 0;
    for (std::size_t i = 0; i + 1 < chunks_.size(); ++i) before_last_ += chunks_[i].size;
    next_ = chunks_.back().end();
    limit_ = chunks_.back().limit();
  }

  /// Chunks up to that one full, that one with so many entries, and none after it.
  void keep(std::size_t last, std::size_t entries) {
    for (std::size_t i = 0; i < last; ++i) chunks_[i].size = chunks_[i].capacity();
    chunks_[last].size = entries;
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(last) + 1, chunks_.end());
    append_to_last();
  }

  std::vector<EntryChunk<Entry>> chunks_;
  Entry* next_ = nullptr;  ///< in the last chunk
  Entry* limit_ = nullptr;
  std::size_t before_last_ = 0;  ///< entries in all other chunks
  std::size_t grouped_ = 0;      ///< entries at the last grouping
};

}  // namespace csm
