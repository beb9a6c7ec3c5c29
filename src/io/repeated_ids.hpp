#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "csm/folded_product.hpp"
#include "csm/text_ends.hpp"

namespace csm {

/// Finds ids that stand on more than one row, in bounded memory.
///
/// Up to 65,536 distinct ids are all watched and the answer is exact; of more the 4,096 with the
/// smallest hashes, a sample that does not depend on the order of the rows, so that a file that was
/// given twice is still noticed. Ids are told apart by 64 bits of hash.
class RepeatedIds {
 public:
  void add(std::string_view id) {
    if (id.empty()) return;
    const std::uint64_t hash = hash_of(id);
    if (hash < limit_) add(hash, id, 1);
  }
  void merge(const RepeatedIds& other);

  std::int64_t repeated() const;
  /// More ids went by than are watched.
  bool is_sample() const { return limit_ != everything; }
  /// The repeated id of the smallest hash, the same for any order of rows.
  std::string_view example() const;

  /// By which ids are told apart; never 0.
  static std::uint64_t hash_of(std::string_view id);

 private:
  struct Seen {
    std::uint64_t hash = 0;  ///< 0: no id
    std::uint32_t text = 0;  ///< its piece of `texts_`, and where in it, behind their number
    std::uint32_t rows = 0;  ///< no more than 2
  };
  static constexpr std::size_t most = 65536;
  static constexpr std::size_t sample = 4096;
  static constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();

  void add(std::uint64_t hash, std::string_view id, std::uint32_t rows);
  Seen& slot_of(std::uint64_t hash);
  std::uint32_t keep(std::string_view id);
  static std::string_view text_of(const Seen& seen, const std::vector<std::string>& texts);
  void rebuild(std::size_t capacity);
  std::uint64_t end_of_sample() const;

  std::vector<Seen> seen_;  ///< a hash table with open addressing
  std::size_t ids_ = 0;
  std::uint64_t limit_ = everything;  ///< only smaller hashes are watched
  std::vector<std::string> texts_;    ///< pieces that are never moved for more
};

/// Sixteen bytes at a time, the last of which may overlap those before; spread by multiplication,
/// the same in every run.
inline std::uint64_t RepeatedIds::hash_of(std::string_view id) {
  constexpr std::uint64_t first = 0xa0761d6478bd642f;
  constexpr std::uint64_t second = 0xe7037ed1a0b428db;
  constexpr std::size_t step = 16;
  // The length changes all bits, or it could be made up for by a character.
  std::uint64_t hash = first * (id.size() + 1);
  std::string_view rest = id;
  for (; rest.size() > step; rest.remove_prefix(step)) {
    const TextEnds ends = TextEnds::of(rest.substr(0, step));
    hash = folded_product(hash ^ ends.first, ends.last ^ second);
  }
  const TextEnds ends = TextEnds::of(id.size() > step ? id.substr(id.size() - step) : rest);
  hash = folded_product(hash ^ ends.first, ends.last ^ second);
  return hash == 0 ? 1 : hash;
}

}  // namespace csm
