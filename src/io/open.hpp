#pragma once

#include <memory>

#include "io/byte_source.hpp"
#include "io/scanner.hpp"

namespace csm {

/// The scanner for what the bytes turn out to be, whatever the file is called: JSON begins with a
/// bracket, anything else that is text is delimited. What gzip or zstd have compressed is unpacked.
/// Text that is marked as UTF-16 is decoded, and so is delimited text whose first 64 KB are
/// beyond ASCII and nowhere UTF-8: it is taken for Windows-1252. Other stray bytes stay as they
/// are.
///
/// Errors  Error{refused} for an empty file and for what is no text: files compressed in other ways
/// or twice, spreadsheets, HTML pages, binary; each says what to do instead
std::unique_ptr<Scanner> open_scanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
                                      std::size_t block_size);

}  // namespace csm
