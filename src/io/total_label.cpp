#include "io/total_label.hpp"

namespace csm {

std::vector<std::string> record_like_total(const Scanner& scanner, const Block& block,
                                           std::size_t row) {
  if (scanner.form().delimiter == '\0') return {};  // JSON, perhaps a line of a whole block
  const std::uint64_t offset = block.offset(row, 0);
  const std::string_view text = block.text();
  std::size_t i = block.line_begin(offset);
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  while (i < text.size() && !is_letter(text[i]) && text[i] != '\n') ++i;
  std::size_t word_end = i;
  while (word_end < text.size() && is_letter(text[word_end])) ++word_end;
  if (!may_begin_total(text.substr(i, word_end - i))) return {};
  return scanner.record_with_cell(block, offset);
}

}  // namespace csm
