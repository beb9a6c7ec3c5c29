#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr std::string_view xero_signature =
    "ContactName|InvoiceNumber|InvoiceDate|DueDate|Total|Description|Quantity|UnitAmount|"
    "AccountCode|TaxType";

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
    .signature = xero_signature,
    .columns = xero_bill_columns,
    .times = "Quantity",
    .percent_off = "Discount",
    .remark = "each line counts with its quantity x unit amount, not with the total of its bill",
};

inline constexpr PresetColumn xero_invoice_columns[] = {
    {"purchase_id", ""},      {"customer_id", "ContactName"}, {"purchased_on", "InvoiceDate"},
    {"amount", "UnitAmount"}, {"currency", "Currency"},       {"kind", ""},
};

/// The same file of what was sold.
inline constexpr Preset xero_invoices = {
    .name = "xero-invoices",
    .reads = "invoices as Xero has them, a line each",
    .kind = "purchases",
    .evidence = FormatEvidence::importers,
    .signature = xero_signature,
    .columns = xero_invoice_columns,
    .times = "Quantity",
    .percent_off = "Discount",
    .remark =
        "each line is a purchase of its quantity x unit amount; --merge-days takes those of "
        "a day for one",
};

}  // namespace csm
