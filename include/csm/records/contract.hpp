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
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "contracts";
  static const std::array<Field<Contract>, 8> fields;
};

inline constexpr std::array<Field<Contract>, 8> Contract::fields = {
    field<Contract, &Contract::customer_id>("customer_id", customer_id_aliases),
    field<Contract, &Contract::term_end>("term_end",
                                         "contract_end renewal|"
                                         "end expires expiry current_term_end"),
    field<Contract, &Contract::contract_id>("contract_id",
                                            "contract contract_number agreement_id|id"),
    field<Contract, &Contract::term_start>("term_start", "contract_start|start|current_term_start"),
    field<Contract, &Contract::value>("value",
                                      "contract_value arr_value acv arr "
                                      "annual_contract_value|amount"),
    field<Contract, &Contract::currency>("currency", currency_aliases),
    field<Contract, &Contract::renewed>("renewed", "is_renewed was_renewed"),
    field<Contract, &Contract::renewed_value>("renewed_value",
                                              "renewal_value new_value renewal_amount"),
};

RowFault complete(Contract& row, const RowRules& rules);
Date newest_on(const Contract& row);

}  // namespace csm
