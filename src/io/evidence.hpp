#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/block.hpp"

namespace csm {

/// How often something stands in a column, and where first.
struct Seen {
  std::int64_t count = 0;
  std::string cell;
  Place place;

  void add(std::string_view text, const Block& block, std::uint64_t offset);
  /// `"03/04/2026" in line 2`.
  std::string in_words() const;
};

/// One of two ways to read a column.
enum class Way : std::uint8_t { first, second };

/// What the cells of a column say of two ways to read them.
struct Evidence {
  Seen first_only;
  Seen second_only;
  Seen either;

  /// Only cells that fit both ways so far.
  bool is_open() const {
    return either.count > 0 && first_only.count == 0 && second_only.count == 0;
  }
  /// The way that some cell proves against the other, where one does and none the other.
  std::optional<Way> proven() const;
};

}  // namespace csm
