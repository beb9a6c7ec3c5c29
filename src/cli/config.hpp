#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csm/registry.hpp"

namespace csm::cli {

/// An option that a config sets.
struct Setting {
  std::string name;                 ///< without dashes
  std::vector<std::string> values;  ///< as they would be typed; of a flag none
  bool is_off = false;              ///< a flag that is said to be false
  std::string place;                ///< "csm.toml:12:3"
};
using Settings = std::vector<Setting>;

/// The setting of that name, or null.
const Setting* find_setting(const Settings& settings, std::string_view name);

/// A figure that a config asks for in a report.
struct FigureSettings {
  const Metric* metric = nullptr;
  std::string title;  ///< its own, or the metric's
  Settings options;
  std::string place;
};

/// What a csm.toml says: options by their names, in a table for all metrics, one a metric and one
/// for the report, and the report's figures. Paths in it are relative to its folder.
struct Config {
  std::string path;
  Settings all;
  Settings report;
  std::vector<std::pair<const Metric*, Settings>> metrics;  ///< in the registry's order
  std::vector<FigureSettings> figures;

  /// The metric's own table; null where it has none.
  const Settings* of(const Metric& metric) const;
};

/// Reads a config and checks every key in it, whether or not it is of use for a command.
///
/// Errors  Error{usage} with the place for what is no TOML, for a key that there is not (with the
///         nearest one), a value of another kind than the option takes, and two figures of one
///         title; Error{failed} where the file cannot be read
Config read_config(const std::string& path);

/// The file that `--config` names; for `auto` the nearest csm.toml, in this folder or one above.
/// Error{usage} where there is none.
std::string config_asked_for(const std::string& word);

}  // namespace csm::cli
