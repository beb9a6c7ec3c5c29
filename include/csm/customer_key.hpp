#pragma once

#include <array>
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

  friend bool operator==(const CustomerKey& a, const CustomerKey& b) {
    return a.low() == b.low() && a.high() == b.high();
  }
};

}  // namespace csm
