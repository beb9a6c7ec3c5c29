#pragma once

#include <optional>

#include "csm/exchange_rates.hpp"
#include "csm/question.hpp"

namespace csm {

/// Reads a table of dated exchange rates: columns `date`, `from`, `to` and `rate`, where one unit
/// of `from` is worth `rate` units of `to`, in any order of rows and columns.
///
/// Into `to`; where that is not told, into the only currency that the file has rates to. Without a
/// column `to` all rates are to that currency. A rate from it to another one is used the other way
/// round where no rate of that day is the right way round.
///
/// Errors  Error{refused} with the place for a row that is no rate, and for two rates of one day;
///         Error{usage} where it is open which currency is meant, or no rate has to do with it
ExchangeRates read_rates(const NamedText& file, std::optional<Currency> to);

}  // namespace csm
