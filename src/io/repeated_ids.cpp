#include "io/repeated_ids.hpp"

#include <algorithm>

namespace csm {
void RepeatedIds::add(std::uint64_t hash, std::string_view id, std::uint32_t rows) {
  if (3 * ids_ >= 2 * seen_.size()) rebuild(std::max<std::size_t>(1024, 2 * seen_.size()));
  Seen& seen = slot_of(hash);
  seen.rows = std::min<std::uint32_t>(2, seen.rows + rows);
  if (seen.hash == hash) return;
  seen.hash = hash;
  seen.text = keep(id);
  ++ids_;
  if (ids_ <= (is_sample() ? 2 * sample : most)) return;
  limit_ = end_of_sample();
  rebuild(4 * sample);
}

/// The hash's place, or the free one where it belongs. The table is never full.
RepeatedIds::Seen& RepeatedIds::slot_of(std::uint64_t hash) {
  const std::size_t mask = seen_.size() - 1;
  std::size_t i = hash & mask;
  while (seen_[i].hash != 0 && seen_[i].hash != hash) i = (i + 1) & mask;
  return seen_[i];
}

std::uint32_t RepeatedIds::keep(std::string_view id) {
  constexpr std::size_t piece = 1 << 16;
  const auto size = static_cast<std::uint8_t>(std::min<std::size_t>(id.size(), 255));
  if (texts_.empty() || texts_.back().size() + size + 1 > piece)
    texts_.emplace_back().reserve(piece);
  const std::size_t place = (texts_.size() - 1) * piece + texts_.back().size();
  texts_.back().push_back(static_cast<char>(size));
  texts_.back().append(id.substr(0, size));
  return static_cast<std::uint32_t>(place);
}

std::string_view RepeatedIds::text_of(const Seen& seen, const std::vector<std::string>& texts) {
  const std::string_view piece = texts[seen.text >> 16];
  const std::size_t at = seen.text & 0xffff;
  return piece.substr(at + 1, static_cast<std::uint8_t>(piece[at]));
}

/// A table of another size with the ids whose hash is below the limit.
void RepeatedIds::rebuild(std::size_t capacity) {
  std::vector<Seen> old = std::move(seen_);
  const std::vector<std::string> old_texts = std::move(texts_);
  seen_.assign(capacity, {});
  texts_.clear();
  ids_ = 0;
  for (const Seen& seen : old) {
    if (seen.hash == 0 || seen.hash >= limit_) continue;
    Seen& moved = slot_of(seen.hash);
    moved = seen;
    moved.text = keep(text_of(seen, old_texts));
    ++ids_;
  }
}

/// The hash from which on none belongs to the sample.
std::uint64_t RepeatedIds::end_of_sample() const {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(ids_);
  for (const Seen& seen : seen_) {
    if (seen.hash != 0) hashes.push_back(seen.hash);
  }
  if (hashes.size() <= sample) return limit_;
  const auto end = hashes.begin() + static_cast<std::ptrdiff_t>(sample);
  std::nth_element(hashes.begin(), end, hashes.end());
  return *end;
}

void RepeatedIds::merge(const RepeatedIds& other) {
  if (other.limit_ < limit_) {
    limit_ = other.limit_;
    rebuild(std::max<std::size_t>(1024, seen_.size()));
  }
  for (const Seen& seen : other.seen_) {
    if (seen.hash != 0 && seen.hash < limit_)
      add(seen.hash, text_of(seen, other.texts_), seen.rows);
  }
}

std::int64_t RepeatedIds::repeated() const {
  const std::uint64_t end = is_sample() ? end_of_sample() : limit_;
  return std::count_if(seen_.begin(), seen_.end(),
                       [end](const Seen& seen) { return seen.rows > 1 && seen.hash < end; });
}

std::string_view RepeatedIds::example() const {
  const Seen* smallest = nullptr;
  for (const Seen& seen : seen_) {
    if (seen.rows > 1 && (smallest == nullptr || seen.hash < smallest->hash)) smallest = &seen;
  }
  return smallest == nullptr || repeated() == 0 ? std::string_view{} : text_of(*smallest, texts_);
}

}  // namespace csm
