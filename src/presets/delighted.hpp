#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn delighted_columns[] = {
    {"score", "score"},
    {"response_id", "id"},
    {"customer_id", "person.id|person"},
    {"answered_on", "created_at"},
    {"comment", "comment"},
    {"sent_on", ""},
};

inline constexpr Preset delighted_responses_api = {
    .name = "delighted-responses-api",
    .reads = "responses as Delighted's API gives them",
    .kind = "answers",
    .evidence = FormatEvidence::api,
    .signature = "id|survey_type|score|permalink|created_at|updated_at",
    .columns = delighted_columns,
    .dates_are_unix = true,
};

}  // namespace csm
