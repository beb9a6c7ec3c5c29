#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr Preset chartmogul_customers = {
    .name = "chartmogul-customers",
    .reads = "a ChartMogul list of customers",
    .kind = "customers",
    .evidence = FormatEvidence::seen,
    .signature = "Name|Email|Company|Country|External ID|Lead created at",
    .refusal =
        "it has leads too, and does not say when customers began to pay and when they left; "
        "take a list of their subscriptions",
};

}  // namespace csm
