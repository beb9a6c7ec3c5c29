#include "csm/metrics/csat.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/registry.hpp"
#include "metrics/csat_scale.hpp"
#include "metrics/survey.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"standard", "positive answers of all answers", "{positive} / {answers}"}};

class CsatComputation : public ComputationOf<CsatComputation> {
 public:
  using ComputationOf::ComputationOf;

  void add(const Rows& rows) override {
    for (const Answer& row : std::get<std::span<const Answer>>(rows)) {
      scale_.add(row);
      if (!rows_.takes(row, period_)) continue;
      if (row.score) {
        tally_.add(*row.score);
      } else {
        tally_.add(*row.word);
      }
    }
  }

  void gather(const CsatComputation& from) {
    tally_.merge(from.tally_);
    rows_.merge(from.rows_);
    scale_.merge(from.scale_);
  }

  void learn_from(const Computation& whole) override {
    scale_ = dynamic_cast<const CsatComputation&>(whole).scale_;
  }

  void finish(const Span& span, Report& report) override {
    scale_.refuse_numbers_beside_words(question_, *report.input);
    CsatTally tally = tally_;
    tally.unscored = rows_.unscored();
    Result& result = report.results.emplace_back(
        csm::finish(tally, scale_.scale(question_), question_.confidence));
    result.span = span;
    rows_.tell(*report.input);
    scale_.tell(question_, report);
  }

 private:
  CsatTally tally_;
  SurveyRows rows_;
  CsatScaleFinder scale_;
};

std::vector<Role> roles(const Question& question) {
  Input answers = survey_input(question, csat_headers);
  take_satisfaction(question, answers);
  answers.survey = "csat";
  return {{{answers}}};
}

Quantity share_of(const Scores& scores, std::int64_t part) {
  return Quantity::share(part, scores.answers());
}

/// The figure and its interval of so many positive answers.
Result share_result(std::int64_t positive, std::int64_t answers, double confidence) {
  Result result;
  result.value = Quantity::share(positive, answers);
  if (answers > 0) {
    result.interval = wilson(positive, answers, confidence);
    result.sample = ShareSample{positive, answers};
  } else {
    result.reason = result.interval_reason = "there are no answers";
  }
  result.facts = {{"positive", Quantity::count(positive)}, {"answers", Quantity::count(answers)}};
  return result;
}

std::string parts_in_words(std::int64_t positive, std::int64_t answers,
                           const std::string& bounds = "") {
  if (answers == 0) return "0 answers";
  return fmt::format("{} of {} {} positive{}", to_text(Quantity::count(positive)),
                     with_noun(answers, "answer"), positive == 1 ? "is" : "are", bounds);
}

Result by_hand(const Question& question) {
  const auto [positive, answers] = part_by_hand(question, "positive", "answers");
  Result result = share_result(positive, answers, question.confidence);
  result.story.emplace_back(parts_in_words(positive, answers));
  return result;
}

Breakdown words_of(const CsatTally& tally) {
  Breakdown words;
  for (std::size_t i = 0; i < answer_words.size(); ++i) {
    if (tally.by_word[i] == 0) continue;
    words.emplace_back(answer_words[i].text, Quantity::count(tally.by_word[i]));
  }
  return words;
}

/// Words with what each was taken for.
Table table_of_words(const CsatTally& tally, std::int64_t answers) {
  Table table = table_of_shares(words_of(tally), answers);
  for (TableRow& row : table) {
    const auto word =
        std::find_if(answer_words.begin(), answer_words.end(),
                     [&](const AnswerWord& known) { return known.text == row.label; });
    row.remark += word->opinion == Opinion::positive  ? "   positive"
                  : word->opinion == Opinion::neutral ? "   neutral"
                                                      : "   negative";
  }
  return table;
}

constexpr Option options[] = {
    {"scale", "LOW-HIGH",
     "the survey's scale: 1-3, 1-5, 1-7, 1-10 or 0-10; what lies outside is a bad row (default: "
     "the smallest of 1-5, 1-7 and 1-10 that holds all answers)"},
    {"positive-from", "N",
     "the lowest positive score (default 3 of 1-3, 4 of 1-5, 6 of 1-7, 1-10 and 0-10)"},
};

constexpr Option by_hand_numbers[] = {
    {"positive", "N", "positive answers", true},
    {"answers", "N", "all answers", true},
};

constexpr FactMeaning fact_meanings[] = {
    {"positive", "answers that are positive", InTables::beside},
    {"answers", "rows with an answer, neutral ones too", InTables::beside},
    {"mean", "mean of the scores; n/a for words"},
    {"distribution", "answers by score or word; between: scores that are not whole"},
    {"top2", "share of answers in the two highest scores; n/a for words"},
    {"top3", "share of answers in the three highest scores; n/a for words"},
    {"bottom2", "share of answers in the two lowest scores; n/a for words"},
    {"unscored", "rows without an answer"},
};

constexpr Part parts[] = {
    {"", "not positive"},
    {"positive", "positive"},
};

constexpr std::string_view list_figures[] = {"mean"};

constexpr Example examples[] = {
    {"csm csat --from answers.csv --period 2026-05", "the answers of May"},
    {"csm csat --from answers.csv --scale 1-7 --positive-from 5", "the survey's own rule"},
    {"csm csat --positive 40 --answers 50", "by hand"},
};

}  // namespace

void CsatTally::add(const AnswerWord& word, std::int64_t n) {
  by_word[static_cast<std::size_t>(&word - answer_words.data())] += n;
}

void CsatTally::merge(const CsatTally& other) {
  scores.merge(other.scores);
  for (std::size_t i = 0; i < by_word.size(); ++i) by_word[i] += other.by_word[i];
  unscored += other.unscored;
}

std::int64_t CsatTally::in_words(Opinion opinion) const {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < by_word.size(); ++i) {
    if (answer_words[i].opinion == opinion) count += by_word[i];
  }
  return count;
}

Result finish(const CsatTally& t, const CsatScale& csat, double confidence) {
  const Scale& scale = csat.scale;
  const std::int64_t positive_words = t.in_words(Opinion::positive);
  const std::int64_t words =
      positive_words + t.in_words(Opinion::neutral) + t.in_words(Opinion::negative);
  const std::int64_t positive = t.scores.at_least(csat.positive_from) + positive_words;
  const std::int64_t answers = t.scores.answers() + words;
  Result result = share_result(positive, answers, confidence);
  const Quantity top2 = share_of(t.scores, t.scores.at_least(scale.highest - 1));
  const Quantity top3 = share_of(t.scores, t.scores.at_least(scale.highest - 2));
  const Quantity bottom2 = share_of(t.scores, t.scores.at_most(scale.lowest + 1));
  result.facts.push_back({"mean", t.scores.mean()});
  result.facts.push_back({"distribution", words > 0 ? words_of(t) : t.scores.distribution(scale)});
  result.facts.push_back({"top2", top2});
  result.facts.push_back({"top3", top3});
  result.facts.push_back({"bottom2", bottom2});
  result.facts.push_back({"unscored", Quantity::count(t.unscored)});
  if (words > 0) {
    result.story.emplace_back(parts_in_words(positive, answers));
    result.story.emplace_back(table_of_words(t, answers));
  } else {
    const std::string bounds =
        fmt::format(" ({})", to_text(Scale{csat.positive_from, scale.highest}));
    result.story.emplace_back(parts_in_words(positive, answers, bounds));
    if (answers > 0) {
      result.story.emplace_back(table_of_shares(t.scores.distribution(scale), answers));
      result.story.emplace_back(mean_in_words(t.scores, scale, confidence));
      result.story.emplace_back(fmt::format("top 2 scores {}, top 3 {}, bottom 2 {}", to_text(top2),
                                            to_text(top3), to_text(bottom2)));
    }
  }
  if (t.unscored > 0) result.story.emplace_back(unscored_in_words(t.unscored));
  return result;
}

const Metric csat_metric = {
    "csat",
    "Customer satisfaction",
    "What share of the answers is positive?",
    "positive answers / answers",
    "Delighted, How is CSAT calculated? (4 and 5 of 1..5); other scales likewise",
    Unit::share,
    DefaultPeriod::whole_file,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<CsatComputation>,
    by_hand,
    false,
    false,
    Grouping::rows,
    Better::higher,
    {.parts = parts, .figures = list_figures, .lowest_first = true},
};

}  // namespace csm
