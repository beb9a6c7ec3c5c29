#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "csm/encoding.hpp"
#include "io/byte_source.hpp"

namespace csm {

/// The encoding that a byte order mark of UTF-16 tells.
std::optional<Encoding> encoding_of(std::string_view head);

/// Whether a beginning of a text is ASCII, or has some character of UTF-8 beyond it: other bytes
/// are strays, then. Single bytes of another encoding hardly ever make up one.
bool looks_like_utf8(std::string_view head);

/// The text of a source in UTF-8, whatever it was written in; `is_guess` where nobody told.
///
/// UTF-16 is of the end that its byte order mark tells; without one of the end by which its first
/// character is ASCII. A byte that Windows-1252 does not define stands for the control character of
/// its number. It cannot be read at any place, so it has no size.
/// Errors  where bytes are read: Error{refused} with the place for half a character of UTF-16
std::unique_ptr<ByteSource> decoded(std::unique_ptr<ByteSource> bytes, Encoding encoding,
                                    bool is_guess);

}  // namespace csm
