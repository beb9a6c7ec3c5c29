#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <new>

#include "io/decompressor.hpp"

namespace csm {
namespace {

/// Frames of zstd, one behind the other, and such that are to be skipped.
class ZstdDecompressor final : public Decompressor {
 public:
  explicit ZstdDecompressor(std::string name) : Decompressor(std::move(name)) {
    if (!context_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, window_bits);
  }

 private:
  /// What the zstd program takes unasked: windows up to 128 MB.
  static constexpr int window_bits = 27;
  /// Enough to see how a frame goes on.
  static constexpr std::size_t least_frame = 5;

  Step step(std::string_view from, char* to, std::size_t room) override {
    if (from.empty() && is_between_frames_) return {};
    if (is_between_frames_ && !is_first_ && !may_begin_frame(from.front())) refuse_surplus();
    is_between_frames_ = false;
    // A block at a time, and what is left of the one before first: where a block is damaged, zstd
    // does not tell what it has written before it in the same call.
    const std::size_t size = has_more_to_write_ ? 0 : std::min(from.size(), wanted_);
    ZSTD_inBuffer in{from.data(), size, 0};
    ZSTD_outBuffer out{to, room, 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(left) != 0) refuse_frame(ZSTD_getErrorCode(left));
    has_more_to_write_ = out.pos == room && left != 0;
    wanted_ = left;
    if (left == 0) end_frame();
    return {in.pos, out.pos};
  }

  void end_frame() {
    is_between_frames_ = true;
    is_first_ = false;
    wanted_ = least_frame;
  }

  static bool may_begin_frame(char first) {
    return first == '\x28' || (static_cast<unsigned char>(first) & 0xf0) == 0x50;
  }

  [[noreturn]] void refuse_frame(ZSTD_ErrorCode code) const {
    switch (code) {
      case ZSTD_error_memory_allocation:
        throw std::bad_alloc();
      case ZSTD_error_checksum_wrong:
        refuse_damage("does not fit its checksum");
      case ZSTD_error_prefix_unknown:
        if (!is_first_) refuse_surplus();
        refuse_damage("cannot be unpacked");
      case ZSTD_error_frameParameter_windowTooLarge:
        refuse_unread(
            "is packed by zstd with a window of more than 128 MB, which csm does not hold in "
            "memory; unpack it: zstd -dc --long=31 FILE | csm ... --from -");
      case ZSTD_error_dictionary_wrong:
        refuse_unread(
            "is packed by zstd with a dictionary, which csm has not; unpack it: zstd -dc -D "
            "DICTIONARY FILE | csm ... --from -");
      default:
        refuse_damage("cannot be unpacked");
    }
  }

  bool may_end() const override { return is_between_frames_ && !is_first_; }

  void reset() override {
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    is_between_frames_ = is_first_ = true;
    has_more_to_write_ = false;
    wanted_ = least_frame;
  }

  Compression compression() const override { return Compression::zstd; }

  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  std::unique_ptr<ZSTD_DCtx, Free> context_{ZSTD_createDCtx()};
  bool is_between_frames_ = true;
  bool is_first_ = true;  ///< frame
  bool has_more_to_write_ = false;
  std::size_t wanted_ = least_frame;  ///< bytes to take next
};

}  // namespace

std::unique_ptr<Decompressor> make_zstd_decompressor(std::string name) {
  return std::make_unique<ZstdDecompressor>(std::move(name));
}

}  // namespace csm
