#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "csm/question.hpp"
#include "io/source_pass.hpp"
#include "io/table.hpp"

namespace csm {

/// Rows' own ids of all sources, by the field that holds them.
using IdsByField = std::map<std::string_view, IdWatch>;

/// What the reader of the figures must know of what a pass found: ids on more than one row, ids of
/// customers that are alike, pages of a list that are missing, and that nobody has left.
std::vector<std::string> warnings_of(const Findings& found, const IdsByField& ids,
                                     const OpenTable& table, const Question& question);

/// That a file is one page of several, as the member of that name says.
std::string further_pages_in_words(const std::string& sign);

/// What must be known of a file by its places: where bytes that are none of UTF-8 begin, how many
/// they are and what becomes of them; where cells name several customers.
std::vector<std::string> warnings_of_file(const Findings& found);

}  // namespace csm
