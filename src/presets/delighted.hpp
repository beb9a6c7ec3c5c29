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

inline constexpr LeftOutRows delighted_left_out[] = {
    {"survey_type", "nps", other_surveys, true, "nps"},
    {"survey_type", "csat", other_surveys, true, "csat"},
    {"survey_type", "ces", other_surveys, true, "ces"},
};

inline constexpr Preset delighted_responses_api = {
    .name = "delighted-responses-api",
    .reads = "responses as Delighted's API gives them",
    .kind = "answers",
    .evidence = FormatEvidence::api,
    .signature = "id|survey_type|score|permalink|created_at|updated_at",
    .columns = delighted_columns,
    .left_out = delighted_left_out,
    .dates_are_unix = true,
};

}  // namespace csm
