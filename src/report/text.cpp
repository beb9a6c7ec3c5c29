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

namespace csm {
namespace {

/// With so many decimals; what rounds to 0 has no sign.
std::string rounded(double number, int decimals) {
  std::string text = fmt::format("{:.{}f}", number, decimals);
  if (text.find_first_of("123456789") == std::string::npos && text.starts_with('-'))
    text.erase(0, 1);
  return text;
}

/// Both bounds with as many decimals as tell them apart, as many as their figure has at least.
std::string bounds_text(double low, double high, std::string_view unit, int least_decimals) {
  std::string low_text;
  std::string high_text;
  for (int decimals = least_decimals; decimals <= 6 && low_text == high_text; ++decimals) {
    low_text = rounded(low, decimals);
    high_text = rounded(high, decimals);
  }
  return low_text + std::string(unit) + " .. " + high_text + std::string(unit);
}

std::string interval_text(const Interval& interval, Unit unit) {
  const bool is_share = unit == Unit::share;
  const double scale = is_share ? 100 : 1;
  return fmt::format("{:.6g} % interval {}", interval.confidence * 100,
                     bounds_text(interval.low * scale, interval.high * scale, is_share ? " %" : "",
                                 unit == Unit::score ? 2 : 1));
}

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

std::string rule_text(const Rule& rule) {
  return paragraph(fmt::format("rule {}: {}", rule.id, rule.summary));
}

std::string heading(const Metric& metric, const Result& result) {
  std::string heading(metric.title);
  if (!result.span) {
    heading += ", by hand";
  } else {
    heading += ", " + title(result.span->period);
  }
  for (const auto& [column, value] : result.segment) heading += ", " + column + " " + value;
  const Quantity& value = result.value;
  const bool is_share_of_money = value.unit != Unit::money && value.currency.is_known();
  if (is_share_of_money) heading += ", " + std::string(value.currency.code());
  return heading;
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
  const bool has_no_interval = !result.interval && result.value.amount &&
                               result.value.unit != Unit::money && !result.interval_reason.empty();
  if (has_no_interval) out += paragraph("no interval: " + result.interval_reason);
  if (result.span && result.span->outlasts_data()) {
    out += paragraph("data until " + in_words(*result.span->known_until) +
                     ", before the period ends: partial");
  }
  if (result.rule != nullptr) out += rule_text(*result.rule);
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

std::string count(std::int64_t n) { return to_text(Quantity::count(n)); }

std::string input_text(const InputSummary& input) {
  std::string files;
  for (std::size_t i = 0; i < input.files.size() && i < 4; ++i) {
    files += (i == 0 ? "" : ", ") + input.files[i];
  }
  if (input.files.size() > 4) files += fmt::format(" and {} more", input.files.size() - 4);
  std::string text =
      fmt::format("{}: {} row{}", files, count(input.rows), input.rows == 1 ? "" : "s");
  if (input.used() == input.rows) return text + (input.rows == 0 ? "" : ", all used");
  text += fmt::format(", {} used", count(input.used()));
  if (input.bad > 0) text += fmt::format(", {} bad and left out", count(input.bad));
  for (const auto& [reason, n] : input.not_counted) {
    text += fmt::format(", {} not counted ({})", count(n), reason);
  }
  return text;
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
  if (report.metric->rules.size() > 1 && is_one_rule) out += rule_text(*report.rule);
  for (const std::string& note : report.notes) out += paragraph(note);
  if (report.input) out += paragraph(input_text(*report.input));
  if (report.explanation) out += explain_text(report);
  if (report.explanation && report.explanation->customer) out += customer_text(report);
  return out;
}

}  // namespace csm
