#include "report/trend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::size_t longest_line = 40;

bool begins_at_zero(Unit unit) { return unit != Unit::points && unit != Unit::score; }

std::string_view level(double height, bool has_blocks) {
  static constexpr std::string_view blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static constexpr std::string_view ascii[] = {"_", ".", ":", "-", "=", "+", "*", "#"};
  const auto i = static_cast<std::size_t>(std::clamp(height * 7 + 0.5, 0.0, 7.0));
  return has_blocks ? blocks[i] : ascii[i];
}

}  // namespace

std::string sparkline(std::span<const Quantity> values, const Screen& screen) {
  values = values.last(std::min(values.size(), longest_line));
  bool is_any = false;
  double low = 0;
  double high = 0;
  for (const Quantity& value : values) {
    if (!value.amount) continue;
    const double number = value.amount->to_double();
    low = is_any || begins_at_zero(value.unit) ? std::min(low, number) : number;
    high = is_any ? std::max(high, number) : number;
    is_any = true;
  }
  std::string line;
  for (const Quantity& value : values) {
    if (!value.amount) {
      line += ' ';
      continue;
    }
    const double height =
        high > low ? (value.amount->to_double() - low) / (high - low) : (high > 0 ? 1 : 0);
    line += level(height, screen.has_blocks);
  }
  return is_any ? line : "";
}

std::string bar(const Quantity& value, double longest, std::size_t width, const Screen& screen) {
  if (!value.amount || longest <= 0) return "";
  const double length = value.amount->to_double() / longest * static_cast<double>(width);
  if (length <= 0) return "";
  if (!screen.has_blocks) return std::string(static_cast<std::size_t>(std::lround(length)), '#');
  static constexpr std::string_view parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(length * 8));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + std::string(parts[eighths % 8]);
}

std::string signed_number(const Quantity& difference) {
  const std::string text = to_number(difference);
  const bool is_above_zero = difference.amount && difference.amount->num > 0 &&
                             text.find_first_of("123456789") != std::string::npos;
  return (is_above_zero ? "+" : "") + text;
}

std::string change_in_words(const Change& change) {
  std::string with;
  if (change.period) {
    with = " in " + title(*change.period);
  } else {
    for (const auto& [column, value] : change.segment) {
      with += (with.empty() ? " of " : ", ") + shown(column) + " " + shown(value);
    }
  }
  if (!change.difference.amount) {
    return change.before.amount ? "" : "nothing to compare with" + with;
  }
  const Int128 sign = change.difference.amount->num;
  std::string words = "as much as the " + to_text(change.before) + with;
  if (sign != 0) {
    Quantity size = change.difference;
    if (sign < 0) size.amount->num = -sign;
    const bool is_in_points = size.unit == Unit::share || size.unit == Unit::points;
    words = fmt::format("{} {} from {}{}", sign > 0 ? "up" : "down",
                        is_in_points ? to_number(size) + " points" : to_text(size),
                        to_text(change.before), with);
  }
  const auto is_sure = change.is_more_than_chance();
  if (!is_sure || sign == 0) return words;
  const double scale = change.difference.unit == Unit::share ? 100 : 1;
  const int decimals = change.difference.unit == Unit::score ? 2 : 1;
  return words + fmt::format("; {:.6g} % interval {:+.{}f} .. {:+.{}f}: {}",
                             change.interval->confidence * 100, change.interval->low * scale,
                             decimals, change.interval->high * scale, decimals,
                             *is_sure ? "more than chance" : "it may be chance");
}

}  // namespace csm
