#include "io/find_zone.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"
#include "zone_rule.hpp"
#include "zones/zone_module.hpp"

namespace csm {
namespace {

constexpr const char* what_to_do =
    "; UTC and offsets such as +02:00 are known without, and --timezone can be left out";

/// csm's part that knows the world's zones, loaded until the program ends.
class ZoneModule {
 public:
  /// Errors  Error{failed} where it is not there, or the library that it needs is not
  ZoneModule() {
    void* const module = open();
    steps = reinterpret_cast<CsmZoneSteps*>(::dlsym(module, "csm_zone_steps"));
    names = reinterpret_cast<CsmZoneNames*>(::dlsym(module, "csm_zone_names"));
    if (steps == nullptr || names == nullptr) {
      throw Error(ErrorCode::failed, "time zones", "csm and its module of zones do not fit");
    }
  }

  CsmZoneSteps* steps;
  CsmZoneNames* names;

 private:
  /// Beside the program, as it is built or as it is installed; else where the system's loader
  /// looks, for programs that only have csm's library in them.
  static void* open() {
    std::error_code no_proc;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", no_proc);
    const std::filesystem::path beside = program.parent_path();
    std::string fault;
    for (const std::string& path : {(beside / CSM_MODULES / CSM_ZONE_MODULE).string(),
                                    (beside / CSM_MODULES_FROM_BIN / CSM_ZONE_MODULE).string(),
                                    std::string(CSM_ZONE_MODULE)}) {
      if (void* const module = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return module;
      const std::string what = ::dlerror();
      if (fault.empty() || std::filesystem::exists(path, no_proc)) fault = what;
    }
    throw Error(ErrorCode::failed, "time zones",
                "csm's module of zones cannot be loaded: " + shown(fault) + what_to_do);
  }
};

const ZoneModule& zone_module() {
  static const ZoneModule module;
  return module;
}

/// What a call of the module gives; `fault` where the data is missing.
struct Given {
  std::vector<ZoneOffsets::Step> steps;
  std::string rule;  ///< behind the last step
  std::vector<std::string> names;
  std::string fault;
};

void take_step(void* to, std::int64_t begin, std::int32_t offset) {
  static_cast<Given*>(to)->steps.push_back({begin, offset});
}
void take_rule(void* to, const char* text) { static_cast<Given*>(to)->rule = text; }
void take_name(void* to, const char* name) { static_cast<Given*>(to)->names.emplace_back(name); }
void take_fault(void* to, const char* text) {
  std::string& fault = static_cast<Given*>(to)->fault;
  fault = text;
  while (fault.ends_with('\n')) fault.pop_back();
}

void refuse_missing_data(CsmZoneAnswer answer, const Given& given) {
  if (answer != csm_zone_data_missing) return;
  throw Error(ErrorCode::failed, "time zones",
              "the system's data of time zones (tzdata) cannot be read: " + shown(given.fault) +
                  what_to_do);
}

/// Without regard to case, and with blanks for underscores.
std::string lowered(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    if (c == ' ') c = '_';
  }
  return text;
}

/// Of a zone's name the place: "Berlin" of "Europe/Berlin".
std::string_view place_of(std::string_view name) { return name.substr(name.rfind('/') + 1); }

/// "PST", "CEST".
bool is_abbreviation(std::string_view word) {
  return !word.empty() && word.size() <= 5 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// ". Did you mean Europe/Berlin?": zones of that place, or else the one whose name or place is
/// nearest. An abbreviation is near to others, but seldom to what was meant.
std::string nearest_zones(std::string_view word) {
  if (is_abbreviation(word)) return "; abbreviations are none, for several zones have the same";
  Given given;
  refuse_missing_data(zone_module().names(take_name, take_fault, &given), given);
  const std::string wanted = lowered(word);
  std::vector<std::string_view> found;
  std::vector<std::string_view> places;
  for (const std::string& name : given.names) {
    places.push_back(place_of(name));
    if (lowered(name) == wanted || lowered(place_of(name)) == wanted) found.push_back(name);
  }
  if (found.empty()) {
    const std::vector<std::string_view> names(given.names.begin(), given.names.end());
    if (const auto near = nearest(word, names); !near.empty()) found.push_back(near);
    const auto near_place = std::find(places.begin(), places.end(), nearest(word, places));
    if (near_place != places.end() && found.empty()) {
      found.push_back(names[static_cast<std::size_t>(near_place - places.begin())]);
    }
  }
  return found.empty() ? "" : fmt::format(". Did you mean {}?", fmt::join(found, " or "));
}

}  // namespace

std::shared_ptr<const TimeZone> find_zone(std::string_view name) {
  if (auto fixed = TimeZone::of_offset(name)) {
    return std::make_shared<const TimeZone>(*std::move(fixed));
  }
  const std::string text(name);
  Given given;
  const CsmZoneAnswer answer =
      zone_module().steps(text.c_str(), take_step, take_rule, take_fault, &given);
  refuse_missing_data(answer, given);
  if (answer == csm_zone_unknown) return nullptr;
  const auto further = steps_by_rule(given.rule, given.steps.back().begin);
  given.steps.insert(given.steps.end(), further.begin(), further.end());
  return std::make_shared<const TimeZone>(text, given.steps);
}

std::shared_ptr<const TimeZone> zone_asked_for(std::string_view name) {
  if (auto zone = find_zone(name)) return zone;
  usage_error("--timezone",
              in_quotes(name) +
                  " is no time zone; write one of IANA's, as Europe/Berlin, or UTC, or an "
                  "offset from it, as +02:00" +
                  nearest_zones(name));
}

}  // namespace csm
