#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/config.hpp"
#include "csm/error.hpp"

namespace csm::cli {

/// Options that were typed, with those of a config for what was not.
struct Configured {
  Arguments arguments;
  Settings from_config;  ///< those that count here
};

/// Adds settings to the words typed behind a metric's name. An option that is typed stays as it is,
/// and so does one that an earlier layer sets. What is computed by hand takes no setting about
/// files, and what is computed from files none of its numbers by hand.
Configured configured(const Metric& metric, const std::vector<std::string>& words,
                      const std::vector<const Settings*>& layers);

/// Rethrows an error about an option with the place of the setting that it is about, where it comes
/// from a config.
[[noreturn]] void rethrow_with_place(const Error& error, const Settings& from_config);

/// Does something with options of which some come from a config.
template <class Action>
auto with_places(const Settings& from_config, const Action& action) {
  try {
    return action();
  } catch (const Error& error) {
    rethrow_with_place(error, from_config);
  }
}

}  // namespace csm::cli
