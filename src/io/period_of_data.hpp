#pragma once

#include <optional>

#include "csm/question.hpp"
#include "io/row_reader.hpp"

namespace csm {

/// The period that is asked for, where the days of the data need not be known for it; a snapshot
/// has none.
std::optional<Period> told_period(const Question& question, bool is_snapshot);

/// The period that the days of the data make of what is asked: a balance is taken over the month
/// that holds the newest, or for `all` from the first start on, as is what counts the days of the
/// whole file.
Period period_of_data(const Question& question, const Days& days);

/// The day up to which the data is known: the one that is told, or its newest.
std::optional<Date> known_until(const Question& question, const Days& days);

}  // namespace csm
