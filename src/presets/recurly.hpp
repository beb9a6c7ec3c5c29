#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn recurly_columns[] = {
    {"subscription_id", "uuid|id"},
    {"customer_id", "account_id|account.id|account_code|account.code"},
    {"started_on", "activated_at|created_at"},
    {"ended_on", "expires_at"},
    {"canceled_on", ""},
    {"current_period_end", "current_period_ends_at"},
    {"trial_end", "trial_ends_at"},
    {"amount", "unit_amount"},
};
/// What is canceled there will not renew and lives until it expires.
inline constexpr StatusWord recurly_statuses[] = {
    {"canceled", Status::active}, {"future", Status::active}, {"live", Status::active},
    {"renewing", Status::active}, {"expired", Status::gone},  {"failed", Status::unpaid},
};

inline constexpr Preset recurly_subscriptions_api = {
    .name = "recurly-subscriptions-api",
    .reads = "subscriptions as Recurly's API gives them",
    .kind = "subscriptions",
    .evidence = FormatEvidence::api,
    .signature =
        "state|current_period_started_at|current_period_ends_at|expires_at|canceled_at|"
        "currency|unit_amount|quantity",
    .columns = recurly_columns,
    .statuses = recurly_statuses,
};

}  // namespace csm
