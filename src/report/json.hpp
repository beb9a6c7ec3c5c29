#pragma once

#include "csm/result.hpp"
#include "report/json_text.hpp"

namespace csm {

/// A table's rows as objects, by the names of its columns.
Json json_rows(const Listing& list);

/// A report as examples/result.schema.json describes it.
Json json_of(const Report& report);

/// One of a report's results, with its metric and rule.
Json json_of_result(const Report& report, const Result& result);

}  // namespace csm
