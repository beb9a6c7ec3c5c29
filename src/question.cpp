#include "csm/question.hpp"

#include "csm/error.hpp"

namespace csm {

std::string_view Question::option(std::string_view name, std::string_view otherwise) const {
  const auto found = options.find(name);
  return found == options.end() ? otherwise : std::string_view(found->second);
}

Decimal Question::amount(std::string_view name) const {
  const auto found = options.find(name);
  if (found == options.end()) {
    usage_error("--" + std::string(name), "is needed to compute this by hand");
  }
  const DecimalReading reading = read_decimal(found->second);
  if (reading.fault != DecimalFault::none || reading.value < Decimal{0}) {
    usage_error("--" + std::string(name),
                "\"" + found->second + "\" is not a number from 0 up, such as 64 or 12.50");
  }
  return reading.value;
}

std::int64_t Question::count(std::string_view name) const {
  const Decimal number = amount(name);
  constexpr std::int64_t limit = 1'000'000'000'000'000;
  if (!number.is_whole() || number.atoms() / Decimal::unit > limit) {
    usage_error("--" + std::string(name),
                "\"" + options.find(name)->second + "\" is not a whole number");
  }
  return static_cast<std::int64_t>(number.atoms() / Decimal::unit);
}

std::int64_t Question::count(std::string_view name, std::int64_t otherwise) const {
  return has(name) ? count(name) : otherwise;
}

}  // namespace csm
