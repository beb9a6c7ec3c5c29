#include "io/json_stops.hpp"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/json_stops.cpp"
#define HWY_WANT_AVX3_DL
#include <hwy/foreach_target.h>
// The targets' code comes after the header that names the target.
#include <hwy/highway.h>

#include "io/places-inl.hpp"
#include "io/processor.hpp"

#ifndef CSM_JSON_STOPS_ROOM
#define CSM_JSON_STOPS_ROOM
namespace csm {

/// Room for the stops of so many bytes behind those found, and for what is written behind the last.
HWY_INLINE std::uint32_t* with_room(JsonStops& out, std::size_t found, std::size_t bytes) {
  const std::size_t needed = found + bytes + 64;
  if (out.offsets.size() < needed) out.offsets.resize(std::max(needed, 2 * out.offsets.size()));
  return out.offsets.data() + found;
}

}  // namespace csm
#endif

HWY_BEFORE_NAMESPACE();
namespace csm {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Bytes>;

/// What of 64 bytes is which character, a bit a byte.
struct Masks {
  std::uint64_t stops = 0;
  std::uint64_t line_feeds = 0;
  std::uint64_t beyond_ascii = 0;
};

template <class Mask>
HWY_INLINE std::uint64_t bits_of(Mask mask) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(Bytes(), mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

HWY_INLINE Masks masks_of(const char* at) {
  const Bytes tag;
  Masks masks;
  for (std::size_t i = 0; i < 64; i += hn::Lanes(tag)) {
    const Vector bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(at) + i);
    const auto quotes = hn::Eq(bytes, hn::Set(tag, '"'));
    const auto backslashes = hn::Eq(bytes, hn::Set(tag, '\\'));
    const auto controls = hn::Lt(bytes, hn::Set(tag, 0x20));
    masks.stops |= bits_of(hn::Or(hn::Or(quotes, backslashes), controls)) << i;
    masks.line_feeds |= bits_of(hn::Eq(bytes, hn::Set(tag, '\n'))) << i;
    masks.beyond_ascii |= bits_of(hn::Gt(bytes, hn::Set(tag, 0x7f))) << i;
  }
  return masks;
}

HWY_ATTR void find_stops(std::string_view piece, JsonStops& out) {
  std::uint32_t* to = with_room(out, 0, 0);
  std::size_t line_feeds = 0;
  std::uint64_t beyond_ascii = 0;
  const auto step = [&](std::size_t i, std::uint64_t within) HWY_ATTR {
    const Masks masks = masks_of(piece.data() + i);
    to = write_places(masks.stops & within, static_cast<std::uint32_t>(i), to);
    line_feeds += static_cast<std::size_t>(__builtin_popcountll(masks.line_feeds & within));
    beyond_ascii |= masks.beyond_ascii & within;
  };
  const auto found = [&] { return static_cast<std::size_t>(to - out.offsets.data()); };
  constexpr std::size_t stretch = 4096;
  std::size_t i = 0;
  while (piece.size() - i >= 64) {
    const std::size_t end = std::min(piece.size() - 63, i + stretch);
    to = with_room(out, found(), stretch + 64);
    for (; i < end; i += 64) step(i, ~std::uint64_t{0});
  }
  to = with_room(out, found(), 64);
  if (i < piece.size()) step(i, (std::uint64_t{1} << (piece.size() - i)) - 1);
  out.count = found();
  out.line_feeds = line_feeds;
  out.is_ascii = beyond_ascii == 0;
  *to = static_cast<std::uint32_t>(piece.size());
}

}  // namespace HWY_NAMESPACE
}  // namespace csm
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace csm {

namespace {

/// What the stops are, without any arithmetic on masks.
void find_byte_by_byte(std::string_view piece, JsonStops& out) {
  out = {};
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (is_json_stop(piece[i])) out.offsets.push_back(static_cast<std::uint32_t>(i));
    if (piece[i] == '\n') ++out.line_feeds;
    if (static_cast<unsigned char>(piece[i]) > 0x7f) out.is_ascii = false;
  }
  out.count = out.offsets.size();
  out.offsets.push_back(static_cast<std::uint32_t>(piece.size()));
}

}  // namespace

const std::vector<JsonStopFinder>& json_stop_finders() {
  static const std::vector<JsonStopFinder> all = [] {
    std::vector<JsonStopFinder> found;
#if HWY_TARGETS & HWY_AVX3_DL
    if (has_avx3_dl()) found.push_back({"avx3_dl", N_AVX3_DL::find_stops});
#endif
#if HWY_TARGETS & HWY_AVX3
    if (has_avx3()) found.push_back({"avx3", N_AVX3::find_stops});
#endif
#if HWY_TARGETS & HWY_AVX2
    if (has_avx2()) found.push_back({"avx2", N_AVX2::find_stops});
#endif
#if HWY_TARGETS & HWY_SSE4
    if (has_sse4()) found.push_back({"sse4", N_SSE4::find_stops});
#endif
    found.push_back({"baseline", HWY_NAMESPACE::find_stops});
    found.push_back({"scalar", find_byte_by_byte});
    return found;
  }();
  return all;
}

void find_json_stops(std::string_view piece, JsonStops& out) {
  static const auto fastest = json_stop_finders().front().find;
  fastest(piece, out);
}

}  // namespace csm
#endif
