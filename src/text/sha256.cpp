#include "text/sha256.hpp"

#include <fmt/format.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

namespace csm {

struct Sha256::State {
  sha256_ctx context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { sha256_init(&state_->context); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  sha256_update(&state_->context, bytes.size(),
                reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::array<std::uint8_t, 32> Sha256::digest() {
  std::array<std::uint8_t, 32> digest{};
  sha256_digest(&state_->context, digest.size(), digest.data());
  return digest;
}

std::string in_hexadecimal(const std::array<std::uint8_t, 32>& digest) {
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string in_base64(const std::array<std::uint8_t, 32>& digest) {
  std::string text(BASE64_ENCODE_RAW_LENGTH(digest.size()), '\0');
  base64_encode_raw(text.data(), digest.size(), digest.data());
  return text;
}

}  // namespace csm
