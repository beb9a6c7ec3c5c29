#pragma once

#include <string>
#include <vector>

namespace csm::test {

/// About 50,000 different ids that a hash could take for one another: numbers, short texts of few
/// characters, and runs of one character in which one is another by few bits.
inline std::vector<std::string> alike_ids() {
  std::vector<std::string> ids;
  for (int i = 0; i < 30000; ++i) ids.push_back(std::to_string(i));
  std::vector<std::string> texts = {""};
  for (int length = 1; length <= 6; ++length) {
    std::vector<std::string> longer;
    for (const std::string& text : texts) {
      for (const char c : {'a', 'b', 'c', 'd'}) longer.push_back(text + c);
    }
    texts = std::move(longer);
    ids.insert(ids.end(), texts.begin(), texts.end());
  }
  for (std::size_t length = 7; length <= 80; ++length) {
    ids.emplace_back(length, 'a');
    for (std::size_t at = 0; at < length; ++at) {
      for (const int bits : {1, 2, 3}) {
        ids.emplace_back(length, 'a');
        ids.back()[at] = static_cast<char>('a' ^ bits);
      }
    }
  }
  return ids;
}

}  // namespace csm::test
