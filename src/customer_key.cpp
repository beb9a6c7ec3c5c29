#include "csm/customer_key.hpp"

#include <random>

namespace csm {
namespace {

__extension__ using Product = unsigned __int128;

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

/// All bits of the product of two words folded into one.
std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  const Product product = static_cast<Product>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t word_at(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// Up to eight bytes as a word.
std::uint64_t short_word(const char* bytes, std::size_t size) {
  if (size >= 8) return word_at(bytes);
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return word;
}

}  // namespace

CustomerKey CustomerKey::of(std::string_view id) {
  const std::uint64_t* key = secrets().words;
  // The length changes all bits, or it could be made up for by a character.
  const std::uint64_t length = 0x9e3779b97f4a7c15 * id.size();
  std::uint64_t first = key[4] ^ length;
  std::uint64_t second = key[5] ^ length;
  const char* at = id.data();
  std::size_t left = id.size();
  // Two halves that never meet, each over the whole id in steps of two words.
  do {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    if (left >= 16) {
      a = word_at(at);
      b = word_at(at + 8);
    } else if (id.size() >= 16) {  // the last bytes, some of them for the second time
      a = word_at(id.data() + id.size() - 16);
      b = word_at(id.data() + id.size() - 8);
      left = 16;
    } else {
      a = short_word(at, left);
      b = left > 8 ? short_word(at + 8, left - 8) : 0;
      left = 16;
    }
    first = folded_product(first ^ a ^ key[0], b ^ key[1]);
    second = folded_product(second ^ b ^ key[2], a ^ key[3]);
    at += 16;
    left -= 16;
  } while (left > 0);
  first = folded_product(first ^ key[1], key[5]);
  second = folded_product(second ^ key[3], key[4]);
  return {{first, second}};
}

}  // namespace csm
