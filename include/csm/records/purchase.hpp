#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row a purchase, a charge or (where negative) a refund.
struct Purchase {
  CustomerId customer_id;
  RecordId purchase_id;
  Date purchased_on;
  Decimal amount;
  Currency currency;
  RecordId kind_word;  ///< as written: upsell, add_on, recurring ...
  std::optional<Date> expires_on;

  static constexpr std::string_view kind = "purchases";
  static constexpr auto fields = std::to_array<Field<Purchase>>({
      field<&Purchase::customer_id>("customer_id",
                                    "account_id client_id company_id customer|account client"),
      field<&Purchase::purchase_id>("purchase_id", "order_id transaction_id payment_id|id"),
      field<&Purchase::purchased_on>("purchased_on",
                                     "ordered order paid bought transaction|created"),
      field<&Purchase::amount>("amount", "total order_total value|price"),
      field<&Purchase::currency>("currency", "currency_code amount_currency order_currency"),
      field<&Purchase::kind_word>("kind", "purchase_kind purchase_type|type"),
      field<&Purchase::expires_on>("expires_on", "expiry expiration valid_until"),
  });
};

RowFault complete(Purchase& row, const RowRules& rules);
std::optional<Date> newest_on(const Purchase& row);

}  // namespace csm
