#pragma once

#include "presets/preset.hpp"

namespace csm {

/// Amounts of these are hundredths in Stripe's API, though ISO 4217 gives them no minor unit.
inline constexpr std::string_view stripe_hundredths = "ISK|UGX";

inline constexpr PresetColumn stripe_subscription_columns[] = {
    {"subscription_id", "id"},
    {"customer_id", "Customer ID"},
    {"started_on", "Start Date|Start|Created"},
    {"ended_on", "Ended At"},
    {"canceled_on", "Canceled At"},
    {"current_period_end", "Current Period End"},
    {"trial_end", "Trial End"},
    {"amount", "Amount"},
};

inline constexpr LeftOutRows stripe_test_mode[] = {{"livemode", "false", "test mode"}};

/// The dashboard's, with few columns or all of them, and tables that are kept alike by the API.
inline constexpr Preset stripe_subscriptions = {
    .name = "stripe-subscriptions",
    .reads = "a Stripe subscriptions export",
    .kind = "subscriptions",
    .evidence = FormatEvidence::seen,
    .signature = "id|Customer ID|Status|Created|Current Period Start|Current Period End",
    .columns = stripe_subscription_columns,
    .left_out = stripe_test_mode,
    .zone = "UTC",
    .period_tells_end = true,
};

inline constexpr Preset stripe_customers = {
    .name = "stripe-customers",
    .reads = "a Stripe customers export",
    .kind = "customers",
    .evidence = FormatEvidence::importers,
    .signature = "id|Description|Email|Name|Created|Delinquent|Plan|Status|Total Spend",
    .refusal =
        "it does not say when customers began to pay and when they left; take the export of "
        "subscriptions, or of payments",
};

inline constexpr PresetColumn stripe_api_subscription_columns[] = {
    {"subscription_id", "id"},
    {"customer_id", "customer|customer.id"},
    {"started_on", "start_date|created"},
    {"ended_on", "ended_at"},
    {"canceled_on", "canceled_at"},
    {"current_period_end", "current_period_end"},
    {"trial_end", "trial_end"},
    {"amount", "plan.amount"},
    {"interval", "plan.interval"},
    {"interval_count", "plan.interval_count"},
    {"quantity", "quantity"},
    {"currency", "currency|plan.currency"},
    {"paused_on", ""},
    {"resumed_on", ""},
};
inline constexpr Preset stripe_subscriptions_api = {
    .name = "stripe-subscriptions-api",
    .reads = "a list of subscriptions from Stripe's API",
    .kind = "subscriptions",
    .evidence = FormatEvidence::api,
    .signature = "id|object|customer|status|created|livemode|plan.amount|plan.interval",
    .columns = stripe_api_subscription_columns,
    .left_out = stripe_test_mode,
    .amounts_are_minor = true,
    .hundredths = stripe_hundredths,
    .dates_are_unix = true,
};

inline constexpr PresetColumn stripe_payment_columns[] = {
    {"purchase_id", "id"}, {"customer_id", "Customer ID"}, {"purchased_on", "Created date|Created"},
    {"amount", "Amount"},  {"currency", "Currency"},       {"kind", ""},
};
inline constexpr LeftOutRows stripe_unpaid[] = {
    {"Mode", "test", "test mode"},
    {"Status", "refunded", "refunded"},
    {"Status", "paid|partially refunded|partial refund", "not paid", true},
    {"Captured", "false", "not captured"},
};

/// unified_payments.csv.
inline constexpr Preset stripe_payments = {
    .name = "stripe-payments",
    .reads = "a Stripe payments export",
    .kind = "purchases",
    .evidence = FormatEvidence::seen,
    .signature = "id|Created date|Amount|Amount Refunded|Currency|Status|Customer ID",
    .columns = stripe_payment_columns,
    .left_out = stripe_unpaid,
    .refunded = "Amount Refunded",
    .zone = "UTC",
};

/// Those of 2018 to about 2020.
inline constexpr Preset stripe_payments_older = {
    .name = "stripe-payments-older",
    .reads = "a Stripe payments export of the older form",
    .kind = "purchases",
    .evidence = FormatEvidence::importers,
    .signature = "id|Created|Amount|Amount Refunded|Currency|Mode|Status|Customer ID",
    .columns = stripe_payment_columns,
    .left_out = stripe_unpaid,
    .refunded = "Amount Refunded",
    .zone = "UTC",
};

inline constexpr PresetColumn stripe_charge_columns[] = {
    {"purchase_id", "id"},       {"customer_id", "customer|customer.id"},
    {"purchased_on", "created"}, {"amount", "amount"},
    {"currency", "currency"},    {"kind", ""},
};
inline constexpr LeftOutRows stripe_uncharged[] = {
    {"livemode", "false", "test mode"},
    {"refunded", "true", "refunded"},
    {"status", "succeeded", "not paid", true},
    {"captured", "false", "not captured"},
};

inline constexpr Preset stripe_charges_api = {
    .name = "stripe-charges-api",
    .reads = "a list of charges from Stripe's API",
    .kind = "purchases",
    .evidence = FormatEvidence::api,
    .signature = "id|object|amount|amount_refunded|currency|created|customer|livemode|status",
    .columns = stripe_charge_columns,
    .left_out = stripe_uncharged,
    .refunded = "amount_refunded",
    .amounts_are_minor = true,
    .hundredths = stripe_hundredths,
    .dates_are_unix = true,
};

}  // namespace csm
