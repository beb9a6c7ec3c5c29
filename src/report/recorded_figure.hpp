#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "csm/date.hpp"
#include "csm/result.hpp"
#include "report/json_text.hpp"

namespace csm {

/// A figure that was computed at another time, as csm's JSON tells of it.
struct RecordedFigure {
  std::string figure;  ///< its title in a report, or its metric
  std::string metric;
  std::string rule;
  std::string at;      ///< when: "2026-11-28T10:00:00Z"; empty where that is not told
  std::string period;  ///< empty: none
  std::optional<Date> begin;
  std::optional<Date> end;
  std::vector<std::pair<std::string, std::string>> segment;
  Quantity value;
  std::string text;  ///< "6.4 %"

  /// What tells it from others of the same period.
  std::string key() const;
};

/// Reads an object of csm's, with its figure or metric. None where it is no such object.
std::optional<RecordedFigure> recorded_figure(const Json& json);

}  // namespace csm
