#include <array>
#include <iterator>
#include <string>

#include "report/overview.hpp"
#include "report/report.hpp"

namespace csm {
namespace {

struct Format {
  std::string_view name;
  std::string_view endings;  ///< of files that are in it, each with a blank behind
  WriteReport write;
  WriteOverview write_overview;
};
constexpr Format formats[] = {
    {"text", ".txt ", to_text_report, to_text},
    {"json", ".json ", to_json_report, to_json},
    {"ndjson", ".ndjson .jsonl ", to_ndjson_report, to_ndjson},
    {"csv", ".csv ", to_csv_report, to_csv},
    {"tsv", ".tsv .tab ", to_tsv_report, to_tsv},
    {"markdown", ".md .markdown ", to_markdown_report, to_markdown},
    {"html", ".html .htm ", to_html_report, to_html},
    {"prometheus", ".prom ", to_prometheus_report, to_prometheus},
    {"value", "", to_value_report, to_value},
};
constexpr auto names = [] {
  std::array<std::string_view, std::size(formats)> all;
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = formats[i].name;
  return all;
}();

}  // namespace

std::span<const std::string_view> format_names() { return names; }

WriteReport find_format(std::string_view name) {
  for (const Format& format : formats) {
    if (format.name == name) return format.write;
  }
  return nullptr;
}

WriteOverview find_overview_format(std::string_view name) {
  for (const Format& format : formats) {
    if (format.name == name) return format.write_overview;
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
