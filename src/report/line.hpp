#pragma once

#include <string>
#include <string_view>

#include "csm/result.hpp"

// What the lines of the text output are made with.

namespace csm {

inline constexpr std::size_t line_width = 78;

/// Characters on screen, one a code point.
std::size_t width_of(std::string_view text);

/// A text that begins at `column`, broken at blanks to `width`; further lines are set in by
/// `indent`.
std::string wrapped(std::string_view text, std::size_t column, std::size_t indent,
                    std::size_t width);

/// Left and right in one line, or in two where they do not fit.
std::string spread(const std::string& left, const std::string& right, std::string_view indent);

/// "  text", broken to the line's width; what follows is set in by two more.
std::string paragraph(std::string_view text);

/// A list under its title, a line a row, and how many rows or columns more there are. Where the
/// names of its columns take too much room they stand in several lines, a word each; a column that
/// does not fit even so is left to the other formats.
std::string list_text(const Listing& list);
/// The same where what comes first matters most: the last columns that do not fit are named below.
std::string narrow_list(Listing list);
/// The same with all its rows, columns and texts, however long the lines.
std::string whole_list(const Listing& list);
/// Whether a list's columns fit in a line without cutting any text.
bool fits_in_line(const Listing& list);

}  // namespace csm
