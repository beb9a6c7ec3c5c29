#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn quickbooks_columns[] = {
    {"spent_on", "Date"},
    {"amount", "Amount"},
    {"category", "Split"},
};

/// A report of transactions with their amounts, not a journal of debits and credits.
inline constexpr Preset quickbooks_transactions = {
    .name = "quickbooks-transactions",
    .reads = "a QuickBooks Online report of transactions",
    .kind = "costs",
    .evidence = FormatEvidence::importers,
    .signature = "Date|Transaction Type|Num|Name|Memo/Description|Split|Amount|Balance",
    .columns = quickbooks_columns,
};

}  // namespace csm
