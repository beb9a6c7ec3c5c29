#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace csm {

/// The first and the last bytes of a text as two words, which may overlap: together with its length
/// they are the whole of it up to 16 bytes. Never reads behind the text.
struct TextEnds {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  [[gnu::always_inline]] static TextEnds of(std::string_view text) {
    const char* begin = text.data();
    const char* end = begin + text.size();
    if (text.size() >= 8) return {word<std::uint64_t>(begin), word<std::uint64_t>(end - 8)};
    if (text.size() >= 4) return {word<std::uint32_t>(begin), word<std::uint32_t>(end - 4)};
    if (text.empty()) return {};
    const std::uint64_t middle = word<std::uint8_t>(begin + text.size() / 2);
    return {word<std::uint8_t>(begin) | middle << 8, word<std::uint8_t>(end - 1)};
  }

  friend bool operator==(const TextEnds&, const TextEnds&) = default;

 private:
  template <class Word>
  static std::uint64_t word(const char* at) {
    Word bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
  }
};

}  // namespace csm
