#pragma once

#include <cstddef>
#include <map>

namespace csm {

/// Tallies by key: by currency, by segment, by step of a series. Only the key differs; no tally
/// knows that there are others, and none is ever the sum of others.
template <class Key, class Tally>
class Cube {
 public:
  /// Costs next to nothing where the key is the same as the last time.
  Tally& operator[](const Key& key) {
    if (last_.cell == nullptr || !(last_.cell->first == key)) {
      last_.cell = &*cells_.try_emplace(key).first;
    }
    return last_.cell->second;
  }

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

  friend bool operator==(const Cube& a, const Cube& b) { return a.cells_ == b.cells_; }

 private:
  using Cells = std::map<Key, Tally>;

  /// The cell that was asked for last: of one cube, so another does not take it over.
  struct Last {
    typename Cells::value_type* cell = nullptr;

    Last() = default;
    Last(const Last&) noexcept {}
    Last(Last&& other) noexcept { other.cell = nullptr; }
    Last& operator=(const Last&) noexcept {
      cell = nullptr;
      return *this;
    }
    Last& operator=(Last&& other) noexcept {
      cell = other.cell = nullptr;
      return *this;
    }
  };

  Cells cells_;  ///< in the order of the keys, so that output has one
  Last last_;
};

}  // namespace csm
