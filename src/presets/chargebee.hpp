#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn chargebee_invoice_columns[] = {
    {"purchase_id", "Invoice Number"},
    {"customer_id", "Customer Id"},
    {"purchased_on", "Invoice Date"},
    {"amount", "Amount"},
    {"kind", ""},
};
inline constexpr LeftOutRows chargebee_unpaid[] = {
    {"Status", "paid", "not paid", true},
};

/// The form is seen without its vendor's name.
inline constexpr Preset chargebee_invoices = {
    .name = "chargebee-invoices",
    .reads = "an invoices export in the form of Chargebee's",
    .kind = "purchases",
    .evidence = FormatEvidence::importers,
    .signature =
        "Customer Id|Subscription Id|Invoice Number|Invoice Date|Amount|Status|Paid On|"
        "Refunded Amount|Recurring",
    .columns = chargebee_invoice_columns,
    .left_out = chargebee_unpaid,
    .refunded = "Refunded Amount",
};

}  // namespace csm
