#pragma once

#include <cstddef>
#include <map>

namespace csm {

/// Tallies by key: by currency, by segment, by step of a series. Only the key differs; no tally
/// knows that there are others, and none is ever the sum of others.
template <class Key, class Tally>
class Cube {
 public:
  Tally& operator[](const Key& key) { return cells_[key]; }

  /// Takes another's tallies; where they gather customers, those are moved.
  void merge(auto& other) {
    for (auto& [key, tally] : other) cells_[key].merge(tally);
  }

  std::size_t size() const { return cells_.size(); }
  bool empty() const { return cells_.empty(); }
  auto begin() { return cells_.begin(); }
  auto end() { return cells_.end(); }
  auto begin() const { return cells_.begin(); }
  auto end() const { return cells_.end(); }

  friend bool operator==(const Cube&, const Cube&) = default;

 private:
  std::map<Key, Tally> cells_;  ///< in the order of the keys, so that output has one
};

}  // namespace csm
