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

inline constexpr PresetColumn woocommerce_report_columns[] = {
    {"purchase_id", "Order Number"},
    {"customer_id", "Customer ID|Customer User ID|Email (Billing)|Billing Email|Customer Email"},
    {"purchased_on", "Order Date"},
    {"amount", "Order Total Amount"},
    {"kind", ""},
};
/// A plugin may give each line item a row of its own, with the order's columns on the first alone.
inline constexpr LeftOutRows woocommerce_report_unpaid[] = {
    {"Order Total Amount", "", "further line items of an order"},
    {"Order Status", "refunded|wc-refunded", "refunded"},
    {"Order Status", "completed|processing|wc-completed|wc-processing", "not paid", true},
};

/// Of another plugin.
inline constexpr Preset woocommerce_order_report = {
    .name = "woocommerce-order-report",
    .reads = "a WooCommerce orders export with names in words",
    .kind = "purchases",
    .evidence = FormatEvidence::importers,
    .signature = "Order Number|Order Status|Order Date|Order Total Amount",
    .columns = woocommerce_report_columns,
    .left_out = woocommerce_report_unpaid,
};

}  // namespace csm
