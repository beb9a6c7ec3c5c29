#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn shopify_columns[] = {
    {"purchase_id", "Name"}, {"customer_id", "Email"}, {"purchased_on", "Created at"},
    {"amount", "Total"},     {"currency", "Currency"}, {"kind", ""},
    {"expires_on", ""},
};
/// The order's own columns are blank on the second line item and those behind it.
inline constexpr LeftOutRows shopify_left_out[] = {
    {"Total", "", "further line items of an order"},
    {"Financial Status", "refunded", "refunded"},
    {"Financial Status", "paid|partially paid|partially refunded", "not paid", true},
};

inline constexpr Preset shopify_orders = {
    .name = "shopify-orders",
    .reads = "a Shopify orders export",
    .kind = "purchases",
    .evidence = FormatEvidence::seen,
    .signature =
        "Name|Email|Financial Status|Paid at|Currency|Total|Created at|"
        "Lineitem quantity|Lineitem name",
    .columns = shopify_columns,
    .left_out = shopify_left_out,
    .refunded = "Refunded Amount",
};

}  // namespace csm
