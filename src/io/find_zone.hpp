#pragma once

#include <memory>
#include <string_view>

#include "csm/time_zone.hpp"

namespace csm {

/// The time zone of that name: UTC, an offset such as `+02:00`, or one of IANA's, as
/// `Europe/Berlin`; null where there is none. Only the last need csm's module of zones and the
/// system's data, which are loaded at the first call that does.
///
/// Errors  Error{failed} where the module or the data is missing
std::shared_ptr<const TimeZone> find_zone(std::string_view name);

/// The zone that --timezone names.
///
/// Errors  Error{usage} where there is none, with the nearest names; Error{failed} as above
std::shared_ptr<const TimeZone> zone_asked_for(std::string_view name);

}  // namespace csm
