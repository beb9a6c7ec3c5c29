#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
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

/// Whether a text begins like the label of a total (io/remark.hpp), in any case: without that, and
/// it is cheap to see, it is none.
inline bool may_begin_total(std::string_view text) {
  constexpr std::array<std::uint32_t, 7> begins = {
      first_letters("total"),   first_letters("subtotal"), first_letters("grand"),
      first_letters("average"), first_letters("mean"),     first_letters("median"),
      first_letters("count")};
  constexpr auto three = std::bit_cast<std::uint32_t>(std::array<char, 4>{-1, -1, -1, 0});
  constexpr std::uint32_t sum = first_letters("sum") & three;
  constexpr std::uint32_t average = first_letters("avg") & three;
  if (text.size() < 4) return text.size() == 3;
  std::uint32_t begin;
  std::memcpy(&begin, text.data(), sizeof begin);
  begin |= first_letters("");
  bool may = (begin & three) == sum || (begin & three) == average;
  for (const std::uint32_t word : begins) may |= begin == word;
  return may;
}

/// The cells of a row's record, where its line begins as the label of a total does; else none.
std::vector<std::string> record_like_total(const Scanner& scanner, const Block& block,
                                           std::size_t row);

}  // namespace csm
