#pragma once

#include <array>

#include "csm/records/amount.hpp"
#include "csm/records/field.hpp"
#include "csm/records/service.hpp"

namespace csm {

/// A row a customer, with the day it joined and, where it left, the day it left.
struct Customer : ServiceColumns {
  Decimal mrr;
  Currency currency;

  Service service;            ///< derived when the row is complete
  Int128 annual_amount = 0;   ///< derived: see amount.hpp
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "customers";
  static const std::array<Field<Customer>, 14> fields;
};

inline constexpr std::array<Field<Customer>, 14> Customer::fields = joined_fields(
    service_fields<Customer>,
    std::to_array<Field<Customer>>({
        field<Customer, &Customer::mrr>("mrr", "monthly_recurring_revenue current_mrr mrr_amount"),
        field<Customer, &Customer::currency>("currency", currency_aliases),
    }));

/// Checks what concerns several fields and fills the derived ones.
RowFault complete(Customer& row, const RowRules& rules);

/// A row a customer without dates: who of those there at the start is gone at the end.
struct Snapshot {
  CustomerId customer_id;
  std::optional<bool> churned;
  RecordId status_word;  ///< the status as it is written
  bool is_new = false;
  bool is_trial = false;

  Status status = Status::none;  ///< derived from `status_word`
  bool is_gone = false;          ///< derived from `churned`, else from `status_word`
  std::uint32_t segment = 0;     ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "customers";
  static const std::array<Field<Snapshot>, 5> fields;
};

inline constexpr std::array<Field<Snapshot>, 5> Snapshot::fields = {
    field<Snapshot, &Snapshot::customer_id>("customer_id", customer_id_aliases),
    field<Snapshot, &Snapshot::churned>("churned", "is_churned has_churned churn"),
    field<Snapshot, &Snapshot::status_word>("status", "state customer_status subscription_status"),
    field<Snapshot, &Snapshot::is_new>("is_new", "new new_customer"),
    field<Snapshot, &Snapshot::is_trial>("is_trial", "trial on_trial in_trial"),
};

RowFault complete(Snapshot& row, const RowRules& rules);
Date newest_on(const Snapshot& row);

}  // namespace csm
