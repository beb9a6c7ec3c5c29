#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn surveymonkey_columns[] = {
    {"response_id", "Respondent ID"},
    {"customer_id", "Email Address"},
    {"answered_on", "End Date"},
    {"sent_on", ""},
};

inline constexpr Preset surveymonkey_responses = {
    .name = "surveymonkey-responses",
    .reads = "a SurveyMonkey responses export",
    .kind = "answers",
    .evidence = FormatEvidence::importers,
    .signature = "Respondent ID|Collector ID|Start Date|End Date",
    .columns = surveymonkey_columns,
};

}  // namespace csm
