#include "io/evidence.hpp"

#include <fmt/format.h>

#include "text/shown.hpp"

namespace csm {

void Seen::add(std::string_view text, const Block& block, std::uint64_t offset) {
  if (count++ > 0) return;
  cell = text;
  place = block.place(offset);
}

std::string Seen::in_words() const {
  return fmt::format("{} in line {}", in_quotes(cell), place.line);
}

std::optional<Way> Evidence::proven() const {
  if ((first_only.count > 0) == (second_only.count > 0)) return std::nullopt;
  return first_only.count > 0 ? Way::first : Way::second;
}

}  // namespace csm
