#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace csm {

using Json = nlohmann::ordered_json;

/// A text of the data as it is; bytes that are no UTF-8, which JSON cannot hold, are escaped.
std::string json_text_of(const std::string& text);

/// The document, indented, with those characters escaped that are not to be seen on a screen, and a
/// line end.
std::string printed(const Json& json);
/// The same in one line.
std::string printed_in_line(const Json& json);

}  // namespace csm
