#pragma once

#include <string_view>
#include <vector>

#include "csm/time_zone.hpp"

namespace csm {

/// The steps behind an instant, to the end of the year 9999, of a rule that holds from then on, as
/// the files of time zones have it at their end (POSIX TZ, RFC 9636 section 3.3):
/// "CET-1CEST,M3.5.0,M10.5.0/3". None where the rule knows no daylight saving, or is none.
std::vector<ZoneOffsets::Step> steps_by_rule(std::string_view rule, std::int64_t after);

}  // namespace csm
