#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn freshdesk_columns[] = {
    {"ticket_id", "Ticket ID"}, {"opened_on", "Created time"},      {"closed_on", "Resolved time"},
    {"status", "Status"},       {"contacts", "Agent interactions"}, {"topic", "Type"},
};

inline constexpr Preset freshdesk_tickets = {
    .name = "freshdesk-tickets",
    .reads = "a Freshdesk tickets export",
    .kind = "tickets",
    .evidence = FormatEvidence::importers,
    .signature =
        "Ticket ID|Status|Created time|Resolved time|Closed time|Agent interactions|"
        "Customer interactions",
    .columns = freshdesk_columns,
};

}  // namespace csm
