#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "csm/result.hpp"

namespace csm {

/// Why a good row of a subscription or customer is no part of any figure.
inline constexpr std::string_view never_paid = "on trial, unpaid or ended within the trial";
inline constexpr std::string_view outside_period = "outside the period";

/// Why figures of money have no interval.
inline constexpr std::string_view census = "sums and ratios of money are a census, not a sample";

/// "1 customer", "2,000 customers".
inline std::string with_noun(std::int64_t n, std::string_view noun) {
  return to_text(Quantity::count(n)) + " " + std::string(noun) + (n == 1 ? "" : "s");
}

/// What a report says of results in several currencies.
inline std::string note_of_currencies(std::size_t currencies) {
  return "amounts in " + std::to_string(currencies) + " currencies: a result each, never added";
}

}  // namespace csm
