#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csm/result.hpp"

namespace csm {

/// Figures of one kind by steps, in the order of time, as a picture in a page: a line, the band of
/// their intervals, hollow points where a step is partial, a gap where a figure is absent. It has a
/// title and tells in words what it shows. Empty where fewer than two figures are there.
std::string trend_chart(const std::vector<const Result*>& steps, std::string_view title);

/// The line alone, small, for eyes only: beside a figure that words tell of.
std::string small_trend(const std::vector<const Result*>& steps);

}  // namespace csm
