#include "cli/metric.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>

#include "cli/command.hpp"
#include "cli/configured.hpp"
#include "cli/fail_if.hpp"
#include "cli/interruption.hpp"
#include "cli/output.hpp"
#include "cli/progress_line.hpp"
#include "cli/question.hpp"
#include "cli/reading.hpp"
#include "cli/stamp.hpp"
#include "csm/error.hpp"
#include "report/slices_text.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {

bool is_by_hand(const Metric& metric, const Arguments& arguments) {
  return std::any_of(metric.by_hand.begin(), metric.by_hand.end(), [&](const Option& option) {
    return arguments.has(option.name) && !option.is_for_files_too;
  });
}

std::vector<Source> sources_of(const Metric& metric, const Arguments& arguments) {
  std::vector<Source> sources;
  for (const std::string& text : arguments.all("from")) sources.push_back(source_of(text));
  if (!sources.empty()) return sources;
  if (::isatty(STDIN_FILENO) == 1) {
    std::string numbers;
    for (const Option& option : metric.by_hand) {
      if (option.is_needed)
        numbers += " --" + std::string(option.name) + " " + std::string(option.argument);
    }
    usage_error("", "nothing to compute from; give --from FILE" +
                        (numbers.empty() ? "" : ", or by hand:" + numbers));
  }
  return {{"", "-"}};
}

std::vector<Source> files_of_options(const Metric& metric, const Arguments& arguments) {
  std::vector<Source> files;
  if (arguments.has("fx")) files.push_back({"", arguments.one("fx")});
  for (const Option& option : metric.options) {
    if (option.is_file && arguments.has(option.name)) {
      files.push_back({"", arguments.one(option.name)});
    }
  }
  return files;
}

void refuse_standard_input_twice(const Metric& metric, const Arguments& arguments) {
  const std::vector<std::string> sources = arguments.all("from");
  const bool is_source =
      sources.empty() || std::any_of(sources.begin(), sources.end(),
                                     [](auto& s) { return s == "-" || s.ends_with("=-"); });
  const auto refuse = [&](std::string_view option) {
    if (!is_source || arguments.one(option) != "-") return;
    usage_error("--" + std::string(option),
                "and --from would both read standard input; give one of them a file");
  };
  refuse("fx");
  for (const Option& option : metric.options) {
    if (option.is_file) refuse(option.name);
  }
}

void refuse_file_options(const Metric& metric, const Arguments& arguments) {
  const auto refuse_if_given = [&](std::string_view name) {
    if (arguments.has(name)) {
      usage_error("--" + std::string(name), "is about a file, and this figure is computed by hand");
    }
  };
  for (const SharedOption& option : shared_options()) {
    if (option.is_for_files) refuse_if_given(option.name);
  }
  for (const Option& option : metric.options) refuse_if_given(option.name);
}

namespace {

/// Runs with a line of progress that is gone when it ends, also by an error.
Report run_with_progress(const Question& question, const std::vector<Source>& sources,
                         Reading reading) {
  leave_nothing_when_interrupted();
  ProgressLine line;
  if (ProgressLine::is_wanted()) {
    reading.on_progress = [&line](const Progress& progress) { line.show(progress); };
  }
  return run(question, sources, reading);
}

/// What tells a result from the others: "2026-05 pro EUR", "USD by purchases".
std::string name_of(const Result& result, bool has_steps) {
  std::string name = has_steps ? result.span->period.label : "";
  const auto add = [&name](const std::string& part) { name += (name.empty() ? "" : " ") + part; };
  for (const auto& [column, value] : result.segment) add(value.empty() ? "(blank)" : shown(value));
  const Currency& currency = result.value.currency;
  if (currency.is_known()) {
    add(std::string(currency.code()));
  } else if (name.empty()) {
    add(result.value.unit == Unit::money ? "no currency" : "total");
  }
  if (result.rule != nullptr) name += " by " + std::string(result.rule->id);
  return name;
}

/// What tells the results apart.
std::string names_of(const Report& report) {
  const bool has_steps = is_series(report);
  std::vector<std::string> names;
  for (const Result& result : report.results) {
    names.push_back(name_of(result, has_steps));
  }
  return listed(names);
}

/// What the reader must know, on standard error.
void print_remarks(const Report& report) {
  if (report.input) {
    const InputSummary& input = *report.input;
    for (const std::string& line : input.first_bad) std::fprintf(stderr, "%s\n", line.c_str());
    const auto more = input.bad - static_cast<std::int64_t>(input.first_bad.size());
    if (more > 0)
      std::fprintf(stderr, "... and %lld more bad rows\n", static_cast<long long>(more));
  }
  for (const std::string& warning : report.warnings) {
    std::fprintf(stderr, "csm: warning: %s\n", warning.c_str());
  }
}

/// Says on standard error which conditions hold; the exit status.
int status_of(const std::vector<FailIf>& conditions, const Report& report) {
  using Verdict = FailIfOutcome::Verdict;
  int status = 0;
  for (const FailIfOutcome& outcome : look_at(conditions, report)) {
    if (outcome.verdict == Verdict::does_not_hold) continue;
    const bool is_known = outcome.verdict == Verdict::holds;
    std::fprintf(stderr, "csm: %s--fail-if %s: %s\n",
                 is_known ? "" : "warning: ", in_quotes(outcome.condition).c_str(),
                 outcome.text.c_str());
    if (is_known) status = 1;
  }
  return status;
}

/// What is typed, with the options of the config at that path, if it is one.
Configured with_config(const Metric& metric, const std::vector<std::string>& words,
                       const std::string& path) {
  if (path.empty()) return {Arguments(metric.id, options_of(metric), words), {}};
  const Config config = read_config(path);
  std::vector<const Settings*> layers;
  if (const Settings* own = config.of(metric)) layers.push_back(own);
  layers.push_back(&config.all);
  return configured(metric, words, layers);
}

/// Answers what the options ask, some of which may stand in a config; the exit status.
int run_with(const Metric& metric, const Arguments& arguments, const std::string& config) {
  refuse_standard_input_twice(metric, arguments);
  std::vector<FailIf> conditions;
  for (const std::string& text : arguments.all("fail-if")) {
    conditions.push_back(read_fail_if(metric, text));
  }
  const Question question = question_of(metric, arguments);
  if (is_by_hand(metric, arguments)) {
    refuse_file_options(metric, arguments);
    const Report report = compute_by_hand(question);
    Output output(arguments, {});
    if (arguments.has("stamp")) output.tell({});
    output.write(report);
    return status_of(conditions, report);
  }
  const std::vector<Source> sources = sources_of(metric, arguments);
  std::vector<Source> files = sources;
  for (Source& file : files_of_options(metric, arguments)) files.push_back(std::move(file));
  Output output(arguments, files);
  std::optional<Stamp> stamp;
  if (arguments.has("stamp")) stamp = stamp_of(files, config);
  const Report report = run_with_progress(question, sources, reading_of(arguments));
  if (stamp) {
    refuse_changed_files(*stamp);
    output.tell(std::move(*stamp));
  }
  print_remarks(report);
  if (output.format() == "value" && report.results.size() > 1) {
    std::fprintf(stderr, "csm: %zu results, a line each: %s\n", report.results.size(),
                 names_of(report).c_str());
  }
  const bool tells_rest =
      output.format() == "text" || output.format() == "json" || output.format() == "html";
  if (report.list && !tells_rest && !report.list->rest.empty()) {
    std::fprintf(stderr, "csm: %s\n", report.list->rest.c_str());
  }
  output.write(report);
  return status_of(conditions, report);
}

}  // namespace

void print(std::string_view text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!is_written || std::fflush(stdout) != 0) {
    throw Error(ErrorCode::failed, "standard output",
                std::string("cannot be written: ") + std::strerror(errno));
  }
}

int run_metric(const Metric& metric, std::vector<std::string> words) {
  const Arguments typed(metric.id, options_of(metric), words);
  const std::string config =
      typed.has("config") ? config_asked_for(typed.one("config")) : std::string();
  const Configured options = with_config(metric, words, config);
  return with_places(options.from_config,
                     [&] { return run_with(metric, options.arguments, config); });
}

}  // namespace csm::cli
