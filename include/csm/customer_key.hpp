#pragma once

#include <array>
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
  std::array<std::uint32_t, 4> words{};

  /// Of an id, byte by byte: `007` is not `7`.
  static CustomerKey of(std::string_view id);

  std::uint64_t low() const {
    std::uint64_t half;
    std::memcpy(&half, words.data(), sizeof half);
    return half;
  }
  std::uint64_t high() const {
    std::uint64_t half;
    std::memcpy(&half, words.data() + 2, sizeof half);
    return half;
  }

  /// The key of this customer and a number together: of a day, for what is one a customer and day.
  CustomerKey with(std::uint32_t number) const {
    CustomerKey key = *this;
    key.words[0] ^= number;
    return key;
  }

  /// The last of the key's bytes: which of 256 partitions the customer belongs to.
  std::size_t partition() const {
    unsigned char last;
    std::memcpy(&last, reinterpret_cast<const char*>(words.data()) + 15, 1);
    return last;
  }

  friend bool operator==(const CustomerKey& a, const CustomerKey& b) {
    return a.low() == b.low() && a.high() == b.high();
  }
};

/// What is left of a key where its partition is known: customers of one partition that have the
/// same rest have the same key.
class PartitionKey {
 public:
  PartitionKey() = default;
  explicit PartitionKey(const CustomerKey& key) {
    std::memcpy(bytes_.data(), key.words.data(), bytes_.size());
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
