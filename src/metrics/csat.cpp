#include "csm/metrics/csat.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/survey.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {{"standard", "positive answers of all answers"}};

struct NamedScale {
  std::string_view name;
  CsatScale scale;
  Fault off_scale;
};

constexpr NamedScale scales[] = {
    {"1-3", {{1, 3}, 3}, "lies outside the scale 1..3"},
    {"1-5", {{1, 5}, 4}, "lies outside the scale 1..5"},
    {"1-7", {{1, 7}, 6}, "lies outside the scale 1..7"},
    {"1-10", {{1, 10}, 6}, "lies outside the scale 1..10"},
    {"0-10", {{0, 10}, 6}, "lies outside the scale 0..10"},
};

/// The scale of --scale, or null. Error{usage} for one there is not.
const NamedScale* declared_scale(const Question& question) {
  if (!question.has("scale")) return nullptr;
  const std::string_view text = question.option("scale", "");
  for (const NamedScale& scale : scales) {
    if (scale.name == text) return &scale;
  }
  usage_error("--scale", in_quotes(text) + " is none of 1-3, 1-5, 1-7, 1-10 and 0-10");
}

/// With the first positive score of --positive-from. Error{usage} where that does not lie on it.
CsatScale with_positive_from(const Question& question, CsatScale scale, std::string_view hint) {
  if (!question.has("positive-from")) return scale;
  const std::string_view text = question.option("positive-from", "");
  const DecimalReading reading = read_decimal(text);
  const Decimal from = reading.value;
  if (reading.fault != DecimalFault::none || !from.is_whole() || from <= scale.scale.lowest ||
      from > scale.scale.highest) {
    usage_error("--positive-from",
                fmt::format("{} is not a whole number from {} to {}, where positive answers can "
                            "begin on the scale {}{}",
                            in_quotes(text), scale.scale.lowest + 1, scale.scale.highest,
                            to_text(scale.scale), hint));
  }
  scale.positive_from = static_cast<int>(from.atoms() / Decimal::unit);
  return scale;
}

/// The lowest whole score that is not below any answer.
int ceiling(Decimal score) {
  return static_cast<int>(score.atoms() / Decimal::unit) + (score.is_whole() ? 0 : 1);
}

class CsatComputation : public ComputationOf<CsatComputation> {
 public:
  using ComputationOf::ComputationOf;

  void add(const Rows& rows) override {
    for (const Answer& row : std::get<std::span<const Answer>>(rows)) {
      if (is_answered(row)) ++(row.score ? numbers_ : words_);
      if (row.score) highest_ = std::max(highest_, ceiling(*row.score));
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
    numbers_ += from.numbers_;
    words_ += from.words_;
    highest_ = std::max(highest_, from.highest_);
  }

  void finish(const Span& span, Report& report) override {
    refuse_numbers_beside_words(*report.input);
    CsatTally tally = tally_;
    tally.unscored = rows_.unscored();
    Result& result = report.results.emplace_back(csm::finish(tally, scale(), question_.confidence));
    result.span = span;
    rows_.tell(*report.input);
    if (numbers_ > 0 && !question_.has("scale")) {
      report.notes.push_back(fmt::format("the scale {} is taken from the data; --scale declares it",
                                         to_text(scale().scale)));
    }
  }

 private:
  void refuse_numbers_beside_words(const InputSummary& input) const {
    if (words_ == 0) return;
    if (question_.has("positive-from")) {
      usage_error("--positive-from", "is a score, and the answers are words");
    }
    if (numbers_ == 0) return;
    const std::string where =
        input.files.front() + (input.files.size() > 1 ? " and further files" : "");
    refuse(where, fmt::format("{} and {} in words cannot make one figure; with --scale the words "
                              "are bad rows and left out",
                              with_noun(numbers_, "answer") + " in numbers",
                              to_text(Quantity::count(words_))));
  }

  CsatScale scale() const {
    if (const NamedScale* declared = declared_scale(question_)) {
      return with_positive_from(question_, declared->scale, "");
    }
    const CsatScale found = smallest_scale(highest_);
    return numbers_ > 0 ? with_positive_from(question_, found, " (taken from the data)") : found;
  }

  CsatTally tally_;
  SurveyRows rows_;
  std::int64_t numbers_ = 0;  ///< answers of the input, in the period or not
  std::int64_t words_ = 0;
  int highest_ = 0;  ///< no answer of the input is above it
};

std::vector<Role> roles(const Question& question) {
  Input answers = survey_input(question,
                               "csat csat_score satisfaction satisfaction_score "
                               "satisfaction_rating customer_satisfaction");
  const NamedScale* declared = declared_scale(question);
  if (declared != nullptr) {
    answers.rules.lowest_score = declared->scale.scale.lowest;
    answers.rules.highest_score = declared->scale.scale.highest;
    answers.rules.off_scale = declared->off_scale;
  } else {
    answers.rules.lowest_score = 1;
    answers.rules.off_scale = "lies outside 1..10 (a scale from 0 is declared by --scale 0-10)";
    answers.rules.takes_words = true;
  }
  (void)with_positive_from(question, declared != nullptr ? declared->scale : CsatScale{{1, 10}, 6},
                           "");
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
    {"positive", "answers that are positive"},
    {"answers", "rows with an answer, neutral ones too"},
    {"mean", "mean of the scores; n/a for words"},
    {"distribution", "answers by score or word; between: scores that are not whole"},
    {"top2", "share of answers in the two highest scores; n/a for words"},
    {"top3", "share of answers in the three highest scores; n/a for words"},
    {"bottom2", "share of answers in the two lowest scores; n/a for words"},
    {"unscored", "rows without an answer"},
};

constexpr Example examples[] = {
    {"csm csat --from answers.csv --period 2026-05", "the answers of May"},
    {"csm csat --from answers.csv --scale 1-7 --positive-from 5", "the survey's own rule"},
    {"csm csat --positive 40 --answers 50", "by hand"},
};

}  // namespace

CsatScale smallest_scale(int highest_answer) {
  return highest_answer <= 5   ? CsatScale{{1, 5}, 4}
         : highest_answer <= 7 ? CsatScale{{1, 7}, 6}
                               : CsatScale{{1, 10}, 6};
}

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
};

}  // namespace csm
