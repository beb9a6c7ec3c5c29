#include <cstdio>
#include <cstdlib>

#include "fuzz/fuzz.hpp"

namespace csm::fuzz {

void report(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

std::uint8_t take_byte(std::string_view& input) {
  if (input.empty()) return 0;
  const auto byte = static_cast<std::uint8_t>(input.front());
  input.remove_prefix(1);
  return byte;
}

}  // namespace csm::fuzz
