#include <array>
#include <iterator>
#include <string>

#include "report/overview.hpp"
#include "report/report.hpp"

namespace csm {
namespace {

constexpr Format formats[] = {
    {"text", ".txt ", "for people, in lines of 80 columns", to_text_report, to_text},
    {"json", ".json ", "for programs: stable, described by examples/result.schema.json",
     to_json_report, to_json},
    {"ndjson", ".ndjson .jsonl ", "an object a result, or a row of the list, each on its line",
     to_ndjson_report, to_ndjson},
    {"csv", ".csv ", "for spreadsheets: a line a result, or the rows of the list", to_csv_report,
     to_csv},
    {"tsv", ".tsv .tab ", "the same with tabs between", to_tsv_report, to_tsv},
    {"markdown", ".md .markdown ", "for chats and pull requests: tables", to_markdown_report,
     to_markdown},
    {"html", ".html .htm ", "for browsers and mails: a page with pictures that stands alone",
     to_html_report, to_html},
    {"prometheus", ".prom ", "gauges, for the folder of node_exporter's textfile collector",
     to_prometheus_report, to_prometheus},
    {"value", "", "for a shell variable: a bare number a result, n/a where absent", to_value_report,
     to_value},
};
constexpr auto names = [] {
  std::array<std::string_view, std::size(formats)> all;
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = formats[i].name;
  return all;
}();

}  // namespace

std::span<const Format> all_formats() { return formats; }

std::span<const std::string_view> format_names() { return names; }

const Format* find_format(std::string_view name) {
  for (const Format& format : formats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string_view format_by_ending(std::string_view path) {
  const std::size_t name = path.rfind('/') + 1;  // 0 where there is no folder
  const std::size_t point = path.rfind('.');
  if (point == std::string_view::npos || point <= name) return "";
  const std::string ending = std::string(path.substr(point)) + " ";
  for (const Format& format : formats) {
    if (format.endings.find(ending) != std::string_view::npos) return format.name;
  }
  return "";
}

}  // namespace csm
