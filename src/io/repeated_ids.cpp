#include "io/repeated_ids.hpp"

#include <iterator>

namespace csm {
namespace {

/// FNV-1a with a finishing mix: spreads ids evenly and is the same on every machine and run.
std::uint64_t hash_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93;
  return hash ^ (hash >> 32);
}

}  // namespace

void RepeatedIds::add(std::string_view id) {
  if (id.empty()) return;
  const std::uint64_t hash = hash_of(id);
  if (seen_.size() == most && hash > std::prev(seen_.end())->first) {
    is_sample_ = true;
    return;
  }
  Seen& seen = seen_[hash];
  if (seen.rows == 0) seen.id = id;
  if (seen.id != id) return;  // another id of the same hash: not watched
  if (++seen.rows == 2) ++repeated_;
  if (seen_.size() <= most) return;
  is_sample_ = true;
  const auto last = std::prev(seen_.end());
  if (last->second.rows > 1) --repeated_;
  seen_.erase(last);
}

std::string_view RepeatedIds::example() const {
  for (const auto& [hash, seen] : seen_) {
    if (seen.rows > 1) return seen.id;
  }
  return {};
}

}  // namespace csm
