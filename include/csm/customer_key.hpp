#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace csm {

/// A customer's identity in place of its id: 128 bits of a hash that is keyed with random numbers
/// drawn anew by every process, so that nobody can choose ids that meet.
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
    return a.word_at(0) == b.word_at(0) && a.word_at(7) == b.word_at(7);
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
