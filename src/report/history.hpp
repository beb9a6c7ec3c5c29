#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/overview.hpp"
#include "report/recorded_figure.hpp"

namespace csm {

/// An overview's results as lines of a history: an object each, with its figure and when it was
/// computed, in seconds since 1970.
std::string to_history(const Overview& overview, std::int64_t at);

/// What a history tells, in the order of its lines.
struct History {
  std::vector<RecordedFigure> figures;
  std::vector<std::string> faults;  ///< "figures.ndjson:17: ...": lines that are left out
};

/// Reads a history's text; `name` is how its file is shown.
///
/// Errors  Error{refused} where not one line of several is a history's: it is another file
History read_history(const std::string& name, std::string_view text);

/// A row a figure, segment and period: its value as it was computed last, the one before where that
/// was another one, and how it changed since the period before. Of figures without days each
/// computing is a row.
Listing history_table(const History& history);

/// Gives figures without a course of their own the one that a history knows, up to their value now
/// (in seconds since 1970): a step a day.
void add_courses(const History& history, std::int64_t at, Overview& overview);

}  // namespace csm
