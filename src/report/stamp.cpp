#include "report/stamp.hpp"

#include <fmt/format.h>

#include <set>

#include "csm/registry.hpp"
#include "csm/version.hpp"
#include "report/html.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

using RuleOfMetric = std::pair<const Metric*, const Rule*>;

/// The rules that reports are by, each once, in the order of the reports.
std::vector<RuleOfMetric> rules_of(const std::vector<const Report*>& reports) {
  std::vector<RuleOfMetric> rules;
  std::set<RuleOfMetric> known;
  const auto add = [&](const Metric* metric, const Rule* rule) {
    if (rule != nullptr && known.insert({metric, rule}).second) rules.emplace_back(metric, rule);
  };
  for (const Report* report : reports) {
    add(report->metric, report->rule);
    for (const Result& result : report->results) add(report->metric, result.rule);
  }
  return rules;
}

Json file_object(const FileStamp& stamp) {
  return {{"file", json_text_of(stamp.file)},
          {"sha256", stamp.sha256.empty() ? Json(nullptr) : Json(stamp.sha256)},
          {"bytes", stamp.sha256.empty() ? Json(nullptr) : Json(stamp.bytes)}};
}

std::string html_file(const FileStamp& stamp) {
  const std::string hash = stamp.sha256.empty() ? "read once, so not hashed" : stamp.sha256;
  return "<dt>" + html(stamp.file) + "</dt><dd>" + hash + "</dd>\n";
}

}  // namespace

Json stamp_object(const Stamp& stamp, const std::vector<const Report*>& reports) {
  Json json = {{"csm", std::string(version())},
               {"rules", Json::array()},
               {"inputs", Json::array()},
               {"config", stamp.config ? file_object(*stamp.config) : Json(nullptr)}};
  for (const auto& [metric, rule] : rules_of(reports)) {
    json["rules"].push_back(
        {{"metric", metric->id}, {"rule", rule->id}, {"version", rule->version}});
  }
  for (const FileStamp& input : stamp.inputs) json["inputs"].push_back(file_object(input));
  return json;
}

std::string html_stamp(const Stamp& stamp, const std::vector<const Report*>& reports) {
  std::string out = "<section id=\"stamp\" class=\"long\">\n<h2>To compute it again</h2>\n";
  std::string rules;
  for (const auto& [metric, rule] : rules_of(reports)) {
    rules += fmt::format("{}{} by {} (version {})", rules.empty() ? "" : ", ", metric->id, rule->id,
                         rule->version);
  }
  out += html_paragraph(fmt::format("csm {}; {}", version(), rules), "soft");
  out += "<dl>\n";
  if (stamp.config) out += html_file(*stamp.config);
  for (const FileStamp& input : stamp.inputs) out += html_file(input);
  return out + "</dl>\n</section>\n";
}

}  // namespace csm
