#include "report/recorded_figure.hpp"

#include <fmt/format.h>

#include "csm/decimal.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<Unit> unit_called(std::string_view word) {
  for (const Unit unit :
       {Unit::share, Unit::money, Unit::points, Unit::score, Unit::months, Unit::count}) {
    if (name(unit) == word) return unit;
  }
  return std::nullopt;
}

/// The number as it was printed, which of money is exact.
std::optional<Ratio> amount_at(const Json& json) {
  std::string text = text_at(json, "exact");
  if (text.empty()) {
    const auto value = json.find("value");
    if (value == json.end() || !value->is_number()) return std::nullopt;
    text = value->is_number_integer() ? std::to_string(value->get<std::int64_t>())
                                      : fmt::format("{:.12f}", value->get<double>());
  }
  const DecimalReading reading = read_decimal(text);
  return reading.fault == DecimalFault::none ? std::optional(reading.value.ratio()) : std::nullopt;
}

}  // namespace

std::string RecordedFigure::key() const {
  std::string key = figure;
  for (const auto& [column, part] : segment) key += ", " + column + " " + part;
  if (value.currency.is_known()) key += ", " + std::string(value.currency.code());
  return key;
}

std::optional<RecordedFigure> recorded_figure(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  RecordedFigure figure;
  figure.metric = text_at(json, "metric");
  figure.figure = text_at(json, "figure");
  if (figure.figure.empty()) figure.figure = figure.metric;
  const auto unit = unit_called(text_at(json, "unit"));
  if (figure.metric.empty() || !unit) return std::nullopt;
  figure.rule = text_at(json, "rule");
  figure.at = text_at(json, "at");
  figure.text = text_at(json, "text");
  figure.value.unit = *unit;
  figure.value.amount = amount_at(json);
  if (const auto currency = Currency::of(text_at(json, "currency")))
    figure.value.currency = *currency;
  if (const auto period = json.find("period"); period != json.end() && period->is_object()) {
    figure.period = text_at(*period, "label");
    figure.begin = read_iso_date(text_at(*period, "begin"));
    figure.end = read_iso_date(text_at(*period, "end"));
  }
  if (const auto segment = json.find("segment"); segment != json.end() && segment->is_object()) {
    for (const auto& [column, part] : segment->items()) {
      if (part.is_string()) figure.segment.emplace_back(column, part.get<std::string>());
    }
  }
  return figure;
}

}  // namespace csm
