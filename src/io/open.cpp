#include "io/open.hpp"

#include <array>

#include "csm/error.hpp"
#include "io/csv_scanner.hpp"
#include "io/json_scanner.hpp"

namespace csm {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  const char* advice;
};

constexpr std::array<Signature, 8> unreadable = {{
    {"\xff\xfe"sv, "is UTF-16; save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8"},
    {"\xfe\xff"sv, "is UTF-16; save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8"},
    {"\x1f\x8b"sv, "is compressed by gzip; unpack it: gunzip -c FILE | csm ... --from -"},
    {"\x28\xb5\x2f\xfd"sv, "is compressed by zstd; unpack it: zstd -dc FILE | csm ... --from -"},
    {"PK\x03\x04"sv, "is a ZIP archive or a spreadsheet; unpack it, or export it as CSV"},
    {"\xd0\xcf\x11\xe0"sv, "is an old Excel workbook; export it as CSV"},
    {"%PDF"sv, "is a PDF; export the data as CSV"},
    {"PAR1"sv, "is a Parquet file; export it as CSV or NDJSON"},
}};

bool begins_markup(std::string_view text) {
  std::string head(text.substr(0, 16));
  for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  for (const std::string_view tag : {"<!doctype"sv, "<html"sv, "<?xml"sv, "<head"sv, "<table"sv}) {
    if (head.starts_with(tag)) return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<Scanner> open_scanner(std::unique_ptr<ByteSource> bytes, const Dialect& dialect,
                                      std::size_t block_size) {
  std::array<char, 4096> buffer;
  std::size_t size = 0;
  while (size < buffer.size()) {
    const std::size_t n = bytes->read(buffer.data() + size, buffer.size() - size);
    if (n == 0) break;
    size += n;
  }
  bytes->restart();
  std::string_view head(buffer.data(), size);
  for (const Signature& signature : unreadable) {
    if (head.starts_with(signature.bytes)) refuse(bytes->name(), signature.advice);
  }
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos && size < buffer.size()) {
    refuse(bytes->name(), bytes->name() == "standard input"
                              ? "is empty; give --from FILE, or pipe an export into csm"
                              : "is empty: not even a header line");
  }
  if (first != std::string_view::npos) head.remove_prefix(first);
  if (begins_markup(head)) {
    refuse(bytes->name(),
           "is a web page (HTML or XML), not the data; was it downloaded without "
           "being signed in?");
  }
  if (head.find('\0') != std::string_view::npos) {
    refuse(bytes->name(), "holds NUL bytes, so it is binary or UTF-16, not text csm can read");
  }
  if (head.starts_with('{') || head.starts_with('[')) {
    if (dialect.delimiter != '\0') {
      usage_error("--delimiter", bytes->name() + " is JSON, which has none");
    }
    return std::make_unique<JsonScanner>(std::move(bytes), dialect, block_size);
  }
  return std::make_unique<CsvScanner>(std::move(bytes), dialect, block_size);
}

}  // namespace csm
