#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/error.hpp"
#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// A figure among others: what became of it, and how it went.
struct OverviewFigure {
  std::string title;
  /// With its metric and nothing else where there is no figure.
  Report report;
  Report steps;  ///< how the total went up to its period; without results where that is not known
  std::string failure;        ///< why there is no figure; empty: there is one
  ErrorCode failure_code{};   ///< the exit status that this stands for
  std::string steps_failure;  ///< why nothing is known of how it went, where that was asked for
};

/// What `csm report` ends in: figures of several metrics, from several exports. Reports of it see
/// nothing else.
struct Overview {
  std::string title;
  std::optional<Period> period;  ///< that its figures are of, but for those that say another one
  std::vector<OverviewFigure> figures;
};

/// How a figure went that is one of a report's results: of the same currency and rule.
std::vector<const Result*> steps_of(const OverviewFigure& figure, const Result& result);

/// Its figures' reports.
std::vector<const Report*> reports_of(const Overview& overview);

/// The bad rows that its figures tell of, each once, and how many more a figure has.
std::vector<std::string> bad_rows(const Overview& overview);

/// For people: a line a figure, then each as it is alone.
std::string to_text(const Overview& overview, const Screen& screen);
/// For chats and pull requests: a table with a line a figure, and what the reader must know.
std::string to_markdown(const Overview& overview, const Screen& screen);
/// For programs: an object a figure, as it is alone, with how it went; described by
/// examples/report.schema.json.
std::string to_json(const Overview& overview, const Screen& screen);
/// The same a line a result, with the figure that it is of.
std::string to_ndjson(const Overview& overview, const Screen& screen);
/// A line a result, all figures in one table.
std::string to_csv(const Overview& overview, const Screen& screen);
std::string to_tsv(const Overview& overview, const Screen& screen);
/// For Prometheus: each gauge says of which figure it is.
std::string to_prometheus(const Overview& overview, const Screen& screen);
/// A bare number a result, a line each, in the order of the figures.
std::string to_value(const Overview& overview, const Screen& screen);

/// All figures in one page that asks for nothing else: headlines, a section each, the data, what
/// the figures mean.
std::string to_html(const Overview& overview, const Screen& screen);

}  // namespace csm
