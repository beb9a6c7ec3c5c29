#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "csm/folded_product.hpp"
#include "csm/text_ends.hpp"
#include "io/id_sample.hpp"
#include "io/plain_id.hpp"

namespace csm {

/// Finds ids that stand on more than one row, and ids that differ only by leading zeros, by the
/// case of ASCII letters or by what is not plain in them (io/plain_id.hpp), most likely one
/// customer that is counted as several, in bounded memory.
///
/// Up to 65,536 distinct ids are all watched; of more a sample (io/id_sample.hpp), so that a file
/// that was given twice is still noticed. Of one id's ways of writing the first four in the order
/// of bytes are watched, and of an id the first 255 bytes are kept.
class IdWatch {
 public:
  /// Takes the id of a row; a blank one is none.
  void add(std::string_view id) {
    if (id.empty()) return;
    const std::uint64_t beginning = beginning_of_hash(id);
    if (!ids_.has_place_for(beginning)) return;
    const std::uint64_t hash = beginning | rest_of_hash(id);
    if (ids_.has_place_for(hash)) add(hash, id, 1);
  }
  void merge(const IdWatch& other);

  /// More ids went by than are watched.
  bool is_sample() const { return ids_.is_sample(); }

  /// Ids that stand on more than one row, and the one of the smallest hash: the same for any order
  /// of rows.
  struct Repeated {
    std::int64_t count = 0;
    std::string example;
  };
  Repeated repeated() const;

  /// Ids that are written in more than one way, and of one of them two ways.
  struct Alike {
    std::int64_t count = 0;
    std::string one;
    std::string other;
  };
  Alike alike() const;

  /// By which ids are told apart, equal for ids that are alike and for hardly any others; never 0.
  static std::uint64_t hash_of(std::string_view id) {
    return beginning_of_hash(id) | rest_of_hash(id);
  }

 private:
  /// A way in which an id is written.
  struct Spelling {
    std::uint32_t text = 0;  ///< its piece of `texts_`, and where in it, behind their number
    std::uint32_t rows = 0;  ///< no more than 2; 0 where there is none yet
  };
  static constexpr std::size_t most_spellings = 4;

  /// Which byte a hash begins with is seen from the id's last characters alone: of a long file most
  /// ids do not belong to the sample whatever else is in them, and are not looked at further.
  static std::uint64_t beginning_of_hash(std::string_view id);
  static std::uint64_t beginning_of_hash_of(std::string_view plain);
  static std::uint64_t beginning_of_hash_unless_plain(std::string_view id);
  static std::uint64_t rest_of_hash(std::string_view id);
  static std::uint64_t hash_of_core(std::string_view core, std::uint64_t& bits);
  static std::uint64_t hash_unless_plain(std::string_view id, std::uint64_t hash_as_it_stands);
  void add(std::uint64_t hash, std::string_view id, std::uint32_t rows);
  void add_other(std::uint64_t hash, Spelling& first, std::string_view id, std::uint32_t rows);
  std::uint32_t keep(std::string_view id);
  std::string_view text_of(Spelling spelling) const;
  std::vector<Spelling> spellings_of(std::uint64_t hash, Spelling first) const;

  IdSample<Spelling> ids_;
  std::map<std::uint64_t, std::vector<Spelling>> others_;  ///< ways of the same hash but the first
  std::vector<std::string> texts_;                         ///< pieces that are never moved for more
};

/// Without zeros in front.
inline std::string_view core_of_id(std::string_view id) {
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

/// Sixteen bytes at a time, the last of which may overlap those before, as if all letters were
/// small; spread by multiplication, the same in every run. `bits` gets those that some byte has.
inline std::uint64_t IdWatch::hash_of_core(std::string_view core, std::uint64_t& bits) {
  constexpr std::uint64_t first = 0xa0761d6478bd642f;
  constexpr std::uint64_t second = 0xe7037ed1a0b428db;
  constexpr std::uint64_t small_letters = 0x2020202020202020;
  constexpr std::size_t step = 16;
  // The length changes all bits, or it could be made up for by a character.
  std::uint64_t hash = first * (core.size() + 1);
  const auto mix = [&](std::string_view part) {
    const TextEnds ends = TextEnds::of(part);
    bits |= ends.first | ends.last;
    hash =
        folded_product(hash ^ (ends.first | small_letters), (ends.last | small_letters) ^ second);
  };
  std::string_view rest = core;
  for (; rest.size() > step; rest.remove_prefix(step)) mix(rest.substr(0, step));
  mix(core.size() > step ? core.substr(core.size() - step) : rest);
  return hash;
}

inline constexpr std::size_t bits_of_hash_rest = 56;

/// By the last four bytes, as if all letters were small and zeros stood in front of fewer.
inline std::uint64_t IdWatch::beginning_of_hash_of(std::string_view plain) {
  constexpr std::uint32_t zeros = 0x30303030;
  constexpr std::uint32_t small_letters = 0x20202020;
  constexpr std::uint64_t spread = 0x9e3779b97f4a7c15;
  std::uint32_t end = zeros;
  const std::size_t size = std::min(plain.size(), sizeof end);
  char* const last = reinterpret_cast<char*>(&end) + sizeof end;
  std::memcpy(last - size, plain.data() + plain.size() - size, size);
  return (end | small_letters) * spread >> bits_of_hash_rest << bits_of_hash_rest;
}

/// What is not plain elsewhere in an id does not change its last characters.
inline std::uint64_t IdWatch::beginning_of_hash(std::string_view id) {
  constexpr std::uint32_t beyond_ascii = 0x80808080;
  std::uint32_t end = beyond_ascii;
  if (id.size() >= sizeof end) std::memcpy(&end, id.data() + id.size() - sizeof end, sizeof end);
  if ((end & beyond_ascii) != 0 || is_protected_or_decimal(id)) [[unlikely]]
    return beginning_of_hash_unless_plain(id);
  return beginning_of_hash_of(id);
}

/// What the bytes are is seen on the way: only ids that may not be plain are looked at again.
inline std::uint64_t IdWatch::rest_of_hash(std::string_view id) {
  constexpr std::uint64_t beyond_ascii = 0x8080808080808080;
  std::uint64_t bits = 0;
  std::uint64_t hash = hash_of_core(core_of_id(id), bits);
  if ((bits & beyond_ascii) != 0 || is_protected_or_decimal(id)) [[unlikely]]
    hash = hash_unless_plain(id, hash);
  return std::max<std::uint64_t>(1, hash >> (64 - bits_of_hash_rest));
}

}  // namespace csm
