#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "csm/run.hpp"
#include "io/scanner.hpp"
#include "presets/preset.hpp"

namespace csm {

struct OpenSource;

/// In which time zone the times of a column are written that say no offset.
struct ColumnZone {
  std::shared_ptr<const TimeZone> zone;     ///< null: nobody says it
  std::string_view told_by;                 ///< "its header", for people
  std::string unknown;                      ///< what a header says in place of a zone
  std::shared_ptr<BareTimes> bare_times{};  ///< to be told of such times
};

/// As the column's header says it, else another place of the file, else the preset, which may be
/// null.
///
/// Errors  Error{failed} where zones cannot be looked up
ColumnZone zone_of_column(const Scanner& scanner, std::size_t column, const Preset* preset);

/// Has the dates of all sources brought to the zone of --timezone, if it is given.
///
/// Errors  as above
void settle_zones(std::vector<OpenSource>& sources, const Reading& reading);

/// Whose days dates are.
std::string note_on_days(const TimeZone& zone);
/// What becomes of a source's times that say no offset, and who says so, once its rows were read;
/// nothing without --timezone, and of columns that have no such times.
std::vector<std::string> notes_on_zones(const OpenSource& source);

}  // namespace csm
