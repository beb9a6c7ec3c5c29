#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace csm {

/// Finds ids that stand on more than one row, in bounded memory.
///
/// Of all distinct ids it watches those with the smallest hashes, at most 65,536: up to so many ids
/// the answer is exact, beyond them a sample that does not depend on the order of the rows, and a
/// file that was given twice is still noticed.
class RepeatedIds {
 public:
  void add(std::string_view id);

  std::int64_t repeated() const { return repeated_; }
  /// More ids went by than are watched.
  bool is_sample() const { return is_sample_; }
  /// One of the repeated ids, the same for any order of rows.
  std::string_view example() const;

 private:
  struct Seen {
    std::string id;
    std::int64_t rows = 0;
  };
  static constexpr std::size_t most = 65536;

  std::map<std::uint64_t, Seen> seen_;  ///< by hash
  std::int64_t repeated_ = 0;
  bool is_sample_ = false;
};

}  // namespace csm
