#include "report/trend_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/html.hpp"

namespace csm {
namespace {

double scale_of(Unit unit) { return unit == Unit::share ? 100 : 1; }

std::optional<double> number_of(const Result& step) {
  if (!step.value.amount) return std::nullopt;
  return step.value.amount->to_double() * scale_of(step.value.unit);
}

/// What a picture's height stands for: from a round number to a round number.
struct Axis {
  double low = 0;
  double high = 1;
  double step = 1;

  double place(double value) const { return (value - low) / (high - low); }
};

/// The least of 1, 2 and 5 times a power of ten that is not below a number.
double round_up(double number) {
  const double power = std::pow(10, std::floor(std::log10(number)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= number * 0.999999) return factor * power;
  }
  return 10 * power;
}

/// From 0 where the figures come near to it; else what they span, with room on both sides.
Axis axis_over(double least, double most) {
  const bool shows_zero = least >= 0 ? least < most * 0.6 : most > 0 || -most < -least * 0.6;
  double low = shows_zero ? std::min(least, 0.0) : least;
  double high = shows_zero ? std::max(most, 0.0) : most;
  if (high <= low) high = low + (low == 0 ? 1 : std::abs(low) * 0.1);
  Axis axis;
  axis.step = round_up((high - low) / 4);
  axis.low = std::floor(low / axis.step + 1e-9) * axis.step;
  axis.high = std::ceil(high / axis.step - 1e-9) * axis.step;
  if (axis.high <= axis.low) axis.high = axis.low + axis.step;
  return axis;
}

/// "4 %", "70 k", "0.5".
std::string tick_text(double value, double step, Unit unit) {
  const double size = std::max(std::abs(value), step);
  const char* thousands = size >= 1e9 ? " bn" : size >= 1e6 ? " M" : size >= 1e4 ? " k" : "";
  const double divisor = size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : size >= 1e4 ? 1e3 : 1;
  const double small_step = step / divisor;
  const int decimals = small_step >= 1
                           ? (small_step == std::floor(small_step) ? 0 : 1)
                           : static_cast<int>(std::ceil(-std::log10(small_step) - 1e-9));
  std::string text = fmt::format("{:.{}f}", value / divisor, decimals);
  if (text.find_first_of("123456789") == std::string::npos) text = "0";
  return text + (text == "0" ? "" : thousands) + (unit == Unit::share ? " %" : "");
}

/// A picture of steps while it is drawn.
class TrendChart {
 public:
  explicit TrendChart(const std::vector<const Result*>& steps) : steps_(steps) {
    double least = 0;
    double most = 0;
    bool is_any = false;
    const auto keep = [&](double value) {
      least = is_any ? std::min(least, value) : value;
      most = is_any ? std::max(most, value) : value;
      is_any = true;
    };
    for (const Result* step : steps_) {
      if (const auto number = number_of(*step)) keep(*number);
    }
    if (is_any) widen_to_intervals(least, most);
    axis_ = axis_over(least, most);
  }

  std::string lines(double left, double right, double top, double bottom) {
    left_ = left;
    right_ = right;
    top_ = top;
    bottom_ = bottom;
    return band() + line();
  }

  std::string grid() const {
    std::string out;
    const Unit unit = steps_.front()->value.unit;
    for (double value = axis_.low; value <= axis_.high + axis_.step / 2; value += axis_.step) {
      out += fmt::format(
          "<path class=\"grid\" d=\"M{0:.1f} {1:.1f}H{2:.1f}\"/>"
          "<text x=\"{3:.1f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}</text>\n",
          left_, y(value), right_, left_ - 5, y(value) + 3.5, tick_text(value, axis_.step, unit));
    }
    return out;
  }

  /// The steps' names below: of many only some, the last one among them.
  std::string names() const {
    constexpr double room = 50;
    const double apart = steps_.size() > 1 ? x(1) - x(0) : room;
    const auto every = static_cast<std::size_t>(std::ceil(room / apart));
    std::string out;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if ((steps_.size() - 1 - i) % every != 0) continue;
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x(i),
                         bottom_ + 14, html(name_of(*steps_[i])));
    }
    return out;
  }

  std::string dots() const {
    std::string out;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const auto number = number_of(*steps_[i]);
      if (!number) continue;
      out += fmt::format("<circle class=\"dot{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>\n",
                         is_partial(i) ? " open" : "", x(i), y(*number));
    }
    return out;
  }

  /// What the line ends at, above the picture, where no line is in the way.
  std::string last_figure() const {
    if (!number_of(*steps_.back())) return "";
    return fmt::format(
        "<text class=\"last\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n",
        right_ + 8, top_ - 8, html(to_text(steps_.back()->value)));
  }

 private:
  static std::string name_of(const Result& step) {
    return step.span ? step.span->period.label : std::string();
  }
  bool is_partial(std::size_t i) const { return steps_[i]->span && steps_[i]->span->is_partial(); }

  /// Intervals may reach far beyond the figures: three times their spread is shown at most.
  void widen_to_intervals(double& least, double& most) const {
    const double room = std::max(most - least, std::abs(most) * 0.1);
    double low = least;
    double high = most;
    for (const Result* step : steps_) {
      if (!step->interval) continue;
      const double scale = scale_of(step->value.unit);
      low = std::min(low, step->interval->low * scale);
      high = std::max(high, step->interval->high * scale);
    }
    least = std::max(low, least - room);
    most = std::min(high, most + room);
  }

  double x(std::size_t i) const {
    if (steps_.size() < 2) return right_;
    return left_ + 6 +
           (right_ - left_ - 12) * static_cast<double>(i) / static_cast<double>(steps_.size() - 1);
  }
  double y(double value) const {
    return bottom_ - (bottom_ - top_) * std::clamp(axis_.place(value), 0.0, 1.0);
  }

  /// Calls for each run of steps of which something is there.
  template <class IsThere, class Draw>
  void for_each_run(const IsThere& is_there, const Draw& draw) const {
    for (std::size_t begin = 0; begin < steps_.size();) {
      std::size_t end = begin;
      while (end < steps_.size() && is_there(*steps_[end])) ++end;
      if (end - begin > 1) draw(begin, end);
      begin = std::max(end, begin + 1);
    }
  }

  std::string band() const {
    std::string out;
    for_each_run([](const Result& step) { return step.interval.has_value(); },
                 [&](std::size_t begin, std::size_t end) {
                   std::string path;
                   const double scale = scale_of(steps_[begin]->value.unit);
                   for (std::size_t i = begin; i < end; ++i) {
                     path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x(i),
                                         y(steps_[i]->interval->high * scale));
                   }
                   for (std::size_t i = end; i-- > begin;) {
                     path +=
                         fmt::format("L{:.1f} {:.1f}", x(i), y(steps_[i]->interval->low * scale));
                   }
                   out += "<path class=\"band\" d=\"" + path + "Z\"/>\n";
                 });
    return out;
  }

  std::string line() const {
    std::string out;
    for_each_run([](const Result& step) { return step.value.amount.has_value(); },
                 [&](std::size_t begin, std::size_t end) {
                   std::string path;
                   for (std::size_t i = begin; i < end; ++i) {
                     path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x(i),
                                         y(*number_of(*steps_[i])));
                   }
                   out += "<path class=\"line\" d=\"" + path + "\"/>\n";
                 });
    return out;
  }

  const std::vector<const Result*>& steps_;
  Axis axis_;
  double left_ = 0;
  double right_ = 1;
  double top_ = 0;
  double bottom_ = 1;
};

bool has_two_figures(const std::vector<const Result*>& steps) {
  return std::count_if(steps.begin(), steps.end(),
                       [](const Result* step) { return step->value.amount.has_value(); }) > 1;
}

std::string at(const Result& step) {
  return step.span ? to_text(step.value) + " in " + title(step.span->period) : to_text(step.value);
}

/// "From 4.3 % in June 2025 to 1.6 % in May 2026; least 1.6 % in ..., most 8.8 % in March 2026".
std::string in_words(const std::vector<const Result*>& steps) {
  const Result* first = nullptr;
  const Result* last = nullptr;
  const Result* least = nullptr;
  const Result* most = nullptr;
  for (const Result* step : steps) {
    const auto number = number_of(*step);
    if (!number) continue;
    if (first == nullptr) first = step;
    last = step;
    if (least == nullptr || *number < *number_of(*least)) least = step;
    if (most == nullptr || *number > *number_of(*most)) most = step;
  }
  return fmt::format("From {} to {}; the least {}, the most {}", at(*first), at(*last), at(*least),
                     at(*most));
}

}  // namespace

std::string trend_chart(const std::vector<const Result*>& steps, std::string_view title) {
  if (!has_two_figures(steps)) return "";
  TrendChart chart(steps);
  const std::string lines = chart.lines(44, 338, 24, 164);
  return fmt::format(
             "<figure><svg viewBox=\"0 0 360 184\" role=\"img\">\n<title>{}</title>\n"
             "<desc>{}</desc>\n",
             html(title), html(in_words(steps))) +
         chart.grid() + lines + chart.names() + chart.dots() + chart.last_figure() +
         "</svg></figure>\n";
}

std::string small_trend(const std::vector<const Result*>& steps) {
  if (!has_two_figures(steps)) return "";
  TrendChart chart(steps);
  return "<svg viewBox=\"0 0 240 32\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\n" +
         chart.lines(0, 240, 3, 29) + "</svg>\n";
}

}  // namespace csm
