#include "io/preset_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "csm/error.hpp"
#include "io/match.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::string_view no_preset = "none";

std::ptrdiff_t place_of(std::string_view kind, std::span<const std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) - kinds.begin();
}

bool is_among(std::span<const std::string_view> kinds, std::string_view kind) {
  return place_of(kind, kinds) < std::ssize(kinds);
}

/// How many columns the signature has; 0 where the header lacks one.
std::size_t fit(const Preset& preset, const std::set<std::string>& names) {
  std::size_t columns = 0;
  bool is_whole = true;
  for_each_part(preset.signature, [&](std::string_view name) {
    ++columns;
    is_whole = is_whole && names.contains(name_key(name));
  });
  return is_whole ? columns : 0;
}

}  // namespace

void check_preset(const Reading& reading, std::span<const std::string_view> kinds,
                  std::string_view metric_id) {
  if (reading.preset.empty() || reading.preset == no_preset) return;
  const Preset* preset = find_preset(reading.preset);
  if (preset == nullptr) {
    std::vector<std::string_view> names{no_preset};
    for (const Preset& known : presets()) names.push_back(known.name);
    usage_error("--preset", in_quotes(reading.preset) + " is no preset" +
                                did_you_mean(reading.preset, names) + " (csm presets lists them)");
  }
  if (!is_among(kinds, preset->kind)) {
    usage_error("--preset", fmt::format("{} reads {}, and {} is computed from {}", preset->name,
                                        preset->kind, metric_id, fmt::join(kinds, " or ")));
  }
}

const Preset* choose_preset(std::span<const std::string> header,
                            std::span<const std::string_view> kinds, const Reading& reading) {
  if (reading.preset == no_preset) return nullptr;
  if (!reading.preset.empty()) {
    const Preset* named = find_preset(reading.preset);
    return named != nullptr && is_among(kinds, named->kind) ? named : nullptr;
  }
  std::set<std::string> names;
  for (const std::string& name : header) names.insert(name_key(name));
  const Preset* best = nullptr;
  std::size_t most = 0;
  for (const Preset& preset : presets()) {
    const std::size_t columns = is_among(kinds, preset.kind) ? fit(preset, names) : 0;
    if (columns < most || columns == 0) continue;
    if (columns == most && place_of(preset.kind, kinds) >= place_of(best->kind, kinds)) continue;
    best = &preset;
    most = columns;
  }
  return best;
}

std::string refusal_in_words(const Preset& preset) {
  if (preset.refusal.empty()) return "";
  return fmt::format("is {}: {} (--preset none reads it all the same)", preset.reads,
                     preset.refusal);
}

void refuse_by_preset(const std::string& file, const Preset* preset) {
  if (preset != nullptr && !preset->refusal.empty()) refuse(file, refusal_in_words(*preset));
}

}  // namespace csm
