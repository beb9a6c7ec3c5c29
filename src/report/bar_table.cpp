#include "report/bar_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/html.hpp"
#include "report/trend.hpp"

namespace csm {
namespace {

constexpr std::size_t most_bars = 40;

/// A bar between two places of 0..100; for eyes only, as the number stands beside.
std::string bar_between(double begin, double end, std::string_view its_class) {
  if (begin == end) return "";
  const double from = std::min(begin, end);
  const double width = std::max(std::abs(end - begin), 0.4);
  return fmt::format(
      "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
      "class=\"{}\" vector-effect=\"non-scaling-stroke\" x=\"{:.2f}\" y=\"1\" width=\"{:.2f}\" "
      "height=\"8\"/></svg>",
      its_class, from, width);
}

std::string row(std::string_view label, const std::string& number, const std::string& bar,
                std::string_view remark = "") {
  std::string out =
      fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"bar\">{}</td>",
                  html(label), html(number), bar);
  if (!remark.empty()) out += "<td>" + html(remark) + "</td>";
  return out + "</tr>\n";
}

std::string table(std::string_view title, const std::string& rows) {
  return "<div class=\"wide\"><table>\n<caption>" + html(title) + "</caption>\n<tbody>\n" + rows +
         "</tbody>\n</table></div>\n";
}

/// One of the balance's facts, and where its bar begins and ends.
struct Step {
  std::string_view name;
  Quantity amount;
  double begin;
  double end;
  std::string_view its_class;
};

std::vector<Step> steps_of(const Balance& balance, const Result& result) {
  const Quantity* opening = result.find_known_fact(balance.opening);
  const Quantity* closing = result.find_known_fact(balance.closing);
  if (opening == nullptr || closing == nullptr) return {};
  double level = opening->amount->to_double();
  std::vector<Step> steps = {{balance.opening, *opening, 0, level, "level"}};
  const auto move = [&](std::string_view name, bool is_gain) {
    const Quantity* amount = result.find_known_fact(name);
    if (amount == nullptr) return;
    const double to = level + (is_gain ? 1 : -1) * amount->amount->to_double();
    Quantity moved = *amount;
    if (!is_gain) moved.amount->num = -moved.amount->num;
    steps.push_back({name, moved, level, to, to < level ? "loss" : "gain"});
    level = to;
  };
  for (const std::string_view gain : balance.gains) move(gain, true);
  for (const std::string_view loss : balance.losses) move(loss, false);
  steps.push_back({balance.closing, *closing, 0, closing->amount->to_double(), "level"});
  return steps;
}

/// Where bars begin: at 0, or where what moved would else be too small to be seen.
double start_of_bars(const std::vector<Step>& steps) {
  double least = steps.front().end;
  double most = least;
  for (const Step& step : steps) {
    least = std::min(least, step.end);
    most = std::max(most, step.end);
  }
  const double start = least - (most - least);
  return most > least && start > most / 2 ? start : 0;
}

}  // namespace

std::string bar_table(std::string_view title, const Breakdown& parts) {
  double longest = 0;
  for (const auto& [name, quantity] : parts) {
    if (!quantity.amount) continue;
    if (quantity.amount->num < 0) return "";
    longest = std::max(longest, quantity.amount->to_double());
  }
  if (longest == 0) return "";
  std::string rows;
  for (std::size_t i = 0; i < std::min(parts.size(), most_bars); ++i) {
    const auto& [name, quantity] = parts[i];
    const double length = quantity.amount ? quantity.amount->to_double() / longest * 100 : 0;
    rows += row(name, to_text(quantity), length > 0 ? bar_between(0, length, "level") : "");
  }
  if (parts.size() > most_bars) {
    rows += row(fmt::format("and {} more", parts.size() - most_bars), "", "");
  }
  return table(title, rows);
}

const Table* table_of_balance(const Balance& balance, const Result& result) {
  for (const Paragraph& part : result.story) {
    const auto* told = std::get_if<Table>(&part);
    if (told != nullptr && !told->empty() && told->front().label == balance.opening) return told;
  }
  return nullptr;
}

std::string balance_table(const Balance& balance, const Result& result, const Table* told) {
  const std::vector<Step> steps = steps_of(balance, result);
  if (steps.empty()) return "";
  const double start = start_of_bars(steps);
  double most = 0;
  for (const Step& step : steps) most = std::max({most, step.begin, step.end});
  if (most <= start) return "";
  const auto place = [&](double level) {
    return std::max(0.0, (level - start) / (most - start)) * 100;
  };
  std::string rows;
  for (const Step& step : steps) {
    const bool is_level = step.its_class == "level";
    const std::string number = is_level ? to_number(step.amount) : signed_number(step.amount);
    std::string name(step.name);
    std::string remark;
    for (std::size_t i = 0; told != nullptr && i < told->size(); ++i) {
      if ((*told)[i].label == name) remark = (*told)[i].remark;
    }
    std::replace(name.begin(), name.end(), '_', ' ');
    rows +=
        row(name, number,
            bar_between(is_level ? 0 : place(step.begin), place(step.end), step.its_class), remark);
  }
  std::string title = "What moved it";
  if (start > 0) {
    Quantity at = steps.front().amount;
    at.amount = Ratio{static_cast<Int128>(start), 1};
    title += "; bars begin at " + to_text(at);
  }
  return table(title, rows);
}

}  // namespace csm
