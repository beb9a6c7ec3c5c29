#pragma once

#include <string>
#include <string_view>

namespace csm::test {

/// One member of gzip, as zlib writes it.
std::string gzip_of(std::string_view text, int level = 6);

/// One frame of zstd, with a checksum.
std::string zstd_of(std::string_view text, int level = 3);

/// One frame of zstd that does not tell how long it is, made for a window of so many bits.
std::string zstd_of_window(std::string_view text, int window_bits);

/// A frame that is to be skipped.
std::string skippable_frame(std::string_view content);

}  // namespace csm::test
