#pragma once

#include <string>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// A table with its columns' names: values with commas, or tabs, between them. Numbers are plain,
/// and what a spreadsheet would take for a formula has a ' in front.
std::string to_csv(const Listing& table, const Screen& screen);
std::string to_tsv(const Listing& table, const Screen& screen);

/// A table of Markdown, with numbers for people.
std::string to_markdown(const Listing& table);

/// A text of the data as programs take it, as UTF-8; on a terminal, which would obey characters
/// that steer it, as it is shown.
std::string legible(const std::string& text, const Screen& screen);

/// A text that Markdown takes for nothing else.
std::string markdown_text(const std::string& text);

}  // namespace csm
