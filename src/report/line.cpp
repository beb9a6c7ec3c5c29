#include "report/line.hpp"

#include <algorithm>

namespace csm {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string spread(const std::string& left, const std::string& right, std::string_view indent) {
  const std::size_t used = indent.size() + width_of(left) + width_of(right);
  const std::string first = std::string(indent) + left;
  if (right.empty()) return first + "\n";
  if (used + 2 <= line_width) return first + std::string(line_width - used, ' ') + right + "\n";
  return first + "\n" + std::string(indent) + "  " + right + "\n";
}

std::string wrapped(std::string_view text, std::size_t column, std::size_t indent,
                    std::size_t width) {
  std::string out;
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!is_first && column + 1 + width_of(word) > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      out += " ";
      ++column;
    }
    out += word;
    column += width_of(word);
    is_first = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string paragraph(std::string_view text) {
  return "  " + wrapped(text, 2, 4, line_width) + "\n";
}

}  // namespace csm
