#include "report/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "csm/error.hpp"
#include "report/recorded_figure.hpp"
#include "report/trend.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// What is of use of one output.
struct Output {
  std::vector<RecordedFigure> figures;
  std::map<std::string, std::string> rules;     ///< by figure
  std::map<std::string, std::string> versions;  ///< of rules by metric and rule; of csm by "csm"
  std::map<std::string, std::string> hashes;    ///< of inputs and the config, by file
};

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

/// Takes the results of a report's object.
void take_report(const Json& report, Output& to) {
  const std::string metric = text_of(report, "metric");
  const std::string title = text_of(report, "figure").empty() ? metric : text_of(report, "figure");
  to.rules[title] = text_of(report, "rule");
  const auto results = report.find("results");
  if (results == report.end() || !results->is_array()) return;
  for (const Json& result : *results) {
    if (!result.is_object()) continue;
    Json whole = {{"metric", metric}, {"figure", title}, {"rule", text_of(report, "rule")}};
    whole.update(result);
    if (auto figure = recorded_figure(whole)) to.figures.push_back(std::move(*figure));
  }
}

void take_stamp(const Json& json, Output& to) {
  const auto stamp = json.find("stamp");
  if (stamp == json.end() || !stamp->is_object()) return;
  to.versions["csm"] = text_of(*stamp, "csm");
  if (const auto rules = stamp->find("rules"); rules != stamp->end() && rules->is_array()) {
    for (const Json& rule : *rules) {
      const auto version = rule.find("version");
      if (version == rule.end()) continue;
      to.versions[text_of(rule, "metric") + " by " + text_of(rule, "rule")] = version->dump();
    }
  }
  const auto take_file = [&](const Json& file) {
    if (file.is_object()) to.hashes[text_of(file, "file")] = text_of(file, "sha256");
  };
  if (const auto inputs = stamp->find("inputs"); inputs != stamp->end() && inputs->is_array()) {
    for (const Json& input : *inputs) take_file(input);
  }
  if (const auto config = stamp->find("config"); config != stamp->end()) take_file(*config);
}

Output read_output(const std::string& name, const Json& json) {
  Output output;
  const auto figures = json.is_object() ? json.find("figures") : json.end();
  if (json.is_object() && figures != json.end() && figures->is_array()) {
    for (const Json& figure : *figures) {
      if (figure.is_object()) take_report(figure, output);
    }
  } else if (json.is_object() && json.contains("results")) {
    take_report(json, output);
  } else {
    refuse(shown(name),
           "is not what csm writes with --format json: it has neither results nor "
           "figures");
  }
  take_stamp(json, output);
  return output;
}

using Group = std::map<std::string, const RecordedFigure*>;  // by period

std::map<std::string, Group> by_key(const std::vector<RecordedFigure>& figures) {
  std::map<std::string, Group> groups;
  for (const RecordedFigure& figure : figures) {
    const std::string place = figure.begin ? to_iso(*figure.begin) + " " : "";
    groups[figure.key() + (figure.rule.empty() ? "" : "\n" + figure.rule)][place + figure.period] =
        &figure;
  }
  return groups;
}

/// The figures of two outputs that are to be compared: old and new, either may be missing.
using Pair = std::pair<const RecordedFigure*, const RecordedFigure*>;

std::vector<Pair> pairs_of(const Group& before, const Group& now) {
  const bool share_one = std::any_of(before.begin(), before.end(),
                                     [&](const auto& one) { return now.count(one.first) > 0; });
  if (!share_one && !before.empty() && !now.empty()) {
    return {{before.rbegin()->second, now.rbegin()->second}};
  }
  std::vector<Pair> pairs;
  for (const auto& [period, figure] : before) {
    const auto found = now.find(period);
    pairs.emplace_back(figure, found == now.end() ? nullptr : found->second);
  }
  for (const auto& [period, figure] : now) {
    if (before.count(period) == 0) pairs.emplace_back(nullptr, figure);
  }
  return pairs;
}

std::string period_of(const Pair& pair) {
  const std::string before = pair.first != nullptr ? pair.first->period : pair.second->period;
  const std::string now = pair.second != nullptr ? pair.second->period : before;
  return before == now ? now : before + " -> " + now;
}

void compare(const Pair& pair, Difference& difference) {
  const auto& [before, now] = pair;
  const bool is_same = before != nullptr && now != nullptr && before->value == now->value &&
                       before->text == now->text;
  if (is_same) {
    ++difference.unchanged;
    return;
  }
  std::string change;
  if (before != nullptr && now != nullptr && before->value.amount && now->value.amount &&
      before->value.unit == now->value.unit) {
    change = signed_number(
        {*now->value.amount - *before->value.amount, now->value.unit, now->value.currency});
  }
  const RecordedFigure& either = now != nullptr ? *now : *before;
  difference.moved.rows.push_back({either.key(), either.rule, period_of(pair),
                                   before != nullptr ? before->text : std::string("-"),
                                   now != nullptr ? now->text : std::string("-"), change});
}

/// What is said of names whose texts differ, or that only one side has.
template <class Say>
void for_each_other(const std::map<std::string, std::string>& before,
                    const std::map<std::string, std::string>& now, const Say& say) {
  for (const auto& [name, text] : before) {
    const auto found = now.find(name);
    if (found != now.end() && found->second != text) say(name, text, found->second);
  }
}

}  // namespace

Difference difference_of(const std::string& old_name, const Json& old_output,
                         const std::string& new_name, const Json& new_output) {
  const Output before = read_output(old_name, old_output);
  const Output now = read_output(new_name, new_output);
  Difference difference;
  difference.moved.name = "moved";
  difference.moved.columns = {"figure", "rule", "period", "old", "new", "change"};
  const auto old_groups = by_key(before.figures);
  const auto new_groups = by_key(now.figures);
  for (const auto& [key, group] : old_groups) {
    const auto found = new_groups.find(key);
    for (const Pair& pair : pairs_of(group, found == new_groups.end() ? Group{} : found->second)) {
      compare(pair, difference);
    }
  }
  for (const auto& [key, group] : new_groups) {
    if (old_groups.count(key) > 0) continue;
    for (const Pair& pair : pairs_of({}, group)) compare(pair, difference);
  }
  for_each_other(before.rules, now.rules, [&](const auto& name, const auto& was, const auto& is) {
    difference.definitions.push_back(
        fmt::format("{}: rule {}, was {}", shown(name), shown(is), shown(was)));
  });
  for_each_other(before.versions, now.versions,
                 [&](const auto& name, const auto& was, const auto& is) {
                   difference.definitions.push_back(
                       fmt::format("{}: version {}, was {}", shown(name), shown(is), shown(was)));
                 });
  for_each_other(before.hashes, now.hashes, [&](const auto& name, const auto&, const auto&) {
    difference.inputs.push_back(shown(name) + " is not the file that it was");
  });
  return difference;
}

}  // namespace csm
