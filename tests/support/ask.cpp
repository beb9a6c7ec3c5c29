#include "support/ask.hpp"

namespace csm::test {
namespace {

Reading in_utf_8(Reading reading) {
  if (!reading.encoding) reading.encoding = Encoding::utf_8;
  return reading;
}

}  // namespace

Question ask(std::string_view metric, std::string_view period, std::string_view rule) {
  Question question;
  question.metric = find_metric(metric);
  if (!rule.empty()) question.rule = &find_rule(*question.metric, rule);
  if (!period.empty()) question.period = read_period(period, std::nullopt);
  return question;
}

Report answer(const Question& question, std::string text, const Reading& reading) {
  return run(question, {{"", "table", std::move(text)}}, in_utf_8(reading));
}

std::int64_t section_titles(const Report& report) {
  std::int64_t n = 0;
  for (const std::string& note : report.notes) {
    const std::size_t colon = note.find(": ");
    if (note.find("section") == std::string::npos || colon == std::string::npos) continue;
    n += std::stoll(note.substr(colon + 2));
  }
  return n;
}

Report answer_all(const Question& question, const std::vector<std::string>& texts,
                  const Reading& reading) {
  std::vector<Source> sources;
  for (const std::string& text : texts) {
    sources.push_back({"", "table" + std::to_string(sources.size() + 1), text});
  }
  return run(question, sources, in_utf_8(reading));
}

std::optional<Ratio> fact(const Result& result, std::string_view name) {
  return result.fact(name).amount;
}

}  // namespace csm::test
