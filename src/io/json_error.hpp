#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csm {

class JsonFeed;

struct JsonError {
  std::uint64_t offset;
  const char* message;  ///< "a comma or } is missing here"
};

/// Where and why a text is no JSON value (RFC 8259); nothing where csm finds no fault.
///
/// The parser that reads the values says that something is wrong, not where; this looks for the
/// place afterwards, on the way to an error message only.
std::optional<JsonError> find_json_error(std::string_view text);
/// The same for what lies before a feed, with the offset in its file; holds none of it.
std::optional<JsonError> find_json_error(JsonFeed& feed);

/// "is not JSON: a comma or } is missing here".
std::string json_fault(const std::optional<JsonError>& error);

}  // namespace csm
