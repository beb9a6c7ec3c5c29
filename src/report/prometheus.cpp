#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "csm/registry.hpp"
#include "report/number.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"
#include "report/separated.hpp"
#include "report/slices_text.hpp"

// Gauges in Prometheus' text format, for a file in the folder of node_exporter's textfile
// collector.

namespace csm {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

/// What may stand in a name: everything else becomes _.
std::string name_of(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool may_stand =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += may_stand ? c : '_';
  }
  const bool begins_badly =
      name.empty() || name.front() == '_' || (name.front() >= '0' && name.front() <= '9');
  return begins_badly ? "column_" + name : name;
}

std::string escaped(std::string_view text, bool in_quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || (c == '"' && in_quotes)) {
      out += std::string("\\") + c;
    } else {
      out += c;
    }
  }
  return out;
}

/// Labels of csm's own, whether or not a sample has them.
constexpr std::string_view own_labels[] = {"figure", "metric", "rule",       "period",
                                           "of",     "part",   "confidence", "currency"};

/// A label for a column of the file, which makes way for those that there are already.
void add_column(Labels& labels, std::string_view column, const std::string& value) {
  std::string name = name_of(column);
  const auto is_taken = [&] {
    return std::find(std::begin(own_labels), std::end(own_labels), name) != std::end(own_labels) ||
           std::any_of(labels.begin(), labels.end(),
                       [&](const auto& label) { return label.first == name; });
  };
  while (is_taken()) name += "_in_file";
  labels.emplace_back(name, value);
}

Labels with(Labels labels, std::string_view name, const std::string& value) {
  labels.emplace_back(name, value);
  return labels;
}

/// Gauges by name: all samples of one stand together.
class Gauges {
 public:
  explicit Gauges(const Screen& screen) : screen_(screen) {}

  void add(const std::string& name, std::string_view help, const Labels& labels,
           const std::string& value) {
    auto gauge = std::find_if(all_.begin(), all_.end(),
                              [&](const Gauge& other) { return other.name == name; });
    if (gauge == all_.end()) gauge = all_.insert(gauge, {name, std::string(help), {}});
    std::string sample = name;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      sample += fmt::format("{}{}=\"{}\"", i == 0 ? "{" : ",", labels[i].first,
                            escaped(legible(labels[i].second, screen_), true));
    }
    gauge->samples.push_back(sample + (labels.empty() ? " " : "} ") + value);
  }

  std::string text() const {
    std::string out;
    for (const Gauge& gauge : all_) {
      out += fmt::format("# HELP {} {}\n# TYPE {} gauge\n", gauge.name, escaped(gauge.help, false),
                         gauge.name);
      for (const std::string& sample : gauge.samples) out += sample + "\n";
    }
    return out;
  }

 private:
  struct Gauge {
    std::string name;
    std::string help;
    std::vector<std::string> samples;
  };

  const Screen& screen_;
  std::vector<Gauge> all_;
};

std::string with_unit(const std::string& name, Unit unit) {
  if (unit == Unit::share) return name + "_ratio";
  return unit == Unit::months && !name.ends_with("months") ? name + "_months" : name;
}

/// What tells a result's samples from the others'.
Labels labels_of(const Result& result, const Report& report, bool has_segments, Labels labels) {
  const Rule* rule = result.rule != nullptr ? result.rule : report.rule;
  if (rule != nullptr) labels.emplace_back("rule", rule->id);
  if (is_series(report)) labels.emplace_back("period", result.span->period.label);
  if (result.value.currency.is_known()) {
    labels.emplace_back("currency", result.value.currency.code());
  }
  if (has_segments) labels.emplace_back("of", result.segment.empty() ? "total" : "segment");
  for (const auto& [column, value] : result.segment) add_column(labels, column, value);
  return labels;
}

std::string seconds_at(Date day) {
  return std::to_string(std::chrono::sys_seconds{day}.time_since_epoch().count());
}

void add_facts(const Result& result, const Report& report, const std::string& base,
               const Labels& labels, Gauges& gauges) {
  for (const Fact& fact : result.facts) {
    if (fact.name == report.metric->id) continue;  // the figure again
    const auto meaning = std::find_if(report.metric->facts.begin(), report.metric->facts.end(),
                                      [&](const FactMeaning& m) { return m.name == fact.name; });
    const std::string name = base + "_" + std::string(fact.name);
    const auto add_one = [&](const Quantity& quantity, const Labels& its) {
      if (!quantity.amount) return;
      gauges.add(with_unit(name, quantity.unit), meaning->meaning, its, to_plain(quantity));
    };
    if (const auto* quantity = std::get_if<Quantity>(&fact.value)) {
      add_one(*quantity, labels);
      continue;
    }
    for (const auto& [part, quantity] : std::get<Breakdown>(fact.value)) {
      add_one(quantity, with(labels, "part", part));
    }
  }
}

void add_result(const Result& result, const Report& report, const std::string& base,
                const Labels& labels, Gauges& gauges) {
  const Metric& metric = *report.metric;
  const Quantity& value = result.value;
  gauges.add(with_unit(base, value.unit), fmt::format("{}: {}", metric.title, metric.formula),
             labels, value.amount ? to_plain(value) : "NaN");
  if (result.interval) {
    const Labels its = with(labels, "confidence", fmt::format("{:g}", result.interval->confidence));
    gauges.add(with_unit(base + "_interval_low", value.unit), "where the interval begins", its,
               fmt::format("{}", result.interval->low));
    gauges.add(with_unit(base + "_interval_high", value.unit), "where the interval ends", its,
               fmt::format("{}", result.interval->high));
  }
  if (result.span && !result.span->period.is_all()) {
    gauges.add(base + "_period_begin_timestamp_seconds", "the first day of the period", labels,
               seconds_at(result.span->period.begin));
    gauges.add(base + "_period_end_timestamp_seconds", "the day after the period", labels,
               seconds_at(result.span->period.end));
  }
  add_facts(result, report, base, labels, gauges);
}

/// A report's gauges, each with these labels.
void add_report(const Report& report, const Screen& screen, const Labels& common, Gauges& gauges) {
  const std::string base = "csm_" + name_of(report.metric->id);
  const bool has_segments =
      std::any_of(report.results.begin(), report.results.end(),
                  [](const Result& result) { return !result.segment.empty(); });
  for (const Result& result : report.results) {
    add_result(result, report, base, labels_of(result, report, has_segments, common), gauges);
  }
  if (report.input) {
    const InputSummary& input = *report.input;
    gauges.add(base + "_rows", "rows of the files", common, std::to_string(input.rows));
    gauges.add(base + "_rows_used", "rows that count", common, std::to_string(input.used()));
    gauges.add(base + "_rows_bad", "rows that could not be read and are left out", common,
               std::to_string(input.bad));
  }
  if (screen.written_at != 0) {
    gauges.add("csm_last_success_timestamp_seconds", "when csm last computed the figure",
               with(common, "metric", std::string(report.metric->id)),
               std::to_string(screen.written_at));
  }
}

}  // namespace

std::string to_prometheus_report(const Report& report, const Screen& screen) {
  Gauges gauges(screen);
  add_report(report, screen, {}, gauges);
  return gauges.text();
}

std::string to_prometheus(const Overview& overview, const Screen& screen) {
  Gauges gauges(screen);
  for (const OverviewFigure& figure : overview.figures) {
    if (figure.failure.empty()) {
      add_report(figure.report, screen, {{"figure", figure.title}}, gauges);
    }
  }
  return gauges.text();
}

}  // namespace csm
