#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace csm {

/// SHA-256 of what it is given, piece after piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();

  void add(std::string_view bytes);
  /// 32 bytes; it begins anew afterwards.
  std::array<std::uint8_t, 32> digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// As `sha256sum` prints it.
std::string in_hexadecimal(const std::array<std::uint8_t, 32>& digest);
/// As a page's content security policy takes it.
std::string in_base64(const std::array<std::uint8_t, 32>& digest);

}  // namespace csm
