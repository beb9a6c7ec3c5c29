#include "csm/all_rules.hpp"

#include "csm/registry.hpp"

namespace csm {

AllRules::AllRules(const Question& question, const Period& period)
    : question_(question), period_(period) {
  by_rule_.emplace_back(question.rule, question.metric->start(question, period));
  for (const Rule& rule : question.metric->rules) {
    if (&rule == question.rule) continue;
    Question other = question;
    other.rule = &rule;
    by_rule_.emplace_back(&rule, question.metric->start(other, period));
  }
}

std::unique_ptr<Computation> AllRules::fork() const {
  return std::make_unique<AllRules>(question_, period_);
}

void AllRules::add(const Rows& rows) {
  for (const auto& [rule, computation] : by_rule_) computation->add(rows);
}

void AllRules::merge(Computation& other) {
  auto& from = dynamic_cast<AllRules&>(other);
  for (std::size_t i = 0; i < by_rule_.size(); ++i) {
    by_rule_[i].second->merge(*from.by_rule_[i].second);
  }
}

void AllRules::finish(const Span& span, Report& report) {
  by_rule_.front().second->finish(span, report);
  for (std::size_t i = 1; i < by_rule_.size(); ++i) {
    const auto& [rule, computation] = by_rule_[i];
    Report aside{report.metric, rule, {}, report.input, {}, {}};
    computation->finish(span, aside);
    for (Result& result : aside.results) {
      result.rule = rule;
      report.explanation->by_rule.push_back(std::move(result));
    }
  }
}

}  // namespace csm
