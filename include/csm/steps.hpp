#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "csm/period.hpp"

namespace csm {

/// The calendar's units that a series goes by.
enum class Grain : std::uint8_t { day, week, month, quarter, year };

/// "month": as it is typed.
std::string_view name(Grain grain);

/// Reads `day`, `week`, `month`, `quarter` or `year`. Error{usage} with `asked_by` in front that
/// names them.
Grain read_grain(std::string_view text, const std::string& asked_by);

/// The unit of the calendar that holds a day, with its label: 2026-05-03, 2026-W18 (ISO week, from
/// Monday), 2026-05, 2026-Q2, 2026.
Period unit_of(Date day, Grain grain);

/// A period's steps in the order of time. Units that the period holds only in part are cut to it,
/// and then called by their days: 2026-05-10..2026-05-31.
///
/// Errors  Error{usage} for more steps than anybody looks at
std::vector<Period> steps_of(const Period& period, Grain grain);

/// The period right before one, as long: the month before a month, the quarter before a quarter,
/// the months before whole months; before other days as many days.
Period before(const Period& period);

}  // namespace csm
