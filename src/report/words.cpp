#include "report/words.hpp"

#include <fmt/format.h>

#include "csm/registry.hpp"
#include "text/shown.hpp"

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

std::string count(std::int64_t n) { return to_text(Quantity::count(n)); }

}  // namespace

std::string bounds_text(const Interval& interval, Unit unit) {
  const bool is_share = unit == Unit::share;
  const double scale = is_share ? 100 : 1;
  return bounds_text(interval.low * scale, interval.high * scale, is_share ? " %" : "",
                     unit == Unit::score ? 2 : 1);
}

std::string interval_text(const Interval& interval, Unit unit) {
  return fmt::format("{:.6g} % interval {}", interval.confidence * 100,
                     bounds_text(interval, unit));
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

std::string rule_text(const Rule& rule) {
  return fmt::format("rule {}: {}", rule.id, rule.summary);
}

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

std::string why_no_interval(const Result& result) {
  const bool is_missed = !result.interval && result.value.amount &&
                         result.value.unit != Unit::money && !result.interval_reason.empty();
  return is_missed ? "no interval: " + result.interval_reason : "";
}

std::string why_partial(const Result& result) {
  if (!result.span || !result.span->outlasts_data()) return "";
  return "data until " + in_words(*result.span->known_until) + ", before the period ends: partial";
}

}  // namespace csm
