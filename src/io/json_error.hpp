#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace csm {

struct JsonError {
  std::size_t offset;
  const char* message;  ///< "a comma or } is missing here"
};

/// Where and why a text is no JSON value (RFC 8259); nothing where csm finds no fault.
///
/// The parser that reads the values says that something is wrong, not where; this looks for the
/// place afterwards, on the way to an error message only.
std::optional<JsonError> find_json_error(std::string_view text);

}  // namespace csm
