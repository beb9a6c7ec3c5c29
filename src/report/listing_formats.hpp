#pragma once

#include <span>
#include <string>
#include <string_view>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// The forms of output of a command that ends in a table: all of csm's that have rows.
std::span<const std::string_view> listing_format_names();

/// A table in one of them, under its title where it is for people.
std::string to_format(std::string_view format, const Listing& table, const Screen& screen);

}  // namespace csm
