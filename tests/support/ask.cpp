#include "support/ask.hpp"

namespace csm::test {

Question ask(std::string_view metric, std::string_view period, std::string_view rule) {
  Question question;
  question.metric = find_metric(metric);
  if (!rule.empty()) question.rule = &find_rule(*question.metric, rule);
  if (!period.empty()) question.period = read_period(period, std::nullopt);
  return question;
}

Report answer(const Question& question, std::string text, const Reading& reading) {
  return run(question, {{"", "table", std::move(text)}}, reading);
}

Report answer_all(const Question& question, const std::vector<std::string>& texts,
                  const Reading& reading) {
  std::vector<Source> sources;
  for (const std::string& text : texts) {
    sources.push_back({"", "table" + std::to_string(sources.size() + 1), text});
  }
  return run(question, sources, reading);
}

std::optional<Ratio> fact(const Result& result, std::string_view name) {
  return result.fact(name).amount;
}

}  // namespace csm::test
