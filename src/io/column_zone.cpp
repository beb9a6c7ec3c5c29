#include "io/column_zone.hpp"

#include <fmt/format.h>

#include <map>

#include "io/find_zone.hpp"
#include "io/match.hpp"
#include "io/table.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// A zone by a name that somebody wrote into a file. Abbreviations are none: IST is the time of
/// India, Ireland or Israel, and many write EST in summer too.
std::shared_ptr<const TimeZone> find_zone_of_file(std::string_view name) {
  const bool is_place = name.find('/') != std::string_view::npos;
  return is_place || TimeZone::of_offset(name) ? find_zone(name) : nullptr;
}

/// Unix time says by itself what instant it is.
bool says_offset(DateReading reading) {
  return reading == DateReading::unix_seconds || reading == DateReading::unix_millis;
}

/// What becomes of a column's times that say no offset.
std::string in_words(const ColumnZone& from) {
  if (from.zone != nullptr) {
    return fmt::format("taken for {}, as {} says", shown(from.zone->name()), from.told_by);
  }
  return from.unknown.empty() ? "taken as they are: nothing says their zone"
                              : fmt::format("taken as they are: {}, which {} says, is no zone",
                                            in_quotes(from.unknown), from.told_by);
}

}  // namespace

ColumnZone zone_of_column(const Scanner& scanner, std::size_t column, const Preset* preset) {
  const std::string_view in_header = zone_in_header(scanner.header()[column]);
  const std::string in_file = scanner.zone_of(column);
  ColumnZone found;
  if (!in_header.empty()) {
    found = {find_zone_of_file(in_header), "the header", ""};
    if (found.zone == nullptr) found.unknown = in_header;
  } else if (!in_file.empty()) {
    found = {find_zone_of_file(in_file), "the row below the header", ""};
    if (found.zone == nullptr) found.unknown = in_file;
  } else if (preset != nullptr && !preset->zone.empty()) {
    found = {find_zone(preset->zone), "the preset", ""};
  }
  return found;
}

void settle_zones(std::vector<OpenSource>& sources, const Reading& reading) {
  if (reading.timezone == nullptr) return;
  for (OpenSource& source : sources) {
    for (Binding::Slot& slot : source.binding.slots) {
      if (!slot.is_date) continue;
      slot.zone = zone_of_column(*source.scanner, slot.column, source.binding.preset);
      slot.rules.zone = reading.timezone.get();
      slot.rules.written_in = slot.zone.zone.get();
      slot.zone.bare_times = std::make_shared<BareTimes>();
      slot.rules.bare_times = slot.zone.bare_times.get();
    }
  }
}

std::string note_on_days(const TimeZone& zone) {
  return fmt::format("days are those of {} (--timezone)", zone.name());
}

std::vector<std::string> notes_on_zones(const OpenSource& source) {
  std::map<std::string, std::vector<std::string>> fields_by_words;
  for (const Binding::Slot& slot : source.binding.slots) {
    const bool has_zone = slot.rules.zone != nullptr && !says_offset(slot.rules.dates);
    if (!has_zone || !slot.zone.bare_times->are_met()) continue;
    fields_by_words[in_words(slot.zone)].emplace_back(slot.name);
  }
  std::vector<std::string> notes;
  for (const auto& [words, fields] : fields_by_words) {
    notes.push_back(fmt::format("times without an offset in {} are {}", joined(fields), words));
  }
  return notes;
}

}  // namespace csm
