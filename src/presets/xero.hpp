#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn xero_bill_columns[] = {
    {"spent_on", "InvoiceDate"},
    {"amount", "UnitAmount"},
    {"category", "AccountCode"},
    {"currency", "Currency"},
};

/// A row a line of a bill: its total, with tax, stands on each of its lines again.
inline constexpr Preset xero_bills = {
    .name = "xero-bills",
    .reads = "bills as Xero has them, a line each",
    .kind = "costs",
    .evidence = FormatEvidence::importers,
    .signature =
        "ContactName|InvoiceNumber|InvoiceDate|DueDate|Total|Description|Quantity|UnitAmount|"
        "AccountCode|TaxType",
    .columns = xero_bill_columns,
    .times = "Quantity",
    .percent_off = "Discount",
    .remark = "each line counts with its quantity x unit amount, not with the total of its bill",
};

}  // namespace csm
