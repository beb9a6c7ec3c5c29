#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/result.hpp"

// What pages are made with.

namespace csm {

/// A text of the data, made safe for a page, in an element as well as in an attribute's quotes:
/// it is shown as it stands and is never markup.
std::string html(std::string_view text);

/// The same of text with lines, which stay.
std::string html_lines(std::string_view text);

/// <p class="...">text</p>; no class where it is empty.
std::string html_paragraph(std::string_view text, std::string_view its_class = "");

/// The class of a large figure: the longer its text, the smaller.
std::string_view value_class(std::string_view text);

/// A table with a row a thing under its title, all of its columns; names of columns with blanks for
/// underscores. At most so many rows, and then how many more there are.
std::string html_table(const Listing& list, std::size_t most_rows);

/// Labels, numbers and remarks.
std::string html_table(const Table& table);

/// A list with shares by age: the greater a share, the stronger its background.
std::string html_heat_map(const Listing& list);

/// A whole page with the style of csm's, which asks for nothing else: no script, no font, no
/// picture, and it forbids all of them.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace csm
