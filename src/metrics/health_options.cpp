#include "metrics/health_options.hpp"

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::optional<Decimal> number_of(std::string_view text) {
  const DecimalReading reading = read_decimal(text);
  if (reading.fault != DecimalFault::none) return std::nullopt;
  return reading.value;
}

[[noreturn]] void refuse_factor(std::string_view text, std::string_view why) {
  usage_error("--factor", in_quotes(text) + " " + std::string(why));
}

/// NAME, WEIGHT and WORST..BEST as they are written.
struct FactorParts {
  std::string_view name;
  std::string_view weight;
  std::string_view worst;
  std::string_view best;
};

/// The parts, found from behind; nothing where there are fewer.
std::optional<FactorParts> parts_of(std::string_view text) {
  const std::size_t line = text.rfind(':');
  if (line == std::string_view::npos || line == 0) return std::nullopt;
  const std::size_t weight = text.rfind(':', line - 1);
  const std::size_t dots = text.find("..", line);
  if (weight == std::string_view::npos || weight == 0 || dots == std::string_view::npos) {
    return std::nullopt;
  }
  return FactorParts{text.substr(0, weight), text.substr(weight + 1, line - weight - 1),
                     text.substr(line + 1, dots - line - 1), text.substr(dots + 2)};
}

HealthFactor weighted_factor(std::string_view text) {
  const auto parts = parts_of(text);
  if (!parts) {
    refuse_factor(text,
                  "is not NAME:WEIGHT:WORST..BEST, such as logins:0.4:0..30 (--scoring sum takes "
                  "the name alone)");
  }
  const auto weight = number_of(parts->weight);
  const auto worst = number_of(parts->worst);
  const auto best = number_of(parts->best);
  if (!weight || *weight <= Decimal{0}) {
    refuse_factor(text, "has the weight " + in_quotes(parts->weight) +
                            ", and a number above 0 is wanted, such as 0.4");
  }
  // In "0...5" the first number could end, or the second begin, with the point in the middle.
  if (!worst || !best || parts->best.starts_with('.')) {
    refuse_factor(text,
                  "has no line from worst to best, such as 0..30 or 10..0, behind its weight");
  }
  if (*worst == *best) {
    refuse_factor(text, "has one number for the worst and the best, so it tells nobody apart");
  }
  return {std::string(parts->name), *weight, *worst, *best};
}

HealthFactor summed_factor(std::string_view text) {
  if (text.empty()) refuse_factor(text, "is no column's name");
  if (parts_of(text)) {
    refuse_factor(text,
                  "has a weight and a line, and --scoring sum has none: it takes the column's name "
                  "alone");
  }
  HealthFactor factor;
  factor.name = text;
  return factor;
}

}  // namespace

HealthScoring read_scoring(const Question& question) {
  const std::string_view text = question.option("scoring", "weighted");
  if (text == "weighted") return HealthScoring::weighted;
  if (text == "sum") return HealthScoring::sum;
  usage_error("--scoring", in_quotes(text) + " is neither weighted nor sum");
}

std::vector<HealthFactor> read_factors(const Question& question, HealthScoring scoring) {
  std::vector<HealthFactor> factors;
  if (!question.has("factor")) return factors;
  std::string_view rest = question.option("factor", "");
  while (true) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view text = rest.substr(0, end);
    HealthFactor factor =
        scoring == HealthScoring::sum ? summed_factor(text) : weighted_factor(text);
    for (const HealthFactor& other : factors) {
      if (other.name == factor.name) refuse_factor(factor.name, "is given twice");
    }
    factors.push_back(std::move(factor));
    if (end == rest.size()) return factors;
    rest.remove_prefix(end + 1);
  }
}

HealthBounds read_bounds(const Question& question) {
  if (!question.has("bands")) return {};
  const std::string_view text = question.option("bands", "");
  const std::size_t comma = std::min(text.find(','), text.size());
  const auto yellow = number_of(text.substr(0, comma));
  const auto green = number_of(comma < text.size() ? text.substr(comma + 1) : "");
  if (!yellow || !green || *yellow < Decimal{0} || *yellow > *green || *green > Decimal{100}) {
    usage_error("--bands", in_quotes(text) +
                               " is not RED,GREEN, two numbers from 0 to 100 of which the second "
                               "is not the smaller, such as 50,75");
  }
  return {*yellow, *green};
}

}  // namespace csm
