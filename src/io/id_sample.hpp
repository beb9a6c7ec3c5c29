#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/repeated_ids.hpp"

namespace csm {

/// What is known of each of a bounded number of ids: of all while they are few, of more those with
/// the smallest hashes, a sample that does not depend on the order of the rows.
template <class State>
class IdSample {
 public:
  static constexpr std::size_t most = 65536;
  static constexpr std::size_t sample = 4096;

  /// What is known of the id with that hash, anew where it is met first; null where it does not
  /// belong to the sample.
  State* find(std::uint64_t hash) {
    if (hash >= limit_) return nullptr;
    const auto [at, is_new] = states_.try_emplace(hash);
    if (!is_new || states_.size() <= (is_sample() ? 2 * sample : most)) return &at->second;
    cut(end_of_sample());
    const auto still = states_.find(hash);
    return still == states_.end() ? nullptr : &still->second;
  }

  /// Takes what another sample knows: `add(own, other)` for each of its ids.
  template <class Add>
  void merge(const IdSample& other, Add&& add) {
    if (other.limit_ < limit_) cut(other.limit_);
    for (const auto& [hash, state] : other.states_) {
      if (State* own = find(hash)) add(*own, state);
    }
  }

  /// More ids went by than are kept.
  bool is_sample() const { return limit_ != everything; }

  /// Calls `visit(hash, state)` for each id, of many for exactly so many as a sample has.
  template <class Visit>
  void for_each(Visit&& visit) const {
    const std::uint64_t end = is_sample() ? end_of_sample() : limit_;
    for (const auto& [hash, state] : states_) {
      if (hash < end) visit(hash, state);
    }
  }

 private:
  static constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();

  /// The hash from which on none belongs to the sample.
  std::uint64_t end_of_sample() const {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(states_.size());
    for (const auto& [hash, state] : states_) hashes.push_back(hash);
    if (hashes.size() <= sample) return limit_;
    const auto end = hashes.begin() + static_cast<std::ptrdiff_t>(sample);
    std::nth_element(hashes.begin(), end, hashes.end());
    return *end;
  }

  void cut(std::uint64_t limit) {
    limit_ = limit;
    std::erase_if(states_, [limit](const auto& known) { return known.first >= limit; });
  }

  std::unordered_map<std::uint64_t, State> states_;
  std::uint64_t limit_ = everything;  ///< only smaller hashes are kept
};

}  // namespace csm
