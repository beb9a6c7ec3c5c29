#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row a contract: a term that comes due and is renewed or not.
struct Contract {
  CustomerId customer_id;
  Date term_end;
  RecordId contract_id;
  std::optional<Date> term_start;
  std::optional<Decimal> value;
  Currency currency;
  std::optional<bool> renewed;  ///< none: told by a later contract
  std::optional<Decimal> renewed_value;

  static constexpr std::string_view kind = "contracts";
  static constexpr auto fields = std::to_array<Field<Contract>>({
      field<&Contract::customer_id>("customer_id",
                                    "account_id client_id company_id customer|account client"),
      field<&Contract::term_end>("term_end", "contract_end renewal|end expires expiry"),
      field<&Contract::contract_id>("contract_id", "contract contract_number|id"),
      field<&Contract::term_start>("term_start", "contract_start|start"),
      field<&Contract::value>("value", "contract_value arr_value acv|amount"),
      field<&Contract::currency>("currency", "currency_code value_currency amount_currency"),
      field<&Contract::renewed>("renewed", "is_renewed was_renewed"),
      field<&Contract::renewed_value>("renewed_value", "renewal_value new_value renewal_amount"),
  });
};

RowFault complete(Contract& row, const RowRules& rules);
std::optional<Date> newest_on(const Contract& row);

}  // namespace csm
