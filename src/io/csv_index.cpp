#include "io/csv_index.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/csv_index.cpp"
#define HWY_WANT_AVX3_DL
#include <hwy/foreach_target.h>
// The targets' code comes after the header that names the target.
#include <hwy/highway.h>

#ifndef CSM_CSV_INDEX_STATE
#define CSM_CSV_INDEX_STATE
namespace csm {

/// What of 64 bytes is which character, a bit a byte.
struct CsvMasks {
  std::uint64_t line_feeds;
  std::uint64_t carriage_returns;
  std::uint64_t delimiters;
  std::uint64_t quotes;
};

/// What the bytes before say of the next 64.
struct CsvIndexState {
  std::uint64_t in_quotes = 0;        ///< all bits, or none
  std::uint64_t cell_may_begin = 1;   ///< bit 0: the next byte may be an opening quote
  std::uint64_t closed = 0;           ///< bit 0: the byte before was a closing quote
  std::uint64_t carriage_return = 0;  ///< bit 0: the byte before was a CR
  std::uint64_t faults = 0;           ///< any bit: the text is not plain
};

/// Bit i: whether the number of bits up to i, itself included, is odd.
HWY_INLINE std::uint64_t odd_up_to(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// The ends of cells among 64 bytes, of which those `within` are text.
HWY_INLINE std::uint64_t ends_of(const CsvMasks& masks, std::uint64_t within, CsvIndexState& state,
                                 CsvIndex& out) {
  std::uint64_t ends = masks.delimiters | masks.line_feeds;
  const std::uint64_t behind_cr = (masks.carriage_returns << 1) | state.carriage_return;
  std::uint64_t faults = behind_cr & ~masks.line_feeds;
  state.carriage_return = masks.carriage_returns >> 63;
  if ((masks.quotes | state.in_quotes) != 0) {
    const std::uint64_t inside = odd_up_to(masks.quotes) ^ state.in_quotes;
    const std::uint64_t opening = masks.quotes & inside;
    const std::uint64_t closing = masks.quotes & ~inside;
    ends &= ~inside;
    faults |= opening & ~(((ends | closing) << 1) | state.cell_may_begin);
    faults |= ((closing << 1) | state.closed) & ~(ends | masks.carriage_returns | masks.quotes);
    state.cell_may_begin = (ends | closing) >> 63;
    state.closed = closing >> 63;
    state.in_quotes = inside >> 63 != 0 ? ~std::uint64_t{0} : 0;
  } else {
    faults |= state.closed & ~(ends | masks.carriage_returns);
    state.cell_may_begin = ends >> 63;
    state.closed = 0;
  }
  state.faults |= faults & within;
  out.records += static_cast<std::size_t>(__builtin_popcountll(ends & masks.line_feeds));
  out.line_feeds += static_cast<std::size_t>(__builtin_popcountll(masks.line_feeds));
  return ends;
}

/// Appends the places of the bits; writes up to 64 behind the last.
HWY_INLINE void append(std::uint64_t bits, std::uint32_t base, CsvIndex& out) {
  const auto n = static_cast<std::size_t>(__builtin_popcountll(bits));
  std::uint32_t* to = out.ends.data() + out.count;
  out.count += n;
  for (std::size_t done = 0; done < n; done += 8) {
    for (int i = 0; i < 8; ++i) {
      constexpr std::uint64_t stop = std::uint64_t{1} << 63;  // where no bit is left
      *to++ = base + static_cast<std::uint32_t>(__builtin_ctzll(bits | stop));
      bits &= bits - 1;
    }
  }
}

HWY_INLINE void make_room(CsvIndex& out) {
  if (out.ends.size() < out.count + 128) out.ends.resize(out.ends.size() * 2 + 128);
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

HWY_ATTR void index_text(std::string_view text, char delimiter, CsvIndex& out) {
  const Bytes tag;
  const Vector line_feed = hn::Set(tag, '\n');
  const Vector carriage_return = hn::Set(tag, '\r');
  const Vector quote = hn::Set(tag, '"');
  const Vector mark = hn::Set(tag, static_cast<std::uint8_t>(delimiter));
  CsvIndexState state;
  out.count = out.records = out.line_feeds = 0;
  for (std::size_t i = 0; i < text.size(); i += 64) {
    const char* at = text.data() + i;
    const std::size_t left = text.size() - i;
    const std::uint64_t within = left < 64 ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{0};
    const CsvMasks masks{bits_where_equal(at, line_feed) & within,
                         bits_where_equal(at, carriage_return) & within,
                         bits_where_equal(at, mark) & within, bits_where_equal(at, quote) & within};
    make_room(out);
    append(ends_of(masks, within, state, out), static_cast<std::uint32_t>(i), out);
  }
  out.is_plain = state.faults == 0;
}

}  // namespace HWY_NAMESPACE
}  // namespace csm
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace csm {

const std::vector<CsvIndexer>& csv_indexers() {
  static const std::vector<CsvIndexer> all = [] {
    std::vector<CsvIndexer> found;
#if HWY_TARGETS & HWY_AVX3_DL
    // VAES is in this target too, but nothing here encrypts, and clang 14 does not know the word.
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512bitalg") &&
        __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("vpclmulqdq") &&
        __builtin_cpu_supports("gfni")) {
      found.push_back({"avx3_dl", N_AVX3_DL::index_text});
    }
#endif
#if HWY_TARGETS & HWY_AVX3
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd")) {
      found.push_back({"avx3", N_AVX3::index_text});
    }
#endif
#if HWY_TARGETS & HWY_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma")) {
      found.push_back({"avx2", N_AVX2::index_text});
    }
#endif
#if HWY_TARGETS & HWY_SSE4
    if (__builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") &&
        __builtin_cpu_supports("aes")) {
      found.push_back({"sse4", N_SSE4::index_text});
    }
#endif
    found.push_back({"baseline", HWY_NAMESPACE::index_text});
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
