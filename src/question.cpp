#include "csm/question.hpp"

#include <algorithm>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

const std::string& text_of(const Question& question, std::string_view name) {
  const auto found = question.options.find(name);
  if (found == question.options.end()) {
    usage_error("--" + std::string(name), "is needed to compute this by hand");
  }
  return found->second;
}

}  // namespace

std::string_view Question::option(std::string_view name, std::string_view otherwise) const {
  const auto found = options.find(name);
  return found == options.end() ? otherwise : std::string_view(found->second);
}

bool Question::has_kind(std::string_view kind) const {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Decimal Question::amount(std::string_view name) const {
  const std::string& text = text_of(*this, name);
  const DecimalReading reading = read_decimal(text);
  if (reading.fault != DecimalFault::none || reading.value < Decimal{0}) {
    usage_error("--" + std::string(name),
                in_quotes(text) + " is not a number from 0 up, such as 12.50");
  }
  return reading.value;
}

std::int64_t Question::count(std::string_view name) const {
  const std::string& text = text_of(*this, name);
  const DecimalReading reading = read_decimal(text);
  constexpr std::int64_t limit = 1'000'000'000'000'000;
  const Int128 number = reading.value.atoms() / Decimal::unit;
  if (reading.fault == DecimalFault::too_large || number > limit) {
    usage_error("--" + std::string(name), in_quotes(text) + " is too large a count");
  }
  if (reading.fault != DecimalFault::none || !reading.value.is_whole() || number < 0) {
    usage_error("--" + std::string(name),
                in_quotes(text) + " is not a count: a whole number from 0 up, such as 64");
  }
  return static_cast<std::int64_t>(number);
}

std::int64_t Question::count(std::string_view name, std::int64_t otherwise) const {
  return has(name) ? count(name) : otherwise;
}

}  // namespace csm
