#include "io/csv_index.hpp"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/csv_index.cpp"
#define HWY_WANT_AVX3_DL
#include <hwy/foreach_target.h>
// The targets' code comes after the header that names the target.
#include <hwy/highway.h>

#include "io/places-inl.hpp"
#include "io/processor.hpp"

#ifndef CSM_CSV_INDEX_STATE
#define CSM_CSV_INDEX_STATE
namespace csm {

/// What of 64 bytes is which character, a bit a byte.
struct CsvMasks {
  std::uint64_t line_feeds;
  std::uint64_t carriage_returns;
  std::uint64_t delimiters;
  std::uint64_t quotes;
  std::uint64_t beyond_ascii;
};

/// What the bytes before say of the next 64, and what has been found so far.
struct CsvIndexState {
  std::uint64_t in_quotes = 0;        ///< all bits, or none
  std::uint64_t cell_may_begin = 1;   ///< bit 0: the next byte may be an opening quote
  std::uint64_t closed = 0;           ///< bit 0: the byte before was a closing quote
  std::uint64_t carriage_return = 0;  ///< bit 0: the byte before was a CR
  std::uint64_t faults = 0;           ///< any bit: the text is not plain
  std::uint64_t beyond_ascii = 0;     ///< any bit: so is some byte
  std::uint32_t* to = nullptr;        ///< behind the last end
  std::size_t records = 0;
  std::size_t line_feeds = 0;
};

/// The ends of cells among 64 bytes of which those `within` are text; `inside` are the bytes of
/// quoted cells, an opening quote included and a closing one not.
HWY_INLINE std::uint64_t ends_of(const CsvMasks& masks, std::uint64_t inside, std::uint64_t within,
                                 CsvIndexState& state) {
  const std::uint64_t ends = (masks.delimiters | masks.line_feeds) & ~inside;
  const std::uint64_t opening = masks.quotes & inside;
  const std::uint64_t closing = masks.quotes & ~inside;
  const std::uint64_t before_cell = ends | closing;
  const std::uint64_t behind_cr = (masks.carriage_returns << 1) | state.carriage_return;
  const std::uint64_t behind_closing = (closing << 1) | state.closed;
  const std::uint64_t faults = (behind_cr & ~masks.line_feeds) |
                               (opening & ~((before_cell << 1) | state.cell_may_begin)) |
                               (behind_closing & ~(ends | masks.carriage_returns | masks.quotes));
  state.faults |= faults & within;
  state.beyond_ascii |= masks.beyond_ascii & within;
  state.carriage_return = masks.carriage_returns >> 63;
  state.cell_may_begin = before_cell >> 63;
  state.closed = closing >> 63;
  state.in_quotes = std::uint64_t{0} - (inside >> 63);
  state.records += static_cast<std::size_t>(__builtin_popcountll(ends & masks.line_feeds));
  state.line_feeds += static_cast<std::size_t>(__builtin_popcountll(masks.line_feeds));
  return ends;
}

/// Room for the ends of so many bytes, and for what is written behind the last.
HWY_INLINE void make_room(std::size_t bytes, CsvIndexState& state, CsvIndex& out) {
  const auto found = static_cast<std::size_t>(state.to - out.ends.data());
  const std::size_t needed = found + bytes + 64;
  if (out.ends.size() < needed) out.ends.resize(std::max(needed, 2 * out.ends.size()));
  state.to = out.ends.data() + found;
}

}  // namespace csm
#endif

HWY_BEFORE_NAMESPACE();
namespace csm {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::Vec<Bytes>;

HWY_INLINE std::uint64_t bits_where_equal(const char* text, Vector wanted) {
  const Bytes tag;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 64; i += hn::Lanes(tag)) {
    const Vector bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(text) + i);
    std::uint64_t part = 0;
    hn::StoreMaskBits(tag, hn::Eq(bytes, wanted), reinterpret_cast<std::uint8_t*>(&part));
    bits |= part << i;
  }
  return bits;
}

HWY_INLINE std::uint64_t bits_beyond_ascii(const char* text) {
  const Bytes tag;
  const Vector last = hn::Set(tag, 0x7f);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 64; i += hn::Lanes(tag)) {
    const Vector bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(text) + i);
    std::uint64_t part = 0;
    hn::StoreMaskBits(tag, hn::Gt(bytes, last), reinterpret_cast<std::uint8_t*>(&part));
    bits |= part << i;
  }
  return bits;
}

/// Bit i: whether the number of bits up to i, itself included, is odd.
HWY_INLINE std::uint64_t odd_up_to(std::uint64_t bits) {
#if HWY_TARGET == HWY_STATIC_TARGET
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
#else  // the product without carries of the bits and as many ones
  const hn::FixedTag<std::uint64_t, 2> words;
  return hn::GetLane(hn::CLMulLower(hn::Set(words, bits), hn::Set(words, ~std::uint64_t{0})));
#endif
}

HWY_ATTR void index_text(std::string_view text, char delimiter, CsvIndex& out) {
  const Bytes tag;
  const Vector line_feed = hn::Set(tag, '\n');
  const Vector carriage_return = hn::Set(tag, '\r');
  const Vector quote = hn::Set(tag, '"');
  const Vector mark = hn::Set(tag, static_cast<std::uint8_t>(delimiter));
  CsvIndexState state;
  state.to = out.ends.data();
  const auto step = [&](std::size_t i, std::uint64_t within) HWY_ATTR {
    const char* at = text.data() + i;
    const CsvMasks masks{bits_where_equal(at, line_feed) & within,
                         bits_where_equal(at, carriage_return) & within,
                         bits_where_equal(at, mark) & within, bits_where_equal(at, quote) & within,
                         bits_beyond_ascii(at)};
    const std::uint64_t inside = odd_up_to(masks.quotes) ^ state.in_quotes;
    const std::uint64_t ends = ends_of(masks, inside, within, state);
    state.to = write_places(ends, static_cast<std::uint32_t>(i), state.to);
  };
  constexpr std::size_t piece = 4096;
  std::size_t i = 0;
  while (text.size() - i >= 64) {
    const std::size_t end = std::min(text.size() - 63, i + piece);
    make_room(end - i + 63, state, out);
    for (; i < end; i += 64) step(i, ~std::uint64_t{0});
  }
  if (i < text.size()) {
    make_room(64, state, out);
    step(i, (std::uint64_t{1} << (text.size() - i)) - 1);
  }
  out.count = static_cast<std::size_t>(state.to - out.ends.data());
  out.records = state.records;
  out.line_feeds = state.line_feeds;
  out.is_plain = state.faults == 0;
  out.is_ascii = state.beyond_ascii == 0;
}

}  // namespace HWY_NAMESPACE
}  // namespace csm
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace csm {

namespace {

/// What an index is, without any arithmetic on masks.
void index_byte_by_byte(std::string_view text, char delimiter, CsvIndex& out) {
  enum class Before { cell_end, cell, quoted, closing_quote };
  Before before = Before::cell_end;
  out = {};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_inside = before == Before::quoted;
    out.line_feeds += c == '\n' ? 1U : 0U;
    out.is_ascii = out.is_ascii && static_cast<unsigned char>(c) < 0x80;
    if (i > 0 && text[i - 1] == '\r' && c != '\n') out.is_plain = false;
    if (c == '"') {
      // A quote right behind a closing one opens again: the two are a pair.
      out.is_plain = out.is_plain && before != Before::cell;
      before = is_inside ? Before::closing_quote : Before::quoted;
    } else if (!is_inside && (c == delimiter || c == '\n')) {
      out.ends.push_back(static_cast<std::uint32_t>(i));
      out.records += c == '\n' ? 1U : 0U;
      before = Before::cell_end;
    } else if (!is_inside) {
      out.is_plain = out.is_plain && (before != Before::closing_quote || c == '\r');
      before = Before::cell;
    }
  }
  out.count = out.ends.size();
}

}  // namespace

const std::vector<CsvIndexer>& csv_indexers() {
  static const std::vector<CsvIndexer> all = [] {
    std::vector<CsvIndexer> found;
#if HWY_TARGETS & HWY_AVX3_DL
    if (has_avx3_dl()) found.push_back({"avx3_dl", N_AVX3_DL::index_text});
#endif
#if HWY_TARGETS & HWY_AVX3
    if (has_avx3()) found.push_back({"avx3", N_AVX3::index_text});
#endif
#if HWY_TARGETS & HWY_AVX2
    if (has_avx2()) found.push_back({"avx2", N_AVX2::index_text});
#endif
#if HWY_TARGETS & HWY_SSE4
    if (has_sse4()) found.push_back({"sse4", N_SSE4::index_text});
#endif
    found.push_back({"baseline", HWY_NAMESPACE::index_text});
    found.push_back({"scalar", index_byte_by_byte});
    return found;
  }();
  return all;
}

void index_csv(std::string_view text, char delimiter, CsvIndex& out) {
  static const auto fastest = csv_indexers().front().index;
  fastest(text, delimiter, out);
}

}  // namespace csm
#endif
