#pragma once

#include <span>
#include <string>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// Figures one after another as a line of characters, the higher the greater, from the least of
/// them (of amounts and shares from 0) to the greatest; a blank where one is absent. Of very many
/// the last ones.
std::string sparkline(std::span<const Quantity> values, const Screen& screen);

/// A figure as a bar; `longest` fills the width. Empty below 0.
std::string bar(const Quantity& value, double longest, std::size_t width, const Screen& screen);

/// A difference with its sign: "+2.1", "-12.00", "0.0".
std::string signed_number(const Quantity& difference);

/// How a figure changed and since when, in words: "up 2.1 points from 4.3 % in April 2026; 95 %
/// interval -1.0 .. 5.2, so it may be chance".
std::string change_in_words(const Change& change);

}  // namespace csm
