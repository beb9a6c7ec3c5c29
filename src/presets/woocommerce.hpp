#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn woocommerce_columns[] = {
    {"purchase_id", "order_id"},
    {"customer_id", "customer_id|customer_user|customer_email|billing_email"},
    {"purchased_on", "order_date"},
    {"amount", "order_total"},
    {"currency", "order_currency"},
    {"kind", ""},
};
inline constexpr LeftOutRows woocommerce_unpaid[] = {
    {"status", "refunded|wc-refunded", "refunded"},
    {"status", "completed|processing|wc-completed|wc-processing", "not paid", true},
};

inline constexpr Preset woocommerce_orders = {
    .name = "woocommerce-orders",
    .reads = "a WooCommerce orders export",
    .kind = "purchases",
    .evidence = FormatEvidence::importers,
    .signature = "order_id|order_number|order_date|status|order_total|order_currency",
    .columns = woocommerce_columns,
    .left_out = woocommerce_unpaid,
};

}  // namespace csm
