#include "cli/report_options.hpp"

namespace csm::cli {
namespace {

constexpr ReportOption options[] = {
    {{"config", "FILE"}, "which figures, from which exports; auto: the nearest csm.toml"},
    {{"period", "PERIOD"},
     "of all figures but those with one of their own; else the month of the "
     "newest day in the exports"},
    {{"as-of", "DATE"}, "the data is known until this day (or today); else its newest date"},
    {{"trend", "N"}, "how many periods back the course of a figure goes (default 12; 1: none)"},
    {{"title", "TEXT"}, "of the report"},
    {{"history", "FILE"}, "where what was computed is added, a line a figure"},
    {{"stamp", ""}, "hashes of the exports and the config, and versions of the rules"},
    {{"threads", "N"}, "for large files (default: all that the machine has)"},
    {{"memory", "SIZE"}, "for customers, as 4G (default: 3/4 of what is left)"},
    {{"no-color", ""}, "no colours on a terminal either"},
    {{"output", "FILE"}, "instead of standard output, in the format that its ending tells"},
    {{"format", "NAME"},
     "text (default), json, ndjson, csv, tsv, markdown, html, prometheus or "
     "value"},
};

}  // namespace

std::span<const ReportOption> report_options() { return options; }

std::vector<OptionShape> report_shapes() {
  std::vector<OptionShape> shapes;
  for (const ReportOption& option : options) shapes.push_back(option.shape);
  return shapes;
}

}  // namespace csm::cli
