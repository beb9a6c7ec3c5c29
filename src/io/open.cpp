#include "io/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "csm/error.hpp"
#include "io/compressed_bytes.hpp"
#include "io/csv_scanner.hpp"
#include "io/decoded_bytes.hpp"
#include "io/json_scanner.hpp"

namespace csm {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* advice;
};

constexpr std::array<Signature, 6> unreadable = {{
    {"\xfd\x37zXZ\0"sv, "is compressed by xz; unpack it: xz -dc FILE | csm ... --from -"},
    {"BZh91AY&SY"sv, "is compressed by bzip2; unpack it: bzip2 -dc FILE | csm ... --from -"},
    {"PK\x03\x04"sv, "is a ZIP archive or a spreadsheet; unpack it, or export it as CSV"},
    {"\xd0\xcf\x11\xe0"sv, "is an old Excel workbook; export it as CSV"},
    {"%PDF"sv, "is a PDF; export the data as CSV"},
    {"PAR1"sv, "is a Parquet file; export it as CSV or NDJSON"},
}};

/// So much of a file is looked at to tell what it is.
constexpr std::size_t head_size = 1 << 16;

bool begins_markup(std::string_view text) {
  std::string head(text.substr(0, 16));
  for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  for (const std::string_view tag : {"<!doctype"sv, "<html"sv, "<?xml"sv, "<head"sv, "<table"sv}) {
    if (head.starts_with(tag)) return true;
  }
  return false;
}

/// Names what cannot be read by how it begins, or by how it begins once it is unpacked.
void refuse_unreadable(const std::string& name, std::string_view head,
                       std::optional<Compression> packed) {
  if (packed && compression_of(head)) {
    refuse(name, fmt::format("is compressed twice, and csm unpacks once; unpack it: {} FILE | csm "
                             "... --from -",
                             command_to_unpack(*packed)));
  }
  for (const Signature& signature : unreadable) {
    if (!head.starts_with(signature.bytes)) continue;
    refuse(name, (packed ? "once unpacked " : "") + std::string(signature.advice));
  }
}

/// Refuses text that is no table, by its beginning.
void refuse_no_table(const std::string& name, std::string_view head, bool is_all) {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos && is_all) {
    refuse(name, name == "standard input" ? "is empty; give --from FILE, or pipe an export into csm"
                                          : "is empty: not even a header line");
  }
  if (first != std::string_view::npos && begins_markup(head.substr(first))) {
    refuse(name,
           "is a web page (HTML or XML), not the data; was it downloaded without "
           "being signed in?");
  }
  if (head.find('\0') != std::string_view::npos) {
    refuse(name,
           "holds NUL bytes, so it is binary or UTF-16, not text csm can read; if it is UTF-16, "
           "say --encoding utf-16");
  }
}

/// The first bytes, up to what there is room for; back at the beginning afterwards.
std::string_view read_head(ByteSource& bytes, std::span<char> buffer) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const std::size_t n = bytes.read(buffer.data() + size, buffer.size() - size);
    if (n == 0) break;
    size += n;
  }
  bytes.restart();
  return {buffer.data(), size};
}

}  // namespace

std::unique_ptr<Scanner> open_scanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
                                      std::size_t block_size) {
  const std::optional<Compression> packed = compression_of(*bytes);
  bytes = unpacked(std::move(bytes), packed);
  std::vector<char> buffer(head_size);
  std::string_view head = read_head(*bytes, buffer);
  refuse_unreadable(bytes->name(), head, packed);
  const auto marked = encoding_of(head);
  if (const auto encoding = dialect.encoding ? dialect.encoding : marked) {
    bytes = decoded(std::move(bytes), *encoding, !dialect.encoding);
    head = read_head(*bytes, buffer);
  }
  const bool is_all = head.size() < buffer.size();
  const bool is_utf8 = looks_like_utf8(head);
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  refuse_no_table(bytes->name(), head, is_all);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (head.starts_with('{') || head.starts_with('[')) {
    if (dialect.delimiter != '\0') {
      usage_error("--delimiter", bytes->name() + " is JSON, which has none");
    }
    if (dialect.header_line != 0) {
      usage_error("--header-line", bytes->name() + " is JSON, which has none");
    }
    return std::make_unique<JsonScanner>(std::move(bytes), dialect, block_size);
  }
  if (!is_utf8 && !dialect.encoding) {
    bytes = decoded(std::move(bytes), Encoding::windows_1252, true);
  }
  return std::make_unique<CsvScanner>(std::move(bytes), dialect, block_size);
}

}  // namespace csm
