#include "cli/fail_if.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

constexpr std::string_view comparisons[] = {">=", "<=", "==", "!=", ">", "<"};

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  usage_error("--fail-if", in_quotes(text) + " " + why);
}

bool is_id_of(const Metric& metric, std::string_view fact) {
  std::string id(metric.id);
  std::replace(id.begin(), id.end(), '-', '_');
  return fact == id || fact == "value";
}

/// Empty for the figure itself, however it is called.
std::string fact_of(const Metric& metric, std::string_view word, const std::string& text) {
  if (word.empty()) return "";
  std::vector<std::string_view> names;
  for (const FactMeaning& fact : metric.facts) names.push_back(fact.name);
  if (std::find(names.begin(), names.end(), word) != names.end()) return std::string(word);
  if (is_id_of(metric, word)) return "";
  refuse(text, fmt::format("speaks of {}, which {} does not have; its facts are {}{}",
                           in_quotes(word), metric.id, joined(names), did_you_mean(word, names)));
}

bool holds(const Ratio& value, const FailIf& condition) {
  const Int128 difference = (value - condition.bound).num;
  if (condition.comparison == ">") return difference > 0;
  if (condition.comparison == ">=") return difference >= 0;
  if (condition.comparison == "<") return difference < 0;
  if (condition.comparison == "<=") return difference <= 0;
  return (condition.comparison == "==") == (difference == 0);
}

/// Error{usage} for % of what is no share, and for a share that is most likely meant in %.
void refuse_other_unit(const FailIf& condition, std::string_view name, Unit unit) {
  if (condition.is_percent && unit != Unit::share) {
    refuse(condition.text, fmt::format("is in %, and {} is no share", name));
  }
  const double bound = condition.bound.to_double();
  if (!condition.is_percent && unit == Unit::share && bound >= 2) {
    refuse(condition.text, fmt::format("would be {} %, as a share is written 0..1; write {}{}%",
                                       bound * 100, condition.comparison, bound));
  }
}

/// The quantity of a result; null where the fact is a breakdown or is not there.
const Quantity* quantity_of(const Result& result, const std::string& fact) {
  return fact.empty() ? &result.value : result.find_fact(fact);
}

/// "churn of 2026-05, plan pro", "nrr of 2026-05".
std::string name_of(const Result& result, const FailIf& condition, const Report& report) {
  std::string name = condition.fact.empty() ? std::string(report.metric->id) : condition.fact;
  if (result.span) name += " of " + result.span->period.label;
  for (const auto& [column, value] : result.segment) {
    name += ", " + shown(column) + " " + (value.empty() ? "(blank)" : shown(value));
  }
  if (result.rule != nullptr) name += " by rule " + std::string(result.rule->id);
  return name;
}

}  // namespace

FailIf read_fail_if(const Metric& metric, const std::string& text) {
  FailIf condition;
  condition.text = text;
  const std::string_view all = trimmed(text);
  const std::size_t at = all.find_first_of("<>=!");
  if (at == std::string_view::npos) refuse(text, "is no condition, such as >5% or nrr<100%");
  condition.fact = fact_of(metric, trimmed(all.substr(0, at)), text);
  const auto comparison =
      std::find_if(std::begin(comparisons), std::end(comparisons),
                   [&](std::string_view some) { return all.substr(at).starts_with(some); });
  if (comparison == std::end(comparisons)) refuse(text, "compares by none of > >= < <= == !=");
  condition.comparison = *comparison;
  std::string_view number = trimmed(all.substr(at + comparison->size()));
  condition.is_percent = number.ends_with('%');
  if (condition.is_percent) number = trimmed(number.substr(0, number.size() - 1));
  const DecimalReading reading = read_decimal(number);
  if (reading.fault != DecimalFault::none) {
    refuse(text, "has no number behind " + condition.comparison + ", such as 5% or 0.05");
  }
  condition.bound = reading.value.ratio();
  if (condition.is_percent) {
    condition.bound = reduced(condition.bound.num, checked_multiply(condition.bound.den, 100));
  }
  if (condition.fact.empty()) refuse_other_unit(condition, metric.id, metric.unit);
  return condition;
}

std::vector<FailIfOutcome> look_at(const std::vector<FailIf>& conditions, const Report& report) {
  using Verdict = FailIfOutcome::Verdict;
  std::vector<FailIfOutcome> outcomes;
  for (const FailIf& condition : conditions) {
    for (const Result& result : report.results) {
      const Quantity* quantity = quantity_of(result, condition.fact);
      const std::string name = name_of(result, condition, report);
      if (quantity != nullptr) refuse_other_unit(condition, condition.fact, quantity->unit);
      if (quantity == nullptr || !quantity->amount) {
        outcomes.push_back(
            {Verdict::unknown, condition.text,
             name + " is n/a" + (result.reason.empty() ? "" : ": " + result.reason)});
      } else {
        const bool does_hold = holds(*quantity->amount, condition);
        outcomes.push_back({does_hold ? Verdict::holds : Verdict::does_not_hold, condition.text,
                            name + " is " + to_text(*quantity)});
      }
    }
  }
  return outcomes;
}

}  // namespace csm::cli
