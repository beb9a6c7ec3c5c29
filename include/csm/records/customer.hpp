#pragma once

#include <array>

#include "csm/records/field.hpp"
#include "csm/records/service.hpp"

namespace csm {

/// A row a customer, with the day it joined and, where it left, the day it left.
struct Customer {
  CustomerId customer_id;
  Date started_on;
  std::optional<Date> churned_on;
  std::optional<Date> trial_end;
  Status status = Status::none;
  bool is_trial = false;
  Decimal mrr;
  Currency currency;

  Service service;           ///< derived when the row is complete
  Int128 annual_amount = 0;  ///< derived: see amount.hpp

  static constexpr std::string_view kind = "customers";
  static constexpr auto fields = std::to_array<Field<Customer>>({
      field<&Customer::customer_id>("customer_id",
                                    "account_id client_id company_id account_code customer "
                                    "customer_number customer_no cust_id|account client"),
      field<&Customer::started_on>("started_on",
                                   "start joined subscribed activated customer_since since|"
                                   "created signup signed_up"),
      field<&Customer::churned_on>("churned_on", "churn lost left terminated"),
      field<&Customer::trial_end>("trial_end", "trial_ends trial_ended trial_end_date"),
      field<&Customer::status>("status", "state customer_status subscription_status"),
      field<&Customer::is_trial>("is_trial", "trial on_trial in_trial"),
      field<&Customer::mrr>("mrr", "monthly_recurring_revenue current_mrr mrr_amount"),
      field<&Customer::currency>("currency", "currency_code mrr_currency amount_currency"),
  });
};

/// Checks what concerns several fields and fills the derived ones.
RowFault complete(Customer& row, const RowRules& rules);
/// The newest date of the row that cannot lie in the future.
std::optional<Date> newest_on(const Customer& row);

/// A row a customer without dates: who of those there at the start is gone at the end.
struct Snapshot {
  CustomerId customer_id;
  std::optional<bool> churned;
  Status status = Status::none;
  RecordId status_word;  ///< the status as it is written
  bool is_new = false;
  bool is_trial = false;

  bool is_gone = false;  ///< derived from `churned`, else from `status_word`

  static constexpr std::string_view kind = "customers";
  static constexpr auto fields = std::to_array<Field<Snapshot>>({
      field<&Snapshot::customer_id>("customer_id", Customer::fields[0].aliases),
      field<&Snapshot::churned>("churned", "is_churned has_churned churn"),
      field<&Snapshot::status_word>("status", "state customer_status subscription_status"),
      field<&Snapshot::is_new>("is_new", "new new_customer"),
      field<&Snapshot::is_trial>("is_trial", "trial on_trial in_trial"),
  });
};

RowFault complete(Snapshot& row, const RowRules& rules);
std::optional<Date> newest_on(const Snapshot& row);

}  // namespace csm
