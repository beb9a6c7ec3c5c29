#pragma once

#include <string>
#include <string_view>

namespace csm {

/// An id as it would be written plainly: without a spreadsheet's protection (`="a"`), characters
/// that nobody sees, blanks around it and decimals of nothing (`7.0`); with plain blanks and
/// hyphens, and accents as one character with their letter.
///
/// Ids of more than 255 bytes and those that are no UTF-8 keep their characters.
/// Cost  some hundred nanoseconds
std::string plain_id(std::string_view id);

/// Whether some character of an id that is not all ASCII may be another one once it is plain. Most
/// letters of most scripts may not.
bool has_unplain_character(std::string_view id);

/// Whether an id of ASCII alone may not be plain. Without branches that an id decides.
inline bool is_protected_or_decimal(std::string_view id) {
  if (id.size() < 3) return false;
  const char* end = id.data() + id.size();
  const bool is_protected = id.front() == '=';
  const bool is_decimal = ((end[-2] ^ '.') | (end[-1] ^ '0')) == 0;
  return is_protected | is_decimal;
}

}  // namespace csm
