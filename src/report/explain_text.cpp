#include "report/explain_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/registry.hpp"
#include "report/line.hpp"
#include "report/slices_text.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// A template with the facts in place of their names; false where one is absent.
bool fill(std::string_view text, const Result& result, std::string& out) {
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_of("{["), text.size());
    out += text.substr(0, begin);
    text.remove_prefix(begin);
    if (text.empty()) break;
    const std::size_t end = text.find(text.front() == '{' ? '}' : ']');
    const std::string_view inside = text.substr(1, end - 1);
    if (text.front() == '{') {
      const Quantity* quantity = result.find_known_fact(inside);
      if (quantity == nullptr) return false;
      out += quantity->unit == Unit::money ? to_number(*quantity) : to_text(*quantity);
    } else {
      std::string part;
      if (fill(inside, result, part)) out += part;
    }
    text.remove_prefix(end + 1);
  }
  return true;
}

std::string line(std::string_view label, const std::string& text) {
  constexpr std::size_t column = 12;
  std::string out = "  " + std::string(label);
  out.resize(std::max(out.size() + 1, column), ' ');
  return out + wrapped(text, column, column, line_width) + "\n";
}

std::string days_of(const Report& report) {
  const Result& result = report.results.front();
  if (!result.span || result.span->period.is_all()) return "";
  const Period& period = result.span->period;
  const Date last = period.end - std::chrono::days{1};
  std::string text =
      fmt::format("from {} to {}, both included", in_words(period.begin), in_words(last));
  if (report.metric->counts == Grouping::customers) {
    text += fmt::format(
        "; here at the start is who is active just before {}, here at the end who "
        "is just before {}",
        in_words(period.begin), in_words(period.end));
  }
  return text;
}

std::string rules_of(const Report& report) {
  std::string out;
  const auto add = [&](const Rule& rule, const Result& result, bool is_own) {
    const std::string how = worked(result, rule);
    out += line(
        out.empty() ? "by rule" : "",
        fmt::format("{} {}{}: {}{}", rule.id, to_text(result.value), is_own ? ", the one used" : "",
                    rule.summary, how.empty() || is_own ? "" : "; " + how));
  };
  for (const Rule& rule : report.metric->rules) {
    if (&rule == report.rule) add(rule, report.results.front(), true);
    for (const Result& result : report.explanation->by_rule) {
      if (result.rule == &rule) add(rule, result, false);
    }
  }
  return out;
}

std::string columns_of(const Explanation& explanation) {
  std::string out;
  for (const Explanation::Columns& columns : explanation.columns) {
    std::string text = columns.file + ":";
    for (const auto& [field, header] : columns.fields) {
      text += fmt::format("{}{} is {}", text.ends_with(":") ? " " : ", ", shown(field),
                          in_quotes(header));
    }
    out += line(out.empty() ? "columns" : "", text);
  }
  return out;
}

std::string interval_of(const Result& result) {
  if (!result.interval) return result.interval_reason.empty() ? "" : result.interval_reason;
  return fmt::format(
      "{}, {:.6g} %: of what could be, a sample drawn again and again would hold the "
      "true figure in so many cases",
      result.interval->method, result.interval->confidence * 100);
}

}  // namespace

std::string worked(const Result& result, const Rule& rule) {
  std::string text;
  if (!result.value.amount || rule.worked.empty() || !fill(rule.worked, result, text)) return "";
  return text + " = " + to_text(result.value);
}

std::string explain_text(const Report& report) {
  const Metric& metric = *report.metric;
  std::string out = "\nHow this came about\n";
  out += line("asked", std::string(metric.question));
  out += line("formula", std::string(metric.formula));
  const bool is_one = !is_sliced(report) && !report.results.empty();
  if (is_one) {
    for (const Result& result : report.results) {
      const std::string how = worked(result, result.rule != nullptr ? *result.rule : *report.rule);
      if (!how.empty()) out += line("here", how);
    }
    if (!report.explanation->by_rule.empty()) out += rules_of(report);
    const std::string days = days_of(report);
    if (!days.empty()) out += line("period", days);
    const std::string interval = interval_of(report.results.front());
    if (!interval.empty()) out += line("interval", interval);
  }
  out += columns_of(*report.explanation);
  for (const FactMeaning& fact : metric.facts) {
    const bool is_told = is_one && report.results.front().find_known_fact(fact.name) != nullptr;
    if (is_told) {
      out += line(
          &fact == &metric.facts.front() ? "facts" : "",
          fmt::format("{} {}: {}", fact.name,
                      to_text(*report.results.front().find_known_fact(fact.name)), fact.meaning));
    }
  }
  return out + line("source", std::string(metric.source));
}

}  // namespace csm
