#include "csm/metrics/ces.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/survey.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"easy", "the share of easy answers", "{easy} / {answers}"},
    {"mean", "the mean of the answers, as in CES 2.0", "sum of the scores / {answers}"},
};

bool asks_for_mean(const Question& question) { return question.rule == &rules[1]; }

CesQuestion asked_by(const Question& question) {
  const std::string_view scale = question.option("scale", "1-7");
  if (scale != "1-7" && scale != "1-5") {
    usage_error("--scale",
                in_quotes(scale) + " is neither 1-7 nor 1-5, the scales of customer effort");
  }
  return {scale == "1-7" ? 7 : 5, question.has("low-is-easy")};
}

Scale scale_of(const CesQuestion& asked) { return {1, asked.highest}; }
/// The scores of the low end and of the high end: 1..3 and 5..7, or 1..2 and 4..5.
Scale low_end(const CesQuestion& asked) { return {1, asked.highest / 2}; }
Scale high_end(const CesQuestion& asked) { return {asked.highest / 2 + 2, asked.highest}; }

/// A survey that asked on 1..5 looks difficult on 1..7.
void warn_of_another_scale(const CesTally& t, Report& report) {
  constexpr std::int64_t enough = 10;
  if (t.scores.answers() < enough || t.scores.at_most(5) < t.scores.answers()) return;
  report.warnings.emplace_back(
      "no answer is above 5, and the scale is taken for 1..7; --scale 1-5 or --scale 1-7 says "
      "which it is");
}

class CesComputation : public ComputationOf<CesComputation> {
 public:
  using ComputationOf::ComputationOf;

  void add(const Rows& rows) override {
    for (const Answer& row : std::get<std::span<const Answer>>(rows)) {
      if (rows_.takes(row, period_)) tally_.add(*row.score);
    }
  }

  void gather(const CesComputation& from) {
    tally_.merge(from.tally_);
    rows_.merge(from.rows_);
  }

  void finish(const Span& span, Report& report) override {
    const CesQuestion asked = asked_by(question_);
    CesTally tally = tally_;
    tally.unscored = rows_.unscored();
    Result& result = report.results.emplace_back(
        csm::finish(tally, asked, question_.confidence, asks_for_mean(question_)));
    result.span = span;
    rows_.tell(*report.input);
    if (asked.low_is_easy) report.notes.emplace_back("low answers are easy (--low-is-easy)");
    if (!question_.has("scale")) warn_of_another_scale(tally, report);
  }

 private:
  CesTally tally_;
  SurveyRows rows_;
};

std::vector<Role> roles(const Question& question) {
  Input answers = survey_input(question,
                               "ces ces_score customer_effort customer_effort_score effort "
                               "effort_score ease");
  const CesQuestion asked = asked_by(question);
  answers.rules.lowest_score = 1;
  answers.rules.highest_score = asked.highest;
  answers.rules.off_scale =
      asked.highest == 7 ? "lies outside the scale 1..7" : "lies outside the scale 1..5";
  answers.survey = "ces";
  return {{{answers}}};
}

/// The share of easy answers and its interval.
Result easy_result(std::int64_t easy, std::int64_t answers, double confidence) {
  Result result;
  result.value = Quantity::share(easy, answers);
  if (answers > 0) {
    result.interval = wilson(easy, answers, confidence);
    result.sample = ShareSample{easy, answers};
  } else {
    result.reason = result.interval_reason = "there are no answers";
  }
  return result;
}

Result mean_result(const Scores& scores, double confidence) {
  Result result;
  result.value = scores.mean();
  if (scores.answers() == 0) {
    result.reason = result.interval_reason = "there are no answers";
    return result;
  }
  result.sample = scores.mean_sample();
  result.interval = scores.mean_interval(confidence);
  if (!result.interval) result.interval_reason = "a single answer has no spread";
  return result;
}

std::string easy_in_words(std::int64_t easy, std::int64_t answers) {
  if (answers == 0) return "0 answers";
  return fmt::format("{} of {} {} easy", to_text(Quantity::count(easy)),
                     with_noun(answers, "answer"), easy == 1 ? "is" : "are");
}

Result by_hand(const Question& question) {
  if (asks_for_mean(question)) {
    usage_error("--rule", "mean needs the answers themselves, in a file");
  }
  const auto [easy, answers] = part_by_hand(question, "easy", "answers");
  Result result = easy_result(easy, answers, question.confidence);
  result.facts = {{"easy", Quantity::count(easy)},
                  {"answers", Quantity::count(answers)},
                  {"easy_share", Quantity::share(easy, answers)}};
  result.story.emplace_back(easy_in_words(easy, answers));
  return result;
}

/// The counts of the three, with their scores.
Breakdown classes(std::int64_t easy, std::int64_t neutral, std::int64_t difficult,
                  const CesQuestion& asked) {
  Scale easy_end = high_end(asked);
  Scale difficult_end = low_end(asked);
  if (asked.low_is_easy) std::swap(easy_end, difficult_end);
  return {{fmt::format("easy ({})", to_text(easy_end)), Quantity::count(easy)},
          {fmt::format("neutral ({})", asked.highest / 2 + 1), Quantity::count(neutral)},
          {fmt::format("difficult ({})", to_text(difficult_end)), Quantity::count(difficult)}};
}

constexpr Option options[] = {
    {"scale", "1-7|1-5", "the survey's scale; what lies outside is a bad row (default 1-7)"},
    {"low-is-easy", "", "1 is very easy, and the highest score very difficult"},
};

constexpr Option by_hand_numbers[] = {
    {"easy", "N", "easy answers", true},
    {"answers", "N", "all answers", true},
};

constexpr FactMeaning fact_meanings[] = {
    {"easy", "answers of 5..7 of 7, or 4..5 of 5; of low ones with --low-is-easy",
     InTables::beside},
    {"neutral", "answers that are neither easy nor difficult"},
    {"difficult", "answers of 1..3 of 7, or 1..2 of 5; of high ones with --low-is-easy"},
    {"answers", "rows with a score", InTables::beside},
    {"easy_share", "easy / answers"},
    {"net", "(easy - difficult) / answers"},
    {"mean", "mean of the scores as they were given", InTables::beside},
    {"distribution", "answers by score; between: scores that are not whole"},
    {"unscored", "rows without a score"},
};

constexpr Part parts[] = {
    {"difficult", "difficult"},
    {"neutral", "neutral"},
    {"easy", "easy"},
};

constexpr std::string_view list_figures[] = {"mean"};

constexpr Example examples[] = {
    {"csm ces --from answers.csv --period 2026-05", "the answers of May"},
    {"csm ces --from answers.csv --rule mean", "the mean instead of the share"},
    {"csm ces --from answers.csv --scale 1-5 --low-is-easy", "1 is very low effort, 5 very high"},
    {"csm ces --easy 460 --answers 1000", "by hand"},
};

}  // namespace

void CesTally::merge(const CesTally& other) {
  scores.merge(other.scores);
  unscored += other.unscored;
}

std::int64_t CesTally::easy(const CesQuestion& asked) const {
  return asked.low_is_easy ? scores.at_most(low_end(asked).highest)
                           : scores.at_least(high_end(asked).lowest);
}

std::int64_t CesTally::difficult(const CesQuestion& asked) const {
  return easy({asked.highest, !asked.low_is_easy});
}

Result finish(const CesTally& t, const CesQuestion& asked, double confidence, bool is_mean) {
  const std::int64_t answers = t.scores.answers();
  const std::int64_t easy = t.easy(asked);
  const std::int64_t difficult = t.difficult(asked);
  const std::int64_t neutral = answers - easy - difficult;
  const Quantity net = Quantity::share(easy - difficult, answers);
  Result result =
      is_mean ? mean_result(t.scores, confidence) : easy_result(easy, answers, confidence);
  result.facts = {{"easy", Quantity::count(easy)},
                  {"neutral", Quantity::count(neutral)},
                  {"difficult", Quantity::count(difficult)},
                  {"answers", Quantity::count(answers)},
                  {"easy_share", Quantity::share(easy, answers)},
                  {"net", net},
                  {"mean", t.scores.mean()},
                  {"distribution", t.scores.distribution(scale_of(asked))},
                  {"unscored", Quantity::count(t.unscored)}};
  if (is_mean && answers > 0) {
    result.story.emplace_back(
        fmt::format("{} on the scale {}", with_noun(answers, "answer"), to_text(scale_of(asked))));
  } else {
    result.story.emplace_back(easy_in_words(easy, answers));
  }
  if (answers > 0) {
    result.story.emplace_back(table_of_shares(classes(easy, neutral, difficult, asked), answers));
    result.story.emplace_back(fmt::format("easy less difficult {}", to_text(net)));
    if (!is_mean) result.story.emplace_back(mean_in_words(t.scores, scale_of(asked), confidence));
  }
  if (t.unscored > 0) result.story.emplace_back(unscored_in_words(t.unscored));
  return result;
}

const Metric ces_metric = {
    "ces",
    "Customer effort score",
    "What share of the customers had it easy?",
    "easy answers / answers",
    "M. Dixon, K. Freeman and N. Toman, Stop Trying to Delight Your Customers, Harvard Business "
    "Review, July 2010; the scale 1..7 and the mean as in CES 2.0",
    Unit::share,
    DefaultPeriod::whole_file,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<CesComputation>,
    by_hand,
    false,
    false,
    Grouping::rows,
    Better::higher,
    {.parts = parts, .figures = list_figures, .lowest_first = true},
};

}  // namespace csm
