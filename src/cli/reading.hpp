#pragma once

#include <optional>
#include <string>

#include "cli/arguments.hpp"
#include "csm/run.hpp"

namespace csm::cli {

/// By the system's clock, in the zone of `--timezone` or else in UTC.
Date today(const Arguments& arguments);
/// `--as-of`.
std::optional<Date> as_of(const Arguments& arguments);
/// The currency that an option names by its code; none where it is not given.
std::optional<Currency> currency_of(const Arguments& arguments, const std::string& option);
/// `--map`, `--delimiter` and the other options about how files are read.
Reading reading_of(const Arguments& arguments);
/// "subscriptions=may.csv": the word in front of = where it is a kind of record.
Source source_of(const std::string& text);

}  // namespace csm::cli
