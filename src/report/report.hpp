#pragma once

#include <span>
#include <string>
#include <string_view>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

struct Overview;

/// For people: the figure first, then what it is made of, then what was left out. Lines fit in 80
/// columns.
std::string to_text_report(const Report& report, const Screen& screen = {});

/// For programs: stable, described by examples/result.schema.json.
std::string to_json_report(const Report& report, const Screen& screen = {});

/// For programs that take a line at a time: an object a result, as in JSON, with its metric; where
/// a list is asked for an object a row of it.
std::string to_ndjson_report(const Report& report, const Screen& screen = {});

/// For spreadsheets and other programs: a line a result, or the rows of a list where one is asked
/// for. Numbers are plain, and what a spreadsheet would take for a formula has a ' in front.
std::string to_csv_report(const Report& report, const Screen& screen = {});
std::string to_tsv_report(const Report& report, const Screen& screen = {});

/// For chats and pull requests: the same as a table, with numbers for people.
std::string to_markdown_report(const Report& report, const Screen& screen = {});

/// For browsers and mails: a page that stands alone, with pictures.
std::string to_html_report(const Report& report, const Screen& screen = {});

/// For Prometheus, by a file in the folder of node_exporter's textfile collector: gauges, shares as
/// ratios 0..1, a figure that is absent as NaN, other facts that are absent not at all. Says when
/// it was written, where that is known.
std::string to_prometheus_report(const Report& report, const Screen& screen = {});

/// For a shell variable: a bare number a result, a line each; "n/a" where absent.
std::string to_value_report(const Report& report, const Screen& screen = {});

/// A form of output, of one report and of several figures. Programs get the same on every screen.
struct Format {
  std::string_view name;
  std::string_view endings;  ///< of files that are in it, each with a blank behind
  std::string_view meaning;  ///< whom it is for, and how it looks
  std::string (*write)(const Report&, const Screen&);
  std::string (*write_overview)(const Overview&, const Screen&);
};
std::span<const Format> all_formats();

/// By the name that `--format` gives it; null where there is none.
const Format* find_format(std::string_view name);

/// The name of the form that a file's ending stands for; empty where it stands for none.
std::string_view format_by_ending(std::string_view path);

/// The names of all forms.
std::span<const std::string_view> format_names();

}  // namespace csm
