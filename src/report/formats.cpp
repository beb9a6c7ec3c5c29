#include <array>
#include <iterator>
#include <string>

#include "report/report.hpp"

namespace csm {
namespace {

struct Format {
  std::string_view name;
  std::string_view endings;  ///< of files that are in it, each with a blank behind
  WriteReport write;
};
constexpr Format formats[] = {
    {"text", ".txt ", to_text_report},
    {"json", ".json ", to_json_report},
    {"ndjson", ".ndjson .jsonl ", to_ndjson_report},
    {"csv", ".csv ", to_csv_report},
    {"tsv", ".tsv .tab ", to_tsv_report},
    {"markdown", ".md .markdown ", to_markdown_report},
    {"prometheus", ".prom ", to_prometheus_report},
    {"value", "", to_value_report},
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
