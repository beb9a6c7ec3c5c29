#pragma once

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/catch.hpp"

// Figures that others have printed, each with where it was printed: what asks for them.

namespace csm::published {

using Options = std::map<std::string, std::string, std::less<>>;

inline Question question_of(const Metric& metric, std::string_view rule = "") {
  Question question;
  question.metric = &metric;
  question.rule = rule.empty() ? &metric.rules[0] : &find_rule(metric, rule);
  return question;
}

inline Result by_hand(const Metric& metric, Options options) {
  Question question = question_of(metric);
  question.options = std::move(options);
  return compute_by_hand(question).results.at(0);
}

inline Result from_csv(const Metric& metric, const std::string& text,
                       std::string_view period = "") {
  Question question = question_of(metric);
  if (!period.empty()) question.period = read_period(period, std::nullopt);
  const Report report = run(question, {{"", "t.csv", text}}, {});
  REQUIRE(report.results.size() == 1);
  REQUIRE(report.input);
  CHECK(report.input->bad == 0);
  return report.results[0];
}

inline Ratio fact(const Result& result, std::string_view name) {
  INFO(name);
  REQUIRE(result.fact(name).amount);
  return *result.fact(name).amount;
}

/// The figure as a source prints it with so many decimals, in percent where it is a share.
inline std::string percent(const Ratio& share, int decimals) {
  return Ratio{share.num * 100, share.den}.to_decimal(decimals);
}

/// A column of scores: so many answers of each from 1 on.
inline std::string scores(const std::vector<int>& counts) {
  std::string text = "score\n";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (int n = 0; n < counts[i]; ++n) text += std::to_string(i + 1) + "\n";
  }
  return text;
}

inline void check_interval(const Result& result, double low, double high, double half_a_digit) {
  REQUIRE(result.interval);
  INFO(result.interval->low << ".." << result.interval->high);
  CHECK(std::abs(result.interval->low - low) <= half_a_digit);
  CHECK(std::abs(result.interval->high - high) <= half_a_digit);
}

}  // namespace csm::published
