#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn intercom_columns[] = {
    {"score", "Last teammate rating"},
    {"response_id", "Conversation ID"},
    {"answered_on", "Conversation started at"},
    {"comment", "Last teammate rating remark"},
};

/// The ratings of teammates: of the day on which the conversation began.
inline constexpr Preset intercom_ratings = {
    .name = "intercom-ratings",
    .reads = "the ratings of an Intercom conversations export",
    .kind = "answers",
    .evidence = FormatEvidence::importers,
    .signature =
        "Conversation ID|Conversation started at|Current conversation state|"
        "Last teammate rating",
    .columns = intercom_columns,
};

}  // namespace csm
