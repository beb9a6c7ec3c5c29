#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace csm {

/// What is known of each of a bounded number of ids: of all while they are few, of more those with
/// the smallest hashes, a sample that does not depend on the order of the rows.
///
/// A hash table with open addressing: 8 bytes and a State an id, a third of it free.
template <class State>
class IdSample {
 public:
  static constexpr std::size_t most = 65536;
  static constexpr std::size_t sample = 4096;

  /// Whether the id of that hash is one to be known of.
  bool has_place_for(std::uint64_t hash) const { return hash < limit_; }

  /// What is known of the id with that hash, anew where it is met first; null where it does not
  /// belong to the sample. The pointer holds until the next call.
  State* find(std::uint64_t hash) {
    if (!has_place_for(hash)) return nullptr;
    if (3 * ids_ >= 2 * entries_.size()) rebuild(std::max(least, 2 * entries_.size()));
    Entry* entry = &entry_of(hash);
    if (entry->hash == hash) return &entry->state;
    entry->hash = hash;
    ++ids_;
    if (ids_ <= (is_sample() ? 2 * sample : most)) return &entry->state;
    cut(end_of_sample());
    if (!has_place_for(hash)) return nullptr;
    return &entry_of(hash).state;
  }

  /// Calls `take(hash, state)` for each id that another sample knows, once no more ids have a place
  /// here than there.
  template <class Take>
  void merge(const IdSample& other, Take&& take) {
    if (other.limit_ < limit_) cut(other.limit_);
    for (const Entry& entry : other.entries_) {
      if (entry.hash != 0) take(entry.hash, entry.state);
    }
  }

  /// More ids went by than are kept.
  bool is_sample() const { return limit_ != everything; }

  /// Calls `visit(hash, state)` for each id, of many for exactly so many as a sample has.
  template <class Visit>
  void for_each(Visit&& visit) const {
    const std::uint64_t end = is_sample() ? end_of_sample() : limit_;
    for (const Entry& entry : entries_) {
      if (entry.hash != 0 && entry.hash < end) visit(entry.hash, entry.state);
    }
  }

 private:
  struct Entry {
    std::uint64_t hash = 0;  ///< 0: none
    State state{};
  };
  static constexpr std::size_t least = 1024;
  static constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();

  /// The hash's entry, or the free one where it belongs. The table is never full.
  Entry& entry_of(std::uint64_t hash) {
    const std::size_t mask = entries_.size() - 1;
    std::size_t i = hash & mask;
    while (entries_[i].hash != 0 && entries_[i].hash != hash) i = (i + 1) & mask;
    return entries_[i];
  }

  /// The hash from which on none belongs to the sample.
  std::uint64_t end_of_sample() const {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(ids_);
    for (const Entry& entry : entries_) {
      if (entry.hash != 0) hashes.push_back(entry.hash);
    }
    if (hashes.size() <= sample) return limit_;
    const auto end = hashes.begin() + static_cast<std::ptrdiff_t>(sample);
    std::nth_element(hashes.begin(), end, hashes.end());
    return *end;
  }

  void cut(std::uint64_t limit) {
    limit_ = limit;
    rebuild(std::max(least, 4 * sample));
  }

  /// A table of another size with the ids whose hash is below the limit.
  void rebuild(std::size_t capacity) {
    std::vector<Entry> old = std::exchange(entries_, std::vector<Entry>());
    std::erase_if(old, [this](const Entry& e) { return e.hash == 0 || e.hash >= limit_; });
    ids_ = old.size();
    while (3 * ids_ >= 2 * capacity) capacity *= 2;
    entries_.resize(capacity);
    for (Entry& entry : old) entry_of(entry.hash) = std::move(entry);
  }

  std::vector<Entry> entries_;
  std::size_t ids_ = 0;
  std::uint64_t limit_ = everything;  ///< only smaller hashes are kept
};

}  // namespace csm
