#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace csm::test {

/// A number by the definition of how numbers are written, as long arithmetic has it.
struct SlowDecimal {
  bool is_number = false;
  bool is_fine_enough = false;   ///< no more than 12 decimals
  bool is_small_enough = false;  ///< below 10^18
  std::size_t digits = 0;        ///< from the first that is not 0 to the last
  std::string atoms;             ///< in 1/10^12, where both hold
};
SlowDecimal slow_decimal(std::string_view text);

/// The day of a date as the definition of ISO 8601 dates has it, as "2026-05-03". For texts of up
/// to a few hundred characters.
std::optional<std::string> slow_iso_date(const std::string& text);

/// The same of d/m/y or m/d/y, with a year of two digits or four and a time as people write it.
std::optional<std::string> slow_slashed_date(const std::string& text, bool is_day_first);

/// The same of y/m/d and of months by their names.
std::optional<std::string> slow_clear_date(const std::string& text);

}  // namespace csm::test
