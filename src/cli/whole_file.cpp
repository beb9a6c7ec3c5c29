#include "cli/whole_file.hpp"

#include "io/byte_source.hpp"
#include "io/compressed_bytes.hpp"

namespace csm::cli {

NamedText whole_file(const std::string& path) {
  auto bytes = open_bytes(path);
  const auto compression = compression_of(*bytes);
  bytes = unpacked(std::move(bytes), compression);
  NamedText text{bytes->name(), ""};
  char buffer[1 << 14];
  while (const std::size_t n = bytes->read(buffer, sizeof buffer)) text.text.append(buffer, n);
  return text;
}

}  // namespace csm::cli
