#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace csm::fuzz {

/// Each takes any bytes, reads them by csm and by something slower, and ends the program with a
/// message where the two differ. csm's own refusals are fine.
void try_csv(std::string_view input);
void try_json(std::string_view input);
void try_values(std::string_view input);

/// Ends the program as a crash does, so that the input is kept.
[[noreturn]] void report(const std::string& what);

/// Takes the first byte off an input; 0 where there is none.
std::uint8_t take_byte(std::string_view& input);

}  // namespace csm::fuzz
