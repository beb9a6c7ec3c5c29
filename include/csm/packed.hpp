#pragma once

#include <array>
#include <cstring>
#include <type_traits>

namespace csm {

/// A value without alignment: what is kept of millions of customers has no room for gaps.
///
/// Cost  the value's own bytes; reading and writing is a plain load and store on most processors
template <class Value>
class Packed {
  static_assert(std::is_trivially_copyable_v<Value>);

 public:
  Packed(Value value = {}) { *this = value; }  // NOLINT: stands for the value
  Packed& operator=(Value value) {
    std::memcpy(bytes_.data(), &value, sizeof value);
    return *this;
  }

  Value get() const {
    Value value;
    std::memcpy(&value, bytes_.data(), sizeof value);
    return value;
  }
  operator Value() const { return get(); }  // NOLINT: stands for the value

 private:
  std::array<std::byte, sizeof(Value)> bytes_;
};

}  // namespace csm
