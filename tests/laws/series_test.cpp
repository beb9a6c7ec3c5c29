#include "csm/steps.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_tables.hpp"
#include "support/subjects.hpp"

// Series of metrics that have a way of their own through all steps at once, against runs of each
// period alone: several files, several currencies, trials, and steps of any length.

namespace csm::test {
namespace {

const slow::Words currencies = {"USD", "EUR", "JPY"};

std::string some_day(slow::Dice& dice) {
  return slow::format_day(slow::random_period_begin() - 250 + dice.below(400));
}

std::string random_subscriptions(slow::Dice& dice) {
  std::string text =
      "customer_id,started_on,ended_on,paused_on,resumed_on,status,amount,currency\n";
  const int rows = dice.below(30);
  const int number_of_currencies = 1 + dice.below(3);
  for (int i = 0; i < rows; ++i) {
    const int start = slow::random_period_begin() - 250 + dice.below(400);
    const int end = start + dice.below(200);
    const bool is_gone = dice.one_in(2);
    const int pause = start + dice.below(90);
    const bool is_paused = dice.one_in(4);
    text += "c" + std::to_string(dice.below(9)) + "," + slow::format_day(start) + ",";
    text += is_gone ? slow::format_day(end) : "";
    text += ",";
    text += is_paused ? slow::format_day(pause) : "";
    text += ",";
    text += is_paused && dice.one_in(2) ? slow::format_day(pause + 1 + dice.below(60)) : "";
    text += dice.one_in(8) ? ",trialing," : ",active,";
    text += std::to_string(dice.below(4) * 50) + ",";
    text += currencies[static_cast<std::size_t>(dice.below(number_of_currencies))] + "\n";
  }
  return text;
}

std::string random_ledger(slow::Dice& dice) {
  std::string text = "spent_on,amount,currency,category\n";
  const int rows = 1 + dice.below(12);
  for (int i = 0; i < rows; ++i) {
    text += some_day(dice) + "," + std::to_string(dice.below(900)) + ",";
    text += dice.pick(currencies) + ",";
    text += dice.one_in(2) ? "team\n" : "tools\n";
  }
  return text;
}

/// What a series says step by step, and what runs over the periods alone do.
void check_series(const Question& question, const std::vector<Source>& files) {
  Reading reading;
  reading.encoding = Encoding::utf_8;
  const Report series = run(question, files, reading);
  REQUIRE(!series.results.empty());
  std::size_t at = 0;
  std::optional<Report> alone;
  while (at < series.results.size()) {
    const Period step = series.results[at].span->period;
    Question of_step = question;
    of_step.every.reset();
    of_step.period = step;
    alone = run(of_step, files, reading);
    for (const Result& result : alone->results) {
      REQUIRE(at < series.results.size());
      CAPTURE(question.metric->id, step.label);
      CHECK(shown_result(series.results[at]) == shown_result(result));
      CHECK(series.results[at].value.currency == result.value.currency);
      CHECK(series.results[at].span->period == result.span->period);
      ++at;
    }
  }
  // What is said of the rows is said of the last step.
  REQUIRE(alone);
  CHECK(series.notes == alone->notes);
  CHECK(series.warnings == alone->warnings);
  std::map<std::string, std::int64_t> not_counted = alone->input->not_counted;
  not_counted.erase("outside the period");
  CHECK(series.input->not_counted == not_counted);
}

struct Asked {
  const char* metric;
  const char* rule;
  bool takes_costs;
};
constexpr Asked all_asked[] = {
    {"churn", "opening", false},          {"mrr", "", false},
    {"expansion", "movements", false},    {"clv", "subscription", false},
    {"clv", "subscription", true},        {"retention-cost", "served", true},
    {"retention-cost", "retained", true}, {"retention-cost", "closing", true},
};

}  // namespace

TEST_CASE(
    "a series of subscriptions, costs and currencies says what runs of each period alone say") {
  constexpr std::pair<Grain, const char*> grains[] = {{Grain::day, "2026-05-20..2026-06-10"},
                                                      {Grain::week, "2026-03-02..2026-05-31"},
                                                      {Grain::month, "2025-11..2026-06"},
                                                      {Grain::quarter, "2025-Q3..2026-Q3"},
                                                      {Grain::year, "2025..2026"}};
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    slow::Dice dice(seed);
    const std::string subscriptions = random_subscriptions(dice);
    const std::string ledger = random_ledger(dice);
    CAPTURE(subscriptions, ledger);
    const auto& [grain, period] = grains[seed % std::size(grains)];
    for (const Asked& asked : all_asked) {
      Question question = ask(asked.metric, period, asked.rule);
      question.as_of = *read_iso_date("2026-12-31");
      question.every = grain;
      std::vector<Source> files{{"subscriptions", "subscriptions", subscriptions}};
      if (asked.takes_costs) files.push_back({"costs", "costs", ledger});
      check_series(question, files);
    }
  }
}

}  // namespace csm::test
