#pragma once

#include <optional>
#include <stdexcept>
#include <string_view>

#include "csm/date.hpp"
#include "csm/decimal.hpp"
#include "csm/error.hpp"

namespace csm::test {

/// The csm::Error that an action ends in, or none.
template <class Act>
std::optional<Error> error_of(Act&& act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

template <class Act>
bool fails_with(ErrorCode code, Act&& act) {
  const std::optional<Error> error = error_of(act);
  return error && error->code == code;
}

/// A decimal and a day that the test itself writes.
inline Decimal dec(std::string_view text) {
  const DecimalReading reading = read_decimal(text);
  if (reading.fault != DecimalFault::none) throw std::logic_error("the test's decimal is none");
  return reading.value;
}

inline Date day(int year, int month, int day_of_month) {
  return make_date(year, month, day_of_month).value();
}

}  // namespace csm::test
