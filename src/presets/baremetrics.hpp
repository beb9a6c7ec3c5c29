#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn baremetrics_columns[] = {
    {"subscription_id", "subscription_oid"},
    {"customer_id", "customer_oid"},
    {"started_on", "subscription_started_at"},
    {"ended_on", "subscription_canceled_at"},
    {"amount", "plan_amount"},
    {"interval", "plan_interval"},
    {"interval_count", "plan_interval_count"},
    {"quantity", "subscription_quantity"},
    {"currency", "plan_currency"},
};

/// The sheet to import subscriptions with: amounts are in cents.
inline constexpr Preset baremetrics_subscriptions = {
    .name = "baremetrics-subscriptions",
    .reads = "a Baremetrics import sheet",
    .kind = "subscriptions",
    .evidence = FormatEvidence::seen,
    .signature =
        "plan_oid|plan_amount|plan_interval|customer_oid|subscription_oid|"
        "subscription_started_at",
    .columns = baremetrics_columns,
    .amounts_are_minor = true,
};

}  // namespace csm
