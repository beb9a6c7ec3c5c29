#pragma once

#include <span>
#include <string>
#include <string_view>

#include "csm/run.hpp"
#include "presets/preset.hpp"

namespace csm {

/// Error{usage} where `--preset` names none, with the nearest, or one of records that are not read.
void check_preset(const Reading& reading, std::span<const std::string_view> kinds,
                  std::string_view metric_id);

/// The preset of one of the kinds of record to read a source by: the one that the user named; else
/// the one whose signature the header has, of several the longest, then that of the kind that
/// stands first; null where there is none.
const Preset* choose_preset(std::span<const std::string> header,
                            std::span<const std::string_view> kinds, const Reading& reading);

/// Why rows of the preset cannot be counted, and what to take instead; empty where they can.
std::string refusal_in_words(const Preset& preset);

/// Error{refused} where the preset says that its rows cannot be counted rightly. For files whose
/// own columns do not suffice: what a company adds to an export may. Null is no preset.
void refuse_by_preset(const std::string& file, const Preset* preset);

}  // namespace csm
