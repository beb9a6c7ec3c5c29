#pragma once

#include <string>
#include <string_view>

#include "report/overview.hpp"

namespace csm {

/// A figure's part of a page: the figure with its story, pictures and tables. `id` tells it from
/// the page's other parts, `heading` is the element of its title: "h2".
std::string html_section(const OverviewFigure& figure, std::string_view id,
                         std::string_view heading);

/// What each file gave to the figures and what was left out of it, bad rows and warnings.
std::string html_data_section(const Overview& overview);

/// What the figures mean: question, formula, rule, facts, source; each metric once.
std::string html_definitions(const Overview& overview);

}  // namespace csm
