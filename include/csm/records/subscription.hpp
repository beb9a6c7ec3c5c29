#pragma once

#include <array>

#include "csm/records/amount.hpp"
#include "csm/records/field.hpp"
#include "csm/records/service.hpp"

namespace csm {

/// A row a subscription; a customer may have any number of them.
struct Subscription {
  CustomerId customer_id;
  RecordId subscription_id;
  Date started_on;
  std::optional<Date> ended_on;
  std::optional<Date> canceled_on;
  std::optional<Date> current_period_end;
  std::optional<Date> trial_end;
  std::optional<Date> paused_on;
  std::optional<Date> resumed_on;
  Status status = Status::none;
  bool is_trial = false;
  Decimal amount;
  BillingInterval interval;
  int interval_count = 1;
  Decimal quantity = 1;
  Decimal discount_percent;
  Decimal discount_amount;
  std::optional<Decimal> mrr;  ///< monthly already: replaces amount, interval, quantity, discounts
  Currency currency;

  Service service;           ///< derived when the row is complete
  Int128 annual_amount = 0;  ///< derived: see amount.hpp

  static constexpr std::string_view kind = "subscriptions";
  static constexpr auto fields = std::to_array<Field<Subscription>>({
      field<&Subscription::customer_id>("customer_id",
                                        "account_id client_id company_id account_code customer "
                                        "customer_number customer_no cust_id|account client"),
      field<&Subscription::subscription_id>("subscription_id",
                                            "sub_id subscription_uuid|subscription id uuid"),
      field<&Subscription::started_on>("started_on",
                                       "start subscribed activated subscription_started "
                                       "subscription_start|created joined"),
      field<&Subscription::ended_on>("ended_on", "end churned churn terminated|expired expires"),
      field<&Subscription::canceled_on>("canceled_on",
                                        "cancelled cancel cancellation subscription_canceled"),
      field<&Subscription::current_period_end>("current_period_end",
                                               "current_period_ends current_term_end"),
      field<&Subscription::trial_end>("trial_end", "trial_ends trial_ended"),
      field<&Subscription::paused_on>("paused_on", "pause pause_start"),
      field<&Subscription::resumed_on>("resumed_on", "resume resumes pause_end"),
      field<&Subscription::status>("status", "state subscription_status"),
      field<&Subscription::is_trial>("is_trial", "trial on_trial in_trial"),
      field<&Subscription::amount>("amount", "price unit_amount plan_amount unit_price"),
      field<&Subscription::interval>("interval",
                                     "billing_interval plan_interval billing_period "
                                     "billing_cycle billing_frequency"),
      field<&Subscription::interval_count>("interval_count", "plan_interval_count"),
      field<&Subscription::quantity>("quantity", "qty seats subscription_quantity"),
      field<&Subscription::discount_percent>("discount_percent", "percent_off discount_pct"),
      field<&Subscription::discount_amount>("discount_amount", "amount_off"),
      field<&Subscription::mrr>("mrr", "monthly_recurring_revenue mrr_amount"),
      field<&Subscription::currency>("currency", "currency_code plan_currency amount_currency"),
  });
};

RowFault complete(Subscription& row, const RowRules& rules);
std::optional<Date> newest_on(const Subscription& row);

}  // namespace csm
