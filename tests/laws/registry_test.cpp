#include "csm/registry.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "support/ask.hpp"
#include "support/catch.hpp"

// What holds for every metric of the registry, whatever it computes.

namespace csm::test {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("every metric has an id of its own and says what it is", "[registry]") {
  std::set<std::string_view> ids;
  for (const Metric& metric : metrics()) {
    INFO(metric.id);
    CHECK(ids.insert(metric.id).second);
    CHECK(find_metric(metric.id)->id == metric.id);
    for (const std::string_view text :
         {metric.title, metric.question, metric.formula, metric.source}) {
      CHECK_FALSE(text.empty());
    }
    CHECK_FALSE(metric.rules.empty());
    CHECK(metric.by_hand.empty() == (metric.compute_by_hand == nullptr));
    CHECK_FALSE(metric.examples.empty());
    std::set<std::string_view> names;
    for (const Rule& rule : metric.rules) {
      CHECK(names.insert(rule.id).second);
      CHECK(&find_rule(metric, rule.id) == &rule);
    }
    names.clear();
    for (const Option& option : metric.options) CHECK(names.insert(option.name).second);
    for (const Option& option : metric.by_hand) CHECK(names.insert(option.name).second);
  }
  CHECK(find_metric("no such metric") == nullptr);
}

TEST_CASE("every input of every metric wants fields that its kind of record has", "[registry]") {
  for (const Metric& metric : metrics()) {
    for (const Input& input : inputs_of(metric.roles(ask(metric.id)))) {
      std::set<std::string_view> fields;
      with_row_type(input.type, [&]<class Row>() {
        for (const auto& field : Row::fields) fields.insert(field.name);
      });
      for (const Want& want : input.wants) {
        INFO(metric.id << " " << want.field);
        CHECK(fields.count(want.field) == 1);
      }
      for (const std::string_view name : input.any_of) CHECK(fields.count(name) == 1);
    }
  }
}

TEST_CASE("a metric's balance is of its facts, and adds up over every month", "[registry]") {
  std::size_t balances = 0;
  for (const Metric& metric : metrics()) {
    const Balance& balance = metric.balance;
    if (balance.opening.empty()) continue;
    ++balances;
    Question question = ask(metric.id);
    question.every = Grain::month;
    const Report report = run(question, {{"", CSM_EXAMPLES "/subscriptions.csv"}}, {});
    REQUIRE(report.results.size() > 12);
    for (const Result& result : report.results) {
      INFO(metric.id << " " << result.span->period.label);
      Ratio sum = *result.fact(balance.opening).amount;
      for (const std::string_view gain : balance.gains) {
        if (const auto& amount = result.fact(gain).amount) sum = sum + *amount;
      }
      for (const std::string_view loss : balance.losses) sum = sum - *result.fact(loss).amount;
      CHECK(sum == *result.fact(balance.closing).amount);
    }
  }
  CHECK(balances == 2);
}

TEST_CASE("the README's table of figures is the registry's", "[registry]") {
  const std::string readme = text_of(CSM_EXAMPLES "/../README.md");
  for (const Metric& metric : metrics()) {
    const std::string row = "| `" + std::string(metric.id) + "` | " + std::string(metric.question) +
                            " | " + std::string(metric.formula) + " |";
    INFO(row);
    CHECK(readme.find(row) != std::string::npos);
  }
}

TEST_CASE("the published schema knows every metric", "[registry]") {
  const std::string schema = text_of(CSM_EXAMPLES "/result.schema.json");
  for (const Metric& metric : metrics()) {
    CHECK(schema.find("\"" + std::string(metric.id) + "\"") != std::string::npos);
  }
}

TEST_CASE(
    "no rows give an absent figure with its reason, or money 0, and all facts of the registry",
    "[registry]") {
  for (const Metric& metric : metrics()) {
    INFO(metric.id);
    const Question question = ask(metric.id, "2026-05", metric.rules.front().id);
    const auto computation = question.metric->start(question, *question.period);
    Report report{question.metric, question.rule, {}, InputSummary{}, {}, {}};
    computation->finish({*question.period, std::nullopt}, report);
    REQUIRE(report.results.size() == 1);
    const Result& result = report.results[0];
    if (result.value.amount) {
      CHECK(metric.unit == Unit::money);
      CHECK(result.value.amount == Ratio{0, 1});
    } else {
      CHECK_FALSE(result.reason.empty());
    }
    CHECK((result.interval.has_value() || !result.interval_reason.empty()));
    std::vector<std::string_view> names;
    for (const Fact& fact : result.facts) names.push_back(fact.name);
    std::vector<std::string_view> documented;
    for (const FactMeaning& fact : metric.facts) documented.push_back(fact.name);
    CHECK(names == documented);
  }
}

}  // namespace csm::test
