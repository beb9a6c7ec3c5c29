#pragma once

#include <cstdint>

#include "csm/int128.hpp"
#include "csm/packed.hpp"

namespace csm {

/// A whole number in 14 bytes: one customer's sum, where millions are kept. As an annual amount
/// (records/amount.hpp) it reaches 9 x 10^16 of a currency's major unit.
///
/// Errors  Error{failed} for a number that does not fit: sums never wrap
class Int112 {
 public:
  static constexpr Int128 most = (static_cast<Int128>(1) << 111) - 1;

  Int112() = default;
  Int112(Int128 number) {  // NOLINT: stands for the number
    if (number > most || number < -most - 1) overflow();
    low_ = static_cast<std::uint64_t>(number);
    middle_ = static_cast<std::uint16_t>(number >> 64);
    high_ = static_cast<std::int32_t>(number >> 80);
  }

  operator Int128() const {  // NOLINT: stands for the number
    const std::int64_t upper = static_cast<std::int64_t>(high_.get()) * 65536 + middle_.get();
    return static_cast<Int128>(upper) * (static_cast<Int128>(1) << 64) + low_.get();
  }

 private:
  [[noreturn]] static void overflow();

  Packed<std::uint64_t> low_;
  Packed<std::uint16_t> middle_;
  Packed<std::int32_t> high_;
};

}  // namespace csm
