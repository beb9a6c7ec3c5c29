#include "cli/config.hpp"

#include <fmt/format.h>

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/metric.hpp"
#include "cli/whole_file.hpp"
#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

/// Options of a metric's command that would say nothing in a figure of a report.
constexpr std::string_view not_of_figures[] = {"config",  "output",   "format", "no-color",
                                               "explain", "customer", "stamp",  "rejects",
                                               "threads", "memory"};

bool is_path(std::string_view name, const Metric* metric) {
  if (metric != nullptr) {
    for (const Option& option : metric->options) {
      if (option.name == name) return option.is_file;
    }
  }
  constexpr std::string_view paths[] = {"from", "fx", "rejects", "output", "history"};
  return std::find(std::begin(paths), std::end(paths), name) != std::end(paths);
}

/// A config that is being read: its folder, and where its parts stand.
class ConfigReader {
 public:
  explicit ConfigReader(const std::string& path) {
    config_.path = path;
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (!folder.empty()) folder_ = folder == "/" ? folder : folder + "/";
  }

  Config read() {
    const toml::table root = parsed();
    for (const auto& [key, node] : root) read_table(key, node);
    std::sort(config_.metrics.begin(), config_.metrics.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    refuse_equal_titles();
    return std::move(config_);
  }

 private:
  std::string place(const toml::source_position& at) const {
    return fmt::format("{}:{}:{}", shown(config_.path), at.line, at.column);
  }

  toml::table parsed() const {
    try {
      return toml::parse(whole_file(config_.path).text, config_.path);
    } catch (const toml::parse_error& error) {
      usage_error(place(error.source().begin), shown(error.description()));
    }
  }

  void read_table(const toml::key& key, const toml::node& node) {
    const std::string name(key.str());
    const toml::table* table = node.as_table();
    std::vector<std::string_view> names = {"all", "report"};
    for (const Metric& metric : metrics()) names.push_back(metric.id);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      usage_error(place(key.source().begin), in_quotes(name) + " is no table of a config" +
                                                 did_you_mean(name, names) + " (there are " +
                                                 joined(names) + ")");
    }
    if (table == nullptr) {
      usage_error(place(key.source().begin),
                  fmt::format("{} is a table of options: [{}] and a line each", name, name));
    }
    if (name == "all") {
      config_.all = settings_of(*table, shapes_of_all(), "[all]", nullptr);
    } else if (name == "report") {
      read_report(*table);
    } else {
      const Metric& metric = *find_metric(name);
      config_.metrics.emplace_back(&metric,
                                   settings_of(*table, options_of(metric), "csm " + name, &metric));
    }
  }

  void read_report(const toml::table& table) {
    std::vector<OptionShape> shapes(report_command.options.begin(), report_command.options.end());
    std::erase_if(shapes, [](const OptionShape& shape) { return shape.name == "config"; });
    config_.report = settings_of(table, shapes, "[report]", nullptr, {"figure"});
    const toml::node* figures = table.get("figure");
    if (figures == nullptr) return;
    const toml::array* list = figures->as_array();
    if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
      usage_error(place(figures->source().begin),
                  "figures stand in tables of their own: [[report.figure]]");
    }
    for (const toml::node& figure : *list) read_figure(*figure.as_table());
  }

  void read_figure(const toml::table& table) {
    FigureSettings& figure = config_.figures.emplace_back();
    figure.place = place(table.source().begin);
    const auto id = table["metric"].value<std::string>();
    if (!id) usage_error(figure.place, "a figure needs its metric, such as metric = \"churn\"");
    figure.metric = find_metric(*id);
    if (figure.metric == nullptr) {
      std::vector<std::string_view> ids;
      for (const Metric& metric : metrics()) ids.push_back(metric.id);
      usage_error(
          place(table.get("metric")->source().begin),
          in_quotes(*id) + " is no metric; there are " + joined(ids) + did_you_mean(*id, ids));
    }
    figure.title = figure.metric->title;
    if (const toml::node* title = table.get("title")) {
      const auto text = title->value<std::string>();
      if (!text || trimmed(*text).empty()) {
        usage_error(place(title->source().begin), "title takes a text");
      }
      figure.title = *text;
    }
    std::vector<OptionShape> shapes = options_of(*figure.metric);
    for (const std::string_view name : not_of_figures) {
      if (const toml::node* node = table.get(name)) {
        usage_error(place(node->source().begin),
                    std::string(name) + " is of no use in a figure of a report");
      }
      std::erase_if(shapes, [&](const OptionShape& shape) { return shape.name == name; });
    }
    figure.options =
        settings_of(table, shapes, "a figure of " + *id, figure.metric, {"metric", "title"});
  }

  /// Options that any metric shares.
  static std::vector<OptionShape> shapes_of_all() {
    std::vector<OptionShape> shapes;
    for (const SharedOption& option : shared_options()) {
      if (option.name != "config") shapes.push_back({option.name, option.argument, option.help});
    }
    return shapes;
  }

  /// The table's options; its other keys are `others`, which are read elsewhere.
  Settings settings_of(const toml::table& table, const std::vector<OptionShape>& shapes,
                       const std::string& whose, const Metric* metric,
                       const std::vector<std::string_view>& others = {}) const {
    std::vector<std::string_view> names = others;
    for (const OptionShape& shape : shapes) {
      if (shape.name != "config") names.push_back(shape.name);
    }
    Settings settings;
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (std::find(others.begin(), others.end(), name) != others.end()) continue;
      const auto shape = std::find_if(shapes.begin(), shapes.end(),
                                      [&](const OptionShape& s) { return s.name == name; });
      if (shape == shapes.end() || name == "config") {
        usage_error(place(key.source().begin),
                    in_quotes(name) + " is no option of " + whose + did_you_mean(name, names));
      }
      settings.push_back(setting_of(*shape, node, metric));
      settings.back().place = place(key.source().begin);
    }
    return settings;
  }

  Setting setting_of(const OptionShape& shape, const toml::node& node, const Metric* metric) const {
    Setting setting;
    setting.name = shape.name;
    const bool is_list = shape.argument.ends_with("...");
    if (shape.argument.empty()) {
      const auto is_on = node.value_exact<bool>();
      if (!is_on) usage_error(place(node.source().begin), setting.name + " is true or false");
      setting.is_off = !*is_on;
    } else if (const toml::array* array = node.as_array(); array != nullptr && is_list) {
      for (const toml::node& element : *array) {
        setting.values.push_back(text_of(shape, element, metric, ""));
      }
    } else if (const toml::table* table = node.as_table();
               table != nullptr && is_list && shape.argument.find('=') != std::string_view::npos) {
      for (const auto& [key, value] : *table) add_pairs(shape, key, value, metric, setting);
    } else {
      setting.values.push_back(text_of(shape, node, metric, ""));
    }
    const bool says_nothing = !shape.argument.empty() && setting.values.empty();
    if (says_nothing) usage_error(place(node.source().begin), setting.name + " names nothing");
    return setting;
  }

  /// `{subscriptions = "subs.csv", costs = ["a.csv", "b.csv"]}` is KEY=VALUE for each.
  void add_pairs(const OptionShape& shape, const toml::key& key, const toml::node& value,
                 const Metric* metric, Setting& setting) const {
    const std::string front = std::string(key.str()) + "=";
    if (const toml::array* array = value.as_array()) {
      for (const toml::node& element : *array) {
        setting.values.push_back(text_of(shape, element, metric, front));
      }
    } else {
      setting.values.push_back(text_of(shape, value, metric, front));
    }
  }

  /// A value as it would be typed.
  std::string text_of(const OptionShape& shape, const toml::node& node, const Metric* metric,
                      const std::string& front) const {
    std::string text;
    if (const auto string = node.value_exact<std::string>()) {
      text = *string;
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
      text = std::to_string(*whole);
    } else if (const auto number = node.value_exact<double>()) {
      text = fmt::format("{}", *number);
    } else if (const auto date = node.value_exact<toml::date>()) {
      text = fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day);
    } else {
      const bool is_list = shape.argument.ends_with("...");
      usage_error(place(node.source().begin),
                  fmt::format("{} takes {}, as a text or a number{}", shape.name,
                              is_list ? shape.argument.substr(0, shape.argument.size() - 3)
                                      : shape.argument,
                              is_list ? ", or a list of them" : ""));
    }
    return is_path(shape.name, metric) ? with_folder(shape.name, front + text) : front + text;
  }

  /// A path beside the config, with the kind of records in front that may stand there.
  std::string with_folder(std::string_view option, const std::string& text) const {
    std::size_t begin = 0;
    if (option == "from") {
      const std::size_t equals = text.find('=');
      const bool is_word = equals != std::string::npos &&
                           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == equals;
      if (is_word && !std::filesystem::exists(folder_ + text)) begin = equals + 1;
    }
    const std::string path = text.substr(begin);
    if (path.empty() || path == "-" || path.front() == '/') return text;
    return text.substr(0, begin) + folder_ + path;
  }

  void refuse_equal_titles() const {
    for (const FigureSettings& figure : config_.figures) {
      for (const FigureSettings& other : config_.figures) {
        if (&other == &figure) break;
        if (other.title != figure.title) continue;
        usage_error(figure.place, fmt::format("two figures are called {}, the other one at {}; "
                                              "give one of them a title of its own",
                                              in_quotes(figure.title), other.place));
      }
    }
  }

  Config config_;
  std::string folder_;  ///< with a / behind; empty: here
};

}  // namespace

const Setting* find_setting(const Settings& settings, std::string_view name) {
  const auto found = std::find_if(settings.begin(), settings.end(),
                                  [&](const Setting& setting) { return setting.name == name; });
  return found == settings.end() ? nullptr : &*found;
}

const Settings* Config::of(const Metric& metric) const {
  for (const auto& [owner, settings] : metrics) {
    if (owner == &metric) return &settings;
  }
  return nullptr;
}

Config read_config(const std::string& path) { return ConfigReader(path).read(); }

std::string config_asked_for(const std::string& word) {
  if (word != "auto") return word;
  namespace fs = std::filesystem;
  std::error_code fault;
  fs::path folder = fs::current_path(fault);
  while (!fault) {
    const fs::path candidate = folder / "csm.toml";
    std::error_code is_missing;
    if (fs::is_regular_file(candidate, is_missing)) return candidate.string();
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  usage_error("--config", "there is no csm.toml in this folder or one above it; name one");
}

}  // namespace csm::cli
