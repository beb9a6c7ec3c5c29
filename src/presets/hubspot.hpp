#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn hubspot_deal_columns[] = {
    {"purchase_id", "Record ID"},
    {"customer_id", "Associated Company"},
    {"purchased_on", "Close Date"},
    {"amount", "Amount"},
    {"expires_on", ""},
};
inline constexpr LeftOutRows hubspot_not_won[] = {
    {"Deal Stage", "closedwon|won", "deals that are not won", true},
};

inline constexpr Preset hubspot_deals = {
    .name = "hubspot-deals",
    .reads = "a HubSpot deals export",
    .kind = "purchases",
    .evidence = FormatEvidence::importers,
    .signature = "Record ID|Deal Name|Deal Stage|Amount|Close Date",
    .columns = hubspot_deal_columns,
    .left_out = hubspot_not_won,
    .ids_joined_by = ";",
};

inline constexpr Preset hubspot_companies = {
    .name = "hubspot-companies",
    .reads = "a HubSpot companies export",
    .kind = "customers",
    .evidence = FormatEvidence::importers,
    .signature = "Record ID|Company name|Company Domain Name|Create Date|Last Activity Date",
    .refusal =
        "it has companies that never bought too, and does not say when one left; take the "
        "export of deals, or a list of customers with the days they joined and left",
};

}  // namespace csm
