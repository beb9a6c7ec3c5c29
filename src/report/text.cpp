#include <fmt/format.h>

#include <algorithm>

#include "csm/registry.hpp"
#include "report/customer_text.hpp"
#include "report/explain_text.hpp"
#include "report/heat_map.hpp"
#include "report/line.hpp"
#include "report/report.hpp"
#include "report/slices_text.hpp"
#include "report/trend.hpp"
#include "report/words.hpp"

namespace csm {
namespace {

std::string table_text(const Table& table) {
  std::size_t label_width = 0;
  std::size_t number_width = 0;
  for (const TableRow& row : table) {
    label_width = std::max(label_width, width_of(row.label));
    number_width = std::max(number_width, width_of(row.number));
  }
  std::string out;
  for (const TableRow& row : table) {
    const std::string line = "    " + row.label +
                             std::string(label_width - width_of(row.label) + 2, ' ') +
                             std::string(number_width - width_of(row.number), ' ') + row.number;
    out += row.remark.empty() ? line + "\n" : line + "   " + row.remark + "\n";
  }
  return out;
}

std::string text_of(const Listing& list, const Screen& screen) {
  if (list.rows.empty() || list.most_in_text == 0) return "";
  return list.is_heat_map() ? heat_map_text(list, screen) : list_text(list);
}

std::string result_text(const Report& report, const Result& result, const Screen& screen) {
  std::string out = spread(heading(*report.metric, result), to_text(result.value), "");
  if (!result.reason.empty()) out += paragraph("not defined: " + result.reason);
  std::string interval = result.interval ? interval_text(*result.interval, result.value.unit) : "";
  for (const Paragraph& part : result.story) {
    if (const auto* table = std::get_if<Table>(&part)) {
      out += table_text(*table);
    } else if (!interval.empty()) {
      out += spread(std::get<std::string>(part), interval, "  ");
      interval.clear();
    } else {
      out += paragraph(std::get<std::string>(part));
    }
  }
  if (result.change) {
    const std::string words = change_in_words(*result.change);
    if (!words.empty()) out += paragraph(words);
  }
  for (const Listing& list : result.lists) out += text_of(list, screen);
  for (const std::string& why : {why_no_interval(result), why_partial(result)}) {
    if (!why.empty()) out += paragraph(why);
  }
  if (result.rule != nullptr) out += paragraph(rule_text(*result.rule));
  return out;
}

/// On a screen the beginning, as wide as it is; elsewhere all there is.
std::string member_list(Listing list, const Screen& screen) {
  constexpr std::size_t most_on_screen = 20;
  list.most_in_text = screen.is_terminal ? most_on_screen : list.rows.size();
  const std::string rows = list.rows.empty()    ? paragraph(list.title)
                           : screen.is_terminal ? narrow_list(list)
                                                : whole_list(list);
  return rows + (list.rest.empty() ? "" : paragraph(list.rest));
}

}  // namespace

std::string to_text_report(const Report& report, const Screen& screen) {
  std::string out;
  for (const Result& result : report.results) {
    const bool stands_in_table = is_series(report) || !result.segment.empty();
    if (stands_in_table) continue;
    if (!out.empty()) out += "\n";
    out += result_text(report, result, screen);
  }
  if (is_sliced(report)) {
    if (!out.empty()) out += "\n";
    out += slices_text(report, screen);
  }
  if (report.list) out += "\n" + member_list(*report.list, screen);
  if (report.results.size() > 1 || report.list) out += "\n";
  const bool is_one_rule = std::all_of(report.results.begin(), report.results.end(),
                                       [](const Result& result) { return result.rule == nullptr; });
  if (report.metric->rules.size() > 1 && is_one_rule) out += paragraph(rule_text(*report.rule));
  for (const std::string& note : report.notes) out += paragraph(note);
  if (report.input) out += paragraph(input_text(*report.input));
  if (report.explanation) out += explain_text(report);
  if (report.explanation && report.explanation->customer) out += customer_text(report);
  return out;
}

}  // namespace csm
