#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "csm/folded_product.hpp"
#include "csm/text_ends.hpp"

namespace csm {

/// What customers' keys are keyed with: random numbers drawn anew by every process.
struct KeySecrets {
  std::uint64_t words[6];

  static const KeySecrets& get() {
    static const KeySecrets drawn;
    return drawn;
  }

 private:
  KeySecrets();
};

/// A customer's identity in place of its id: 128 bits of a hash that is keyed with KeySecrets, so
/// that nobody can choose ids that meet.
///
/// Two of a hundred million customers get the same one with a probability below 1 in 10^21.
struct CustomerKey {
  std::array<std::uint64_t, 2> words{};

  /// Of an id, byte by byte: `007` is not `7`.
  static CustomerKey of(std::string_view id);

  std::uint64_t low() const { return words[0]; }
  std::uint64_t high() const { return words[1]; }

  /// The key of this customer and a number together: of a day, for what is one a customer and day.
  CustomerKey with(std::uint32_t number) const { return {{words[0] ^ number, words[1]}}; }

  /// The key's highest byte: which of 256 partitions the customer belongs to.
  std::size_t partition() const { return high() >> 56; }

  friend bool operator==(const CustomerKey&, const CustomerKey&) = default;
};

[[gnu::always_inline]] inline CustomerKey CustomerKey::of(std::string_view id) {
  const std::uint64_t* key = KeySecrets::get().words;
  // The length changes all bits, or it could be made up for by a character.
  const std::uint64_t length = 0x9e3779b97f4a7c15 * id.size();
  std::uint64_t first = key[4] ^ length;
  std::uint64_t second = key[5] ^ length;
  // Two halves that never meet, each over the whole id in steps of two words.
  const auto take = [&](const TextEnds& ends) {
    first = folded_product(first ^ ends.first ^ key[0], ends.last ^ key[1]);
    second = folded_product(second ^ ends.last ^ key[2], ends.first ^ key[3]);
  };
  std::string_view rest = id;
  for (; rest.size() > 16; rest.remove_prefix(16)) take(TextEnds::of(rest.substr(0, 16)));
  // The last 16 bytes, some of them again: how many are left decides nothing then.
  take(TextEnds::of(id.size() > 16 ? id.substr(id.size() - 16) : id));
  first = folded_product(first ^ key[1], key[5]);
  second = folded_product(second ^ key[3], key[4]);
  return {{first, second}};
}

/// What is left of a key where its partition is known: customers of one partition that have the
/// same rest have the same key.
class PartitionKey {
 public:
  PartitionKey() = default;
  explicit PartitionKey(const CustomerKey& key) { *this = key; }
  /// Written where it stands: a copy would wait for the two words it is made of.
  PartitionKey& operator=(const CustomerKey& key) {
    const std::uint64_t second = key.low() >> 56 | key.high() << 8;
    std::memcpy(bytes_.data(), &key.words[0], sizeof second);
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(bytes_.data() + 7, &second, sizeof second);
    } else {
      for (std::size_t i = 8; i < bytes_.size(); ++i) {
        bytes_[i] = static_cast<unsigned char>(key.high() >> (8 * (i - 8)));
      }
    }
    return *this;
  }

  std::uint64_t low() const { return word_at(0); }

  friend bool operator==(const PartitionKey& a, const PartitionKey& b) {
    return ((a.word_at(0) ^ b.word_at(0)) | (a.word_at(7) ^ b.word_at(7))) == 0;
  }

 private:
  std::uint64_t word_at(std::size_t i) const {
    std::uint64_t word;
    std::memcpy(&word, bytes_.data() + i, sizeof word);
    return word;
  }

  std::array<unsigned char, 15> bytes_;
};

}  // namespace csm
