#pragma once

#include <string>
#include <vector>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// Whether the report has results of several steps.
bool is_series(const Report& report);
/// Whether it has results of several steps or segments.
bool is_sliced(const Report& report);

/// Results that differ by their step only, in the order of time.
using Series = std::vector<const Result*>;
std::vector<Series> series_of(const Report& report);

/// What slices results are of, and a row for each that has a slice of its own.
struct SlicesTable {
  std::string title;
  Listing table;
  std::size_t keys = 0;  ///< how many of its columns tell the rows apart
};
SlicesTable slices_of(const Report& report);

/// Why values of slices are absent, each reason once, and what a mark in their table means.
std::vector<std::string> slices_remarks(const Report& report);

/// For people: the table, with the course of each segment above it where there are steps.
std::string slices_text(const Report& report, const Screen& screen);

}  // namespace csm
