#pragma once

#include <string>
#include <string_view>

namespace csm {

/// Text of the input, made safe for a screen: control characters (C0, C1, DEL), direction marks and
/// bytes that are no UTF-8 stand as escapes such as \x1b or \u202e.
std::string shown(std::string_view text);

/// Whether the bytes are UTF-8.
bool is_utf8(std::string_view text);
/// How many bytes stand before the first that is none of a character of UTF-8.
std::size_t utf8_size(std::string_view text);

/// The same between quotes and cut to about 60 characters, for messages.
std::string in_quotes(std::string_view text);

}  // namespace csm
