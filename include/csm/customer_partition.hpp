#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

#include "csm/customer_key.hpp"
#include "csm/customer_memory.hpp"
#include "csm/customer_pieces.hpp"

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
    const std::size_t bytes = capacity * sizeof(Entry);
    chunk.entries_ =
        static_cast<Entry*>(capacity < many ? ::operator new(bytes) : CustomerPieces::take(bytes));
    return chunk;
  }

  EntryChunk() = default;
  EntryChunk(EntryChunk&& other) noexcept
      : size(std::exchange(other.size, 0)),
        entries_(std::exchange(other.entries_, nullptr)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  EntryChunk& operator=(EntryChunk&& other) noexcept {
    std::swap(size, other.size);
    std::swap(entries_, other.entries_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~EntryChunk() {
    const std::size_t bytes = capacity_ * sizeof(Entry);
    CustomerMemory::give_back(bytes, capacity_);
    if (capacity_ < many) {
      ::operator delete(entries_);
    } else if (entries_ != nullptr) {
      CustomerPieces::give_back(entries_, bytes);
    }
  }

  Entry* begin() const { return entries_; }
  Entry* end() const { return entries_ + size; }
  Entry* limit() const { return entries_ + capacity_; }
  std::size_t capacity() const { return capacity_; }

  std::size_t size = 0;

 private:
  static constexpr std::size_t many = 64;  ///< entries that are a piece of CustomerPieces

  Entry* entries_ = nullptr;
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
    // Of few sizes, so that what one gives back fits another.
    const std::size_t capacity = std::bit_floor(std::clamp(size(), least, most));
    EntryChunk<Entry> chunk = EntryChunk<Entry>::of(capacity);
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
    Table table(size(), chunks_.size() * most);
    std::size_t known = grouped_;  // stand where they are kept, a customer each
    std::size_t chunk = 0;
    std::size_t kept = 0;
    for (std::size_t from = 0; from < chunks_.size(); ++from) {
      const EntryChunk<Entry>& rows = chunks_[from];
      const std::size_t stay = std::min(known, rows.size);
      known -= stay;
      for (std::size_t i = 0; i < stay; ++i) table.add(rows.begin()[i].key, place_in(from, i));
      if (stay > 0) {
        chunk = from;
        kept = stay;
      }
      for (const Entry* row = rows.begin() + stay; row != rows.end(); ++row) {
        if (kept == chunks_[chunk].capacity()) {
          ++chunk;
          kept = 0;
        }
        const std::uint32_t place = table.find_or_add(row->key, place_in(chunk, kept), *this);
        if (place != 0) {
          at(place).state.merge(row->state);
        } else {
          // Never ahead of the row that is read: as many are kept, and the chunks filled up.
          chunks_[chunk].begin()[kept++] = *row;
        }
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

  /// Finds customers by their keys: an open hash table of places, half full at the most. A slot has
  /// a place and, in the bits that no place needs, bits of the key, so that few entries are looked
  /// at in vain.
  class Table {
   public:
    Table(std::size_t customers, std::size_t last_place)
        : slots_(std::max<std::size_t>(16, std::bit_ceil(2 * customers))),
          places_(static_cast<std::uint32_t>(std::bit_ceil(last_place + 1) - 1)) {}

    /// The place of a customer, 0 where it has none.
    std::uint32_t find(const PartitionKey& key, const CustomerPartition& partition) const {
      return slots_[slot_of(key, partition)] & places_;
    }

    /// The same; where it has none, it has that one from now on.
    std::uint32_t find_or_add(const PartitionKey& key, std::uint32_t place,
                              const CustomerPartition& partition) {
      std::uint32_t& slot = slots_[slot_of(key, partition)];
      const std::uint32_t found = slot & places_;
      if (found == 0) slot = tag_of(key) | place;
      return found;
    }

    /// A customer that has none yet.
    void add(const PartitionKey& key, std::uint32_t place) {
      const std::size_t mask = slots_.size() - 1;
      std::size_t i = key.low() & mask;
      while (slots_[i] != 0) i = (i + 1) & mask;
      slots_[i] = tag_of(key) | place;
    }

   private:
    std::uint32_t tag_of(const PartitionKey& key) const {
      return static_cast<std::uint32_t>(key.low() >> 32) & ~places_;
    }

    std::size_t slot_of(const PartitionKey& key, const CustomerPartition& partition) const {
      const std::size_t mask = slots_.size() - 1;
      const std::uint32_t tag = tag_of(key);
      std::size_t i = key.low() & mask;
      while (slots_[i] != 0 &&
             ((slots_[i] & ~places_) != tag || !(partition.at(slots_[i] & places_).key == key))) {
        i = (i + 1) & mask;
      }
      return i;
    }

    std::vector<std::uint32_t> slots_;  ///< 0 is empty
    std::uint32_t places_;              ///< the bits of a slot that are a place
  };

  /// A table of all its customers, once they are grouped.
  Table index() {
    settle();
    Table table(size(), chunks_.size() * most);
    for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk) {
      for (std::size_t i = 0; i < chunks_[chunk].size; ++i) {
        table.add(chunks_[chunk].begin()[i].key, place_in(chunk, i));
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

  static std::uint32_t place_in(std::size_t chunk, std::size_t entry) {
    return static_cast<std::uint32_t>(chunk * most + entry + 1);
  }

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
