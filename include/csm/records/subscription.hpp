#pragma once

#include <array>

#include "csm/records/amount.hpp"
#include "csm/records/field.hpp"
#include "csm/records/service.hpp"

namespace csm {

/// A row a subscription; a customer may have any number of them.
struct Subscription : ServiceColumns {
  RecordId subscription_id;
  Decimal amount;
  BillingInterval interval;
  int interval_count = 1;
  Decimal quantity = 1;
  Decimal discount_percent;
  Decimal discount_amount;
  std::optional<Decimal> mrr;  ///< monthly already: replaces amount, interval, quantity, discounts
  Currency currency;

  Service service;            ///< derived when the row is complete
  Int128 annual_amount = 0;   ///< derived: see amount.hpp
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "subscriptions";
  static const std::array<Field<Subscription>, 21> fields;
};

inline constexpr std::array<Field<Subscription>, 21> Subscription::fields = joined_fields(
    service_fields<Subscription>,
    std::to_array<Field<Subscription>>({
        field<Subscription, &Subscription::subscription_id>(
            "subscription_id", "sub_id subscription_uuid subscription_oid|subscription id uuid"),
        field<Subscription, &Subscription::amount>("amount",
                                                   "price plan_amount unit_price unit_amount"),
        field<Subscription, &Subscription::interval>(
            "interval",
            "billing_interval plan_interval billing_cycle billing_frequency "
            "billing_period_unit|billing_period"),
        field<Subscription, &Subscription::interval_count>("interval_count", "plan_interval_count"),
        field<Subscription, &Subscription::quantity>(
            "quantity", "qty seats subscription_quantity plan_quantity"),
        field<Subscription, &Subscription::discount_percent>(
            "discount_percent", "percent_off discount_pct discount_percentage"),
        field<Subscription, &Subscription::discount_amount>("discount_amount", "amount_off"),
        field<Subscription, &Subscription::mrr>("mrr", "monthly_recurring_revenue mrr_amount"),
        field<Subscription, &Subscription::currency>("currency", currency_aliases),
    }));

RowFault complete(Subscription& row, const RowRules& rules);

}  // namespace csm
