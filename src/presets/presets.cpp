#include "presets/asknicely.hpp"
#include "presets/baremetrics.hpp"
#include "presets/chargebee.hpp"
#include "presets/chartmogul.hpp"
#include "presets/delighted.hpp"
#include "presets/freshdesk.hpp"
#include "presets/hubspot.hpp"
#include "presets/intercom.hpp"
#include "presets/preset.hpp"
#include "presets/qualtrics.hpp"
#include "presets/quickbooks.hpp"
#include "presets/recurly.hpp"
#include "presets/shopify.hpp"
#include "presets/stripe.hpp"
#include "presets/surveymonkey.hpp"
#include "presets/typeform.hpp"
#include "presets/woocommerce.hpp"
#include "presets/xero.hpp"
#include "presets/zendesk.hpp"

namespace csm {

std::span<const Preset> presets() {
  static constexpr Preset table[] = {asknicely_responses_api,
                                     baremetrics_subscriptions,
                                     chargebee_invoices,
                                     chartmogul_customers,
                                     delighted_responses_api,
                                     freshdesk_tickets,
                                     hubspot_companies,
                                     hubspot_deals,
                                     intercom_ratings,
                                     qualtrics_responses,
                                     quickbooks_journal,
                                     quickbooks_transactions,
                                     recurly_subscriptions_api,
                                     shopify_orders,
                                     stripe_charges_api,
                                     stripe_customers,
                                     stripe_payments,
                                     stripe_payments_older,
                                     stripe_subscriptions,
                                     stripe_subscriptions_api,
                                     surveymonkey_responses,
                                     typeform_responses,
                                     woocommerce_order_report,
                                     woocommerce_orders,
                                     xero_bills,
                                     xero_invoices,
                                     zendesk_ratings,
                                     zendesk_ratings_api,
                                     zendesk_tickets,
                                     zendesk_tickets_api};
  return table;
}

const Preset* find_preset(std::string_view name) {
  for (const Preset& preset : presets()) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

}  // namespace csm
