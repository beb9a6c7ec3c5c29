// The places of set bits, for each of Highway's targets: included once a target, in its turn.

#if defined(CSM_PLACES_TARGET) == defined(HWY_TARGET_TOGGLE)
#ifdef CSM_PLACES_TARGET
#undef CSM_PLACES_TARGET
#else
#define CSM_PLACES_TARGET
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace csm {
namespace HWY_NAMESPACE {

/// Writes the places of the bits in order, bit 0 being at `base`, and up to 64 words behind the
/// last; returns where the next go.
HWY_INLINE std::uint32_t* write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* to) {
  const auto n = static_cast<std::size_t>(__builtin_popcountll(bits));
#if HWY_TARGET == HWY_AVX3_DL
  alignas(64) static constexpr std::uint8_t places[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  __m512i found = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(places));
  const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
  std::size_t done = 0;
  do {  // also where no bit is set: that is harder to foresee than that few are
    const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));
    _mm512_storeu_si512(to + done, _mm512_add_epi32(wide, bases));
    found = _mm512_alignr_epi64(found, found, 2);
    done += 16;
  } while (done < n);
#else
  std::uint32_t* next = to;
  for (std::size_t done = 0; done < n; done += 8) {
    for (int i = 0; i < 8; ++i) {
      constexpr std::uint64_t stop = std::uint64_t{1} << 63;  // where no bit is left
      *next++ = base + static_cast<std::uint32_t>(__builtin_ctzll(bits | stop));
      bits &= bits - 1;
    }
  }
#endif
  return to + n;
}

}  // namespace HWY_NAMESPACE
}  // namespace csm
HWY_AFTER_NAMESPACE();

#endif
