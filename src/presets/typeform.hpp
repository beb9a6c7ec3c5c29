#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn typeform_columns[] = {
    {"answered_on", "Submit Date"},
    {"response_id", ""},
    {"sent_on", ""},
};

/// The columns between its own are the form's questions.
inline constexpr Preset typeform_responses = {
    .name = "typeform-responses",
    .reads = "a Typeform responses export",
    .kind = "answers",
    .evidence = FormatEvidence::importers,
    .signature = "Start Date|Submit Date|Network ID",
    .columns = typeform_columns,
    .zone = "UTC",
};

}  // namespace csm
