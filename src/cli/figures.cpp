#include "cli/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/configured.hpp"
#include "cli/metric.hpp"
#include "cli/question.hpp"
#include "cli/reading.hpp"
#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

/// Options of a metric's table that are about what its own command prints, not about the figure.
constexpr std::string_view of_the_command[] = {"output",   "format",  "no-color", "explain",
                                               "customer", "rejects", "stamp"};

Settings without_those_of_the_command(const Settings& settings) {
  Settings others = settings;
  std::erase_if(others, [](const Setting& setting) {
    return std::find(std::begin(of_the_command), std::end(of_the_command), setting.name) !=
           std::end(of_the_command);
  });
  return others;
}

/// Options of the report that hold for each of its figures.
Settings for_each_figure(const Config& config, const Arguments& arguments) {
  Settings settings;
  for (const char* name : {"period", "as-of", "threads", "memory"}) {
    if (arguments.has(name)) {
      settings.push_back({name, arguments.all(name), false, ""});
    } else if (const Setting* setting = find_setting(config.report, name)) {
      settings.push_back(*setting);
    }
  }
  return settings;
}

/// The figures that a config names, or else its metrics.
std::vector<FigureSettings> figures_of(const Config& config) {
  if (!config.figures.empty()) return config.figures;
  std::vector<FigureSettings> figures;
  for (const auto& [metric, settings] : config.metrics) {
    figures.push_back({metric, std::string(metric->title), {}, config.path});
  }
  if (figures.empty()) {
    usage_error(shown(config.path),
                "asks for no figure: write [[report.figure]] and metric = \"churn\", or a table "
                "[churn] with from = \"subscriptions.csv\"");
  }
  return figures;
}

/// What can be read once is none for a report, which may go over its files again.
void refuse_pipes(const std::vector<Source>& sources, const Configured& options,
                  const FigureSettings& figure) {
  for (const Source& source : sources) {
    std::error_code none;
    const bool is_standard_input = source.path == "-";
    if (!is_standard_input && !std::filesystem::is_fifo(source.path, none)) continue;
    const Setting* setting = find_setting(options.from_config, "from");
    const std::string it = is_standard_input ? "standard input" : shown(source.path);
    usage_error(setting->place, "a report reads files: " + it + " can be read once, and " +
                                    in_quotes(figure.title) + " would take it from the others");
  }
}

FigurePlan plan_of(const FigureSettings& figure, const Config& config, const Settings& of_report) {
  const Metric& metric = *figure.metric;
  const Settings* own = config.of(metric);
  const Settings of_metric = own == nullptr ? Settings{} : without_those_of_the_command(*own);
  const Settings of_all = without_those_of_the_command(config.all);
  const Configured options =
      configured(metric, {}, {&figure.options, &of_report, &of_metric, &of_all});
  FigurePlan plan;
  plan.title = figure.title;
  plan.metric = &metric;
  with_places(options.from_config, [&] {
    const Arguments& arguments = options.arguments;
    plan.is_by_hand = is_by_hand(metric, arguments);
    plan.has_own_period = find_setting(figure.options, "period") != nullptr;
    for (const std::string& text : arguments.all("fail-if")) {
      plan.conditions.push_back(read_fail_if(metric, text));
    }
    Question& question = plan.job.question = question_of(metric, arguments);
    plan.grain = question.every.value_or(Grain::month);
    question.every.reset();
    if (plan.is_by_hand) return;
    if (!arguments.has("from")) {
      usage_error(figure.place, fmt::format("{} is computed from nothing: say from = \"FILE\"",
                                            in_quotes(figure.title)));
    }
    plan.job.sources = sources_of(metric, arguments);
    refuse_pipes(plan.job.sources, options, figure);
    plan.job.reading = reading_of(arguments);
    plan.further_files = files_of_options(metric, arguments);
  });
  return plan;
}

/// The grain whose unit a period is; none where it is none.
std::optional<Grain> grain_of(const Period& period) {
  for (const Grain grain : {Grain::month, Grain::quarter, Grain::week, Grain::year, Grain::day}) {
    if (unit_of(period.begin, grain) == period) return grain;
  }
  return std::nullopt;
}

/// So many units up to the one that a period ends in.
Period steps_up_to(const Period& period, Grain grain, std::size_t count) {
  const Period last = unit_of(period.end - std::chrono::days{1}, grain);
  Period first = last;
  for (std::size_t i = 1; i < count; ++i) first = before(first);
  return {first.begin, last.end, first.label + ".." + last.label};
}

/// A figure while it is computed: what is asked for it, and where the outcomes are found.
struct Asked {
  const FigurePlan* plan;
  bool is_told_period = false;  ///< by the report: it may be that the export has no days
  std::optional<std::size_t> job{};
  std::optional<std::size_t> steps{};
};

/// Gives a question the report's period, and what it is compared with.
Job job_of(const FigurePlan& plan, const Period& period, std::size_t steps) {
  Job job = plan.job;
  Question& question = job.question;
  if (!plan.has_own_period) {
    question.period = plan.metric->is_over_time ? steps_up_to(period, plan.grain, steps) : period;
  }
  const bool is_of_days = question.period && !question.period->is_all();
  if (is_of_days && !plan.metric->is_over_time && !question.compare) question.compare.emplace();
  return job;
}

/// The same question step by step, of the total alone; none where it has no steps.
std::optional<Job> steps_of(const FigurePlan& plan, const Job& job, std::size_t count) {
  const auto& period = job.question.period;
  if (count < 2 || !period || period->is_all() || plan.metric->is_over_time) return std::nullopt;
  Job steps = job;
  Question& question = steps.question;
  const Grain grain = grain_of(*period).value_or(plan.grain);
  question.every = grain;
  question.period = steps_up_to(*period, grain, count);
  question.compare.reset();
  question.by.clear();
  question.why = question.list = false;
  question.list_columns.clear();
  question.list_parts.clear();
  return steps;
}

/// The month of the newest day that any of the figures knows of.
std::optional<Period> newest_month(const ReportPlan& plan) {
  std::vector<Job> jobs;
  for (const FigurePlan& figure : plan.figures) {
    if (figure.is_by_hand) continue;
    jobs.push_back(figure.job);
    jobs.back().question.list = false;
  }
  std::optional<Date> newest;
  for (const JobOutcome& outcome : run_together(jobs)) {
    for (const Result& result : outcome.report.results) {
      if (result.span) newest = std::max(newest, result.span->known_until);
    }
  }
  return newest ? std::optional(unit_of(*newest, Grain::month)) : std::nullopt;
}

OverviewFigure figure_of(const Asked& asked, std::vector<JobOutcome>& outcomes) {
  OverviewFigure figure;
  figure.title = asked.plan->title;
  figure.report.metric = asked.plan->metric;
  if (asked.plan->is_by_hand) {
    figure.report = compute_by_hand(asked.plan->job.question);
    return figure;
  }
  JobOutcome& outcome = outcomes[*asked.job];
  if (outcome.error) {
    figure.failure = outcome.error->what();
    figure.failure_code = outcome.error->code;
    return figure;
  }
  figure.report = std::move(outcome.report);
  if (!asked.steps) return figure;
  JobOutcome& steps = outcomes[*asked.steps];
  if (steps.error) figure.steps_failure = steps.error->what();
  figure.steps = std::move(steps.report);
  return figure;
}

/// Figures whose export has no days are asked again, of the whole file.
void ask_without_period(const std::vector<Asked>& asked, std::vector<JobOutcome>& outcomes) {
  std::vector<Job> again;
  std::vector<std::size_t> places;
  for (const Asked& figure : asked) {
    const auto& error = outcomes[*figure.job].error;
    if (!figure.is_told_period || !error || error->code != ErrorCode::usage) continue;
    again.push_back(figure.plan->job);
    again.back().question.period.reset();
    places.push_back(*figure.job);
  }
  std::vector<JobOutcome> answers = run_together(again);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].error) continue;  // the first error tells what is wrong
    answers[i].report.notes.push_back(
        fmt::format("taken as it is, without a period: {}", outcomes[places[i]].error->what()));
    outcomes[places[i]] = std::move(answers[i]);
  }
}

}  // namespace

ReportPlan plan_of(const Config& config, const Arguments& arguments) {
  const Settings of_report = for_each_figure(config, arguments);
  const auto one = [&](const char* name) -> std::string {
    if (arguments.has(name)) return arguments.one(name);
    const Setting* setting = find_setting(config.report, name);
    return setting == nullptr ? "" : setting->values.front();
  };
  ReportPlan plan;
  plan.title = one("title").empty() ? "Customer success" : one("title");
  with_places(config.report, [&] {
    if (!one("period").empty()) plan.period = read_period(one("period"), today(arguments));
    if (!one("trend").empty()) plan.steps = read_number("trend", one("trend"), 120);
  });
  for (const FigureSettings& figure : figures_of(config)) {
    plan.figures.push_back(plan_of(figure, config, of_report));
  }
  return plan;
}

std::vector<Source> sources_of(const ReportPlan& plan) {
  std::vector<Source> sources;
  for (const FigurePlan& figure : plan.figures) {
    sources.insert(sources.end(), figure.job.sources.begin(), figure.job.sources.end());
    sources.insert(sources.end(), figure.further_files.begin(), figure.further_files.end());
  }
  return sources;
}

Overview compute(const ReportPlan& plan) {
  Overview overview;
  overview.title = plan.title;
  overview.period = plan.period ? plan.period : newest_month(plan);
  std::vector<Job> jobs;
  std::vector<Asked> asked;
  for (const FigurePlan& figure : plan.figures) {
    Asked& of_figure = asked.emplace_back(Asked{&figure});
    if (figure.is_by_hand) continue;
    of_figure.is_told_period = overview.period && !figure.has_own_period;
    const Job job = overview.period ? job_of(figure, *overview.period, plan.steps) : figure.job;
    of_figure.job = jobs.size();
    jobs.push_back(job);
    if (auto steps = steps_of(figure, job, plan.steps)) {
      of_figure.steps = jobs.size();
      jobs.push_back(std::move(*steps));
    }
  }
  std::vector<JobOutcome> outcomes = run_together(jobs);
  ask_without_period(asked, outcomes);
  for (const Asked& figure : asked) overview.figures.push_back(figure_of(figure, outcomes));
  return overview;
}

}  // namespace csm::cli
