#include "zones/zone_module.hpp"

#include <date/tz.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

/// What this machine calls its own zone: with it the same file would not read alike everywhere.
constexpr std::string_view of_this_machine = "localtime";

/// Where date, too, looks for the system's data.
const std::string folder_of_zones = "/usr/share/zoneinfo/";

/// Errors  what the library throws, also where the data of zones is there but holds none
const date::tzdb& all_zones() {
  const date::tzdb& all = date::get_tzdb();
  if (all.zones.empty()) throw std::runtime_error("the data of time zones is empty");
  return all;
}

/// Null where there is no zone of that name.
const date::time_zone* find_zone(std::string_view name) {
  all_zones();  // what fails below is then the name
  try {
    return name == of_this_machine ? nullptr : date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

/// The last line of a zone's file: date reads the steps before it and passes it over. Empty where
/// the file is of the first version of its form, which has none.
std::string rule_of(const date::time_zone& zone) {
  std::ifstream file(folder_of_zones + zone.name(), std::ios::binary);
  const std::string data{std::istreambuf_iterator<char>(file), {}};
  const bool has_rule =
      data.starts_with("TZif") && data.size() > 44 && data[4] != '\0' && data.ends_with('\n');
  if (!has_rule) return "";
  const std::size_t begin = data.rfind('\n', data.size() - 2) + 1;
  return data.substr(begin, data.size() - 1 - begin);
}

}  // namespace

extern "C" CsmZoneAnswer csm_zone_steps(const char* name, CsmTakeZoneStep take,
                                        CsmTakeZoneText take_rule, CsmTakeZoneText take_fault,
                                        void* to) try {
  const date::time_zone* zone = find_zone(name);
  if (zone == nullptr) return csm_zone_unknown;
  const date::sys_seconds first = date::sys_days{date::year{1} / 1 / 1};
  const date::sys_seconds last = date::sys_days{date::year{9999} / 12 / 31};
  for (date::sys_seconds at = first; at < last;) {
    const date::sys_info info = zone->get_info(at);
    take(to, info.begin.time_since_epoch().count(), static_cast<std::int32_t>(info.offset.count()));
    at = info.end;
  }
  take_rule(to, rule_of(*zone).c_str());
  return csm_zone_known;
} catch (const std::exception& error) {
  take_fault(to, error.what());
  return csm_zone_data_missing;
}

extern "C" CsmZoneAnswer csm_zone_names(CsmTakeZoneText take, CsmTakeZoneText take_fault,
                                        void* to) try {
  for (const date::time_zone& zone : all_zones().zones) {
    if (zone.name() != of_this_machine) take(to, zone.name().c_str());
  }
  return csm_zone_known;
} catch (const std::exception& error) {
  take_fault(to, error.what());
  return csm_zone_data_missing;
}
