#include "csm/customer_key.hpp"

#include <random>

namespace csm {

KeySecrets::KeySecrets() {
  std::random_device source;
  for (std::uint64_t& word : words) {
    word = (static_cast<std::uint64_t>(source()) << 32) | source();
  }
}

}  // namespace csm
