#pragma once

#include <memory>
#include <optional>

#include "io/byte_source.hpp"
#include "io/decompressor.hpp"

namespace csm {

/// The compression of what a source holds, by its first bytes; back at the beginning afterwards.
std::optional<Compression> compression_of(ByteSource& bytes);

/// What a source unpacks to that is compressed like that, files and pipes alike; without a
/// compression the source itself.
///
/// Behind the first 64 KB of compressed bytes it is unpacked on a thread of its own. It cannot be
/// read at any place, so it has no size.
/// Errors  where bytes are read: Error{refused} for what is damaged, cut short, or goes on behind
///         its end, behind all bytes that are fine
std::unique_ptr<ByteSource> unpacked(std::unique_ptr<ByteSource> bytes,
                                     std::optional<Compression> compression);

}  // namespace csm
