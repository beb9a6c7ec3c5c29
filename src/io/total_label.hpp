#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "io/scanner.hpp"

namespace csm {

/// The first four bytes of a text as one word, as if all letters were small; blanks where it ends.
constexpr std::uint32_t first_letters(std::string_view text) {
  std::array<char, 4> bytes = {' ', ' ', ' ', ' '};
  for (std::size_t i = 0; i < std::min(text.size(), bytes.size()); ++i) {
    bytes[i] = static_cast<char>(text[i] | 0x20);
  }
  return std::bit_cast<std::uint32_t>(bytes);
}

/// Beginnings of words, each in a place of its own by a product: a text is compared with one only.
class WordBegins {
 public:
  consteval explicit WordBegins(std::initializer_list<std::string_view> words) {
    while (!places_all(words)) factor_ += 2;
  }
  bool has(std::uint32_t begin) const { return begins_[place_of(begin)] == begin; }

 private:
  constexpr std::size_t place_of(std::uint32_t begin) const { return (begin * factor_) >> 28; }
  constexpr bool places_all(std::initializer_list<std::string_view> words) {
    begins_ = {};
    for (const std::string_view word : words) {
      std::uint32_t& place = begins_[place_of(first_letters(word))];
      if (place != 0) return false;
      place = first_letters(word);
    }
    return true;
  }

  std::uint32_t factor_ = 0x9e3779b1;
  std::array<std::uint32_t, 16> begins_{};
};

/// Whether a text begins like the label of a total (io/remark.hpp), in any case: without that, and
/// it is cheap to see, it is none.
inline bool may_begin_total(std::string_view text) {
  static constexpr WordBegins words({"total", "subtotal", "grand", "average", "mean", "median",
                                     "count", "sum", "sum:", "avg", "avg:"});
  if (text.size() < 4) return text.size() == 3;
  std::uint32_t begin;
  std::memcpy(&begin, text.data(), sizeof begin);
  return words.has(begin | first_letters(""));
}

/// The cells of a row's record, where its line begins as the label of a total does; else none.
std::vector<std::string> record_like_total(const Scanner& scanner, const Block& block,
                                           std::size_t row);

}  // namespace csm
