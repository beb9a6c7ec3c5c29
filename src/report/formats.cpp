#include <array>

#include "report/report.hpp"

namespace csm {
namespace {

constexpr std::array<std::string_view, 7> names = {"text", "json",     "ndjson", "csv",
                                                   "tsv",  "markdown", "value"};
constexpr std::array<WriteReport, 7> writers = {to_text_report, to_json_report, to_ndjson_report,
                                                to_csv_report,  to_tsv_report,  to_markdown_report,
                                                to_value_report};

}  // namespace

std::span<const std::string_view> format_names() { return names; }

WriteReport find_format(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return writers[i];
  }
  return nullptr;
}

}  // namespace csm
