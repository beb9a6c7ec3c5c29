#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn quickbooks_columns[] = {
    {"spent_on", "Date"},
    {"amount", "Amount"},
    {"category", "Split"},
};

/// A report of transactions, each with its amount.
inline constexpr Preset quickbooks_transactions = {
    .name = "quickbooks-transactions",
    .reads = "a QuickBooks Online report of transactions",
    .kind = "costs",
    .evidence = FormatEvidence::importers,
    .signature = "Date|Transaction Type|Num|Name|Memo/Description|Split|Amount|Balance",
    .columns = quickbooks_columns,
    .remark = "the amounts of all its accounts are added up; export the accounts that are meant",
};

inline constexpr Preset quickbooks_journal = {
    .name = "quickbooks-journal",
    .reads = "a QuickBooks Online journal",
    .kind = "costs",
    .evidence = FormatEvidence::importers,
    .signature = "Date|Transaction Type|Num|Name|Memo/Description|Account|Debit|Credit",
    .refusal =
        "its debits and credits sum up to nothing, and only the first line of an entry says "
        "its day; export Transaction Detail by Account for the accounts that are meant",
};

}  // namespace csm
