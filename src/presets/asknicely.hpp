#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr LeftOutRows asknicely_left_out[] = {
    {"question_type", "nps", other_surveys, true, "nps"},
    {"question_type", "csat|5star", other_surveys, true, "csat"},
    {"question_type", "ces", other_surveys, true, "ces"},
};

inline constexpr Preset asknicely_responses_api = {
    .name = "asknicely-responses-api",
    .reads = "responses as AskNicely's API gives them",
    .kind = "answers",
    .evidence = FormatEvidence::api,
    .signature = "response_id|answer|question_type|sent|responded",
    .left_out = asknicely_left_out,
};

}  // namespace csm
