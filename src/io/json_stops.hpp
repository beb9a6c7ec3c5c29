#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace csm {

/// Whether a text value of JSON does not simply go on at a byte: it ends, escapes something, or may
/// not hold the byte.
constexpr bool is_json_stop(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// Where the stops of a piece of JSON stand, found 64 bytes at a time.
///
/// LFs are among them, so lines end at stops. What a stop means is for the reader to tell: it knows
/// whether it stands in a text value.
struct JsonStops {
  /// Offsets in order; behind the last stands the size of the piece. See `count`.
  std::vector<std::uint32_t> offsets;
  std::size_t count = 0;       ///< of `offsets` that are stops
  std::size_t line_feeds = 0;  ///< how many of them
  bool is_ascii = true;        ///< all bytes
};

/// Bytes that may be read behind a piece that is looked at; what they are does not matter.
inline constexpr std::size_t json_stops_slack = 64;

/// One implementation of the search, for a kind of processor.
struct JsonStopFinder {
  std::string_view name;  ///< "avx2"
  void (*find)(std::string_view piece, JsonStops& out);
};

/// Those that this processor can run, the fastest first; the last goes byte by byte and says what
/// the others must find.
const std::vector<JsonStopFinder>& json_stop_finders();

/// By the fastest. Requires a piece of less than 2^32 bytes with `json_stops_slack` bytes behind
/// it.
void find_json_stops(std::string_view piece, JsonStops& out);

}  // namespace csm
