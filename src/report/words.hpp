#pragma once

#include <string>

#include "csm/result.hpp"

// What reports for people say in the same words, whatever their form.

namespace csm {

/// "5.0 % .. 8.1 %".
std::string bounds_text(const Interval& interval, Unit unit);

/// "95 % interval 5.0 % .. 8.1 %".
std::string interval_text(const Interval& interval, Unit unit);

/// "Customer churn, May 2026, plan pro": what a result is of.
std::string heading(const Metric& metric, const Result& result);

/// "rule opening: newcomers stay out of the base".
std::string rule_text(const Rule& rule);

/// "may.csv: 1,112 rows, 1,100 used, 12 bad and left out".
std::string input_text(const InputSummary& input);

/// Why a figure has no interval, where that is worth saying; else empty.
std::string why_no_interval(const Result& result);

/// "data until 12 May 2026, before the period ends: partial"; else empty.
std::string why_partial(const Result& result);

}  // namespace csm
