#pragma once

#include <string>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// A list with shares by age under its title: a line a row, shares in whole percents, blank where
/// they are not known, ages side by side as far as the line goes.
///
/// In a pipe or file nothing is left out: further ages stand in a further block below. On a
/// terminal there is one block of the last rows, and how many there are besides; with colours the
/// shares have backgrounds from the least, pale, to the greatest, strong.
std::string heat_map_text(const Listing& list, const Screen& screen);

}  // namespace csm
