#pragma once

#include "csm/question.hpp"
#include "csm/records/rows.hpp"

namespace csm {

/// Rows that say when somebody is a customer, `RowType::customer` or `RowType::subscription`, with
/// every column that service features and dates look at; a metric adds what else it reads.
///
/// Customers have a column for the day they left; of subscriptions' columns for an end one is to be
/// there, or `without_end` is the warning (see Input::without_any).
Input service_input(RowType type, const Question& question, std::string_view without_end);

}  // namespace csm
