#include "io/plain_id.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "csm/records/cell.hpp"

namespace csm {
namespace {

constexpr std::size_t longest_changed = 255;

/// Without `="` in front and `"` behind, which keep a spreadsheet from taking an id for a number.
std::string_view without_protection(std::string_view id) {
  const bool is_protected = id.size() > 3 && id.starts_with("=\"") && id.ends_with('"');
  return is_protected ? id.substr(2, id.size() - 3) : id;
}

std::string with_plain_characters(std::string_view id) {
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                          UTF8PROC_IGNORE | UTF8PROC_LUMP);
  utf8proc_uint8_t* plain = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(id.data()),
                                 static_cast<utf8proc_ssize_t>(id.size()), &plain, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(plain, &std::free);
  if (size < 0) return std::string(id);
  return {reinterpret_cast<const char*>(plain), static_cast<std::size_t>(size)};
}

/// A whole number without the decimals that a spreadsheet or a program has added.
std::string_view without_decimals(std::string_view id) {
  const std::size_t point = id.find('.');
  if (point == 0 || point == std::string_view::npos) return id;
  const bool is_whole = id.find_first_not_of("0123456789") == point && point + 1 < id.size() &&
                        id.find_first_not_of('0', point + 1) == std::string_view::npos;
  return is_whole ? id.substr(0, point) : id;
}

}  // namespace

bool has_unplain_character(std::string_view id) {
  if (id.size() > longest_changed) return false;
  // What begins the UTF-8 of no-break spaces, of marks, of dashes and blanks, of byte order marks.
  return std::any_of(id.begin(), id.end(), [](char c) {
    return c == '\xc2' || c == '\xcc' || c == '\xcd' || c == '\xe2' || c == '\xef';
  });
}

std::string plain_id(std::string_view id) {
  std::string plain(without_protection(id));
  if (has_unplain_character(plain)) plain = with_plain_characters(plain);
  return std::string(without_decimals(trimmed(plain)));
}

}  // namespace csm
