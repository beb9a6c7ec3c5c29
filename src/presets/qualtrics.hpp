#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn qualtrics_columns[] = {
    {"response_id", "ResponseId"},
    {"customer_id", "ExternalReference|RecipientEmail"},
    {"answered_on", "RecordedDate"},
    {"sent_on", ""},
};
inline constexpr LeftOutRows qualtrics_left_out[] = {
    {"Status", "survey preview|survey test", "previews and tests"},
    {"Finished", "false|0", "not finished"},
};

inline constexpr Preset qualtrics_responses = {
    .name = "qualtrics-responses",
    .reads = "a Qualtrics responses export",
    .kind = "answers",
    .evidence = FormatEvidence::importers,
    .signature = "StartDate|EndDate|Status|Finished|RecordedDate|ResponseId",
    .columns = qualtrics_columns,
    .left_out = qualtrics_left_out,
};

}  // namespace csm
