#include "support/compressed.hpp"

#include <zlib.h>
#include <zstd.h>

#include <stdexcept>

namespace csm::test {

std::string gzip_of(std::string_view text, int level) {
  z_stream stream{};
  deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int status = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::logic_error("zlib packed a part only");
  return packed;
}

namespace {

std::string packed_by(ZSTD_CCtx* context, std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()) + 64, '\0');
  ZSTD_outBuffer out{packed.data(), packed.size(), 0};
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  // Not in one call, so that the frame's header is written before the size is known.
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush);
  const std::size_t left = ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  if (left != 0) throw std::logic_error("zstd packed a part only");
  packed.resize(out.pos);
  return packed;
}

}  // namespace

std::string zstd_of(std::string_view text, int level) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  return packed_by(context, text);
}

std::string zstd_of_window(std::string_view text, int window_bits) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_bits);
  return packed_by(context, text);
}

std::string skippable_frame(std::string_view content) {
  std::string frame = "\x53\x2a\x4d\x18";
  for (int shift = 0; shift < 32; shift += 8) {
    frame += static_cast<char>(content.size() >> shift & 0xff);
  }
  return frame + std::string(content);
}

}  // namespace csm::test
