#pragma once

#include <span>
#include <string>
#include <string_view>

#include "csm/result.hpp"
#include "report/screen.hpp"

namespace csm {

/// For people: the figure first, then what it is made of, then what was left out. Lines fit in 80
/// columns.
std::string to_text_report(const Report& report, const Screen& screen = {});

/// For programs: stable, described by examples/result.schema.json.
std::string to_json_report(const Report& report, const Screen& screen = {});

/// For a shell variable: a bare number a result, a line each; "n/a" where absent.
std::string to_value_report(const Report& report, const Screen& screen = {});

/// A form of output by the name that `--format` gives it; null where there is none. Programs get
/// the same on every screen.
using WriteReport = std::string (*)(const Report&, const Screen&);
WriteReport find_format(std::string_view name);

/// The names of all forms.
std::span<const std::string_view> format_names();

}  // namespace csm
