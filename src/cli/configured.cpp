#include "cli/configured.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/metric.hpp"

namespace csm::cli {
namespace {

/// Whether an option speaks of files only, or of numbers by hand only.
enum class Use { both, files, by_hand };

Use use_of(const Metric& metric, std::string_view name) {
  for (const Option& option : metric.by_hand) {
    if (option.name == name) return option.is_for_files_too ? Use::both : Use::by_hand;
  }
  for (const Option& option : metric.options) {
    if (option.name == name) return Use::files;
  }
  for (const SharedOption& option : shared_options()) {
    if (option.name == name) return option.is_for_files ? Use::files : Use::both;
  }
  return Use::both;
}

bool concerns(const Metric& metric, std::string_view name) {
  for (const SharedOption& option : shared_options()) {
    if (option.name == name) return option.concerns(metric);
  }
  return true;
}

bool is_set(const Settings& settings, Use use, const Metric& metric) {
  return std::any_of(settings.begin(), settings.end(),
                     [&](const Setting& setting) { return use_of(metric, setting.name) == use; });
}

/// What the figure is computed from, by the first that says so: the words, then each layer.
Use source_of_figure(const Metric& metric, const Arguments& typed,
                     const std::vector<const Settings*>& layers) {
  if (is_by_hand(metric, typed)) return Use::by_hand;
  if (typed.has("from")) return Use::files;
  for (const Settings* layer : layers) {
    if (is_set(*layer, Use::by_hand, metric)) return Use::by_hand;
    if (find_setting(*layer, "from") != nullptr) return Use::files;
  }
  return Use::files;
}

void add_words(const Setting& setting, std::vector<std::string>& words) {
  if (setting.values.empty() && !setting.is_off) words.push_back("--" + setting.name);
  for (const std::string& value : setting.values) {
    words.push_back(fmt::format("--{}={}", setting.name, value));
  }
}

}  // namespace

Configured configured(const Metric& metric, const std::vector<std::string>& words,
                      const std::vector<const Settings*>& layers) {
  const std::vector<OptionShape> shapes = options_of(metric);
  const Arguments typed(metric.id, shapes, words);
  const Use source = source_of_figure(metric, typed, layers);
  Settings from_config;
  for (const Settings* layer : layers) {
    for (const Setting& setting : *layer) {
      const Use use = use_of(metric, setting.name);
      const bool is_of_use = concerns(metric, setting.name) && (use == Use::both || use == source);
      const bool is_settled =
          typed.has(setting.name) || find_setting(from_config, setting.name) != nullptr;
      if (is_of_use && !is_settled) from_config.push_back(setting);
    }
  }
  std::vector<std::string> all = words;
  for (const Setting& setting : from_config) add_words(setting, all);
  return {with_places(from_config, [&] { return Arguments(metric.id, shapes, std::move(all)); }),
          std::move(from_config)};
}

void rethrow_with_place(const Error& error, const Settings& from_config) {
  if (error.where.starts_with("--")) {
    const std::string name = error.where.substr(2, error.where.find_first_of(" =") - 2);
    if (const Setting* setting = find_setting(from_config, name)) {
      throw Error(error.code, setting->place, error.where.substr(2) + ": " + error.message);
    }
  }
  throw error;
}

}  // namespace csm::cli
