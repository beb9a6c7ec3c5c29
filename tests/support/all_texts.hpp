#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace csm::test {

/// Calls `use` with every text of so many of the characters, each once.
template <class Use>
void for_each_text(std::string_view alphabet, std::size_t length, Use&& use) {
  std::vector<std::size_t> digits(length);
  std::string text(length, alphabet[0]);
  while (true) {
    use(static_cast<const std::string&>(text));
    std::size_t i = 0;
    for (; i < length; ++i) {
      digits[i] = (digits[i] + 1) % alphabet.size();
      text[i] = alphabet[digits[i]];
      if (digits[i] != 0) break;
    }
    if (i == length) return;
  }
}

/// How many texts that is for all lengths up to one.
constexpr std::size_t texts_up_to(std::size_t letters, std::size_t length) {
  std::size_t all = 1;
  for (std::size_t i = 0, of_length = 1; i < length; ++i) all += of_length *= letters;
  return all;
}

/// Whether the build checks every access, which takes several times as long.
constexpr bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return true;
#else
  return false;
#endif
#else
  return false;
#endif
}

}  // namespace csm::test
