#include "csm/customer_key.hpp"

#include <random>

#include "csm/folded_product.hpp"
#include "csm/text_ends.hpp"

namespace csm {
namespace {

struct Secrets {
  std::uint64_t words[6];

  Secrets() {
    std::random_device source;
    for (std::uint64_t& word : words) {
      word = (static_cast<std::uint64_t>(source()) << 32) | source();
    }
  }
};

const Secrets& secrets() {
  static const Secrets drawn;
  return drawn;
}

}  // namespace

CustomerKey CustomerKey::of(std::string_view id) {
  const std::uint64_t* key = secrets().words;
  // The length changes all bits, or it could be made up for by a character.
  const std::uint64_t length = 0x9e3779b97f4a7c15 * id.size();
  std::uint64_t first = key[4] ^ length;
  std::uint64_t second = key[5] ^ length;
  // Two halves that never meet, each over the whole id in steps of two words.
  const auto take = [&](const TextEnds& ends) {
    first = folded_product(first ^ ends.first ^ key[0], ends.last ^ key[1]);
    second = folded_product(second ^ ends.last ^ key[2], ends.first ^ key[3]);
  };
  for (; id.size() > 16; id.remove_prefix(16)) take(TextEnds::of(id.substr(0, 16)));
  take(TextEnds::of(id));
  first = folded_product(first ^ key[1], key[5]);
  second = folded_product(second ^ key[3], key[4]);
  return {{first, second}};
}

}  // namespace csm
