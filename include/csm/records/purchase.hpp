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
  Word kind_word;  ///< as written: upsell, add_on, recurring ...
  std::optional<Date> expires_on;
  RowPlace place;             ///< where the input asks for it
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "purchases";
  static const std::array<Field<Purchase>, 7> fields;
};

inline constexpr std::array<Field<Purchase>, 7> Purchase::fields = {
    field<Purchase, &Purchase::customer_id>("customer_id", customer_id_aliases),
    field<Purchase, &Purchase::purchase_id>("purchase_id",
                                            "order_id transaction_id payment_id|"
                                            "order_number invoice_number invoice_id|id"),
    field<Purchase, &Purchase::purchased_on>("purchased_on",
                                             "ordered order paid bought transaction|"
                                             "created|invoice payment"),
    field<Purchase, &Purchase::amount>("amount",
                                       "total order_total total_amount order_total_amount "
                                       "value|price"),
    field<Purchase, &Purchase::currency>("currency", currency_aliases),
    field<Purchase, &Purchase::kind_word>("kind", "purchase_kind purchase_type|type"),
    field<Purchase, &Purchase::expires_on>("expires_on", "expiry expiration valid_until"),
};

RowFault complete(Purchase& row, const RowRules& rules);
Date newest_on(const Purchase& row);

}  // namespace csm
