#include "csm/metrics/feedback.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/contrast.hpp"
#include "metrics/csat_scale.hpp"
#include "metrics/feedback_groups.hpp"
#include "metrics/quotes.hpp"
#include "metrics/survey.hpp"
#include "metrics/themes.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"
#include "text/words.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {{"standard", "every comment counts", "comments among {answers} answers"}};

bool is_csat(const Question& question) { return question.option("score", "nps") == "csat"; }

Themes themes_of(const Question& question) {
  const auto file = question.files.find("themes");
  return file == question.files.end() ? Themes{} : Themes(file->second);
}

std::int64_t words_of(const Question& question) { return question.count("words", 10); }
std::size_t quotes_of(const Question& question) {
  return static_cast<std::size_t>(question.count("quotes", 3));
}

/// Answers of a survey of satisfaction, taken for 0..10, would be detractors one and all.
void warn_of_another_scale(const Scores& scores, Report& report) {
  constexpr std::int64_t enough = 10;
  constexpr int highest_elsewhere = 7;
  if (scores.answers() < enough || scores.fractional() > 0) return;
  if (scores.at_least(highest_elsewhere + 1) > 0) return;
  report.warnings.push_back(
      fmt::format("no score is above {}; where the survey asked for satisfaction, say --score csat",
                  highest_elsewhere));
}

class FeedbackComputation : public ComputationOf<FeedbackComputation> {
 public:
  FeedbackComputation(const Question& question, const Period& period)
      : ComputationOf(question, period),
        themes_(themes_of(question)),
        has_words_(words_of(question) > 0),
        quotes_(quotes_of(question)) {}

  void add(const Rows& rows) override {
    for (const Answer& row : std::get<std::span<const Answer>>(rows)) {
      scale_.add(row);
      if (rows_.takes(row, period_)) add_answer(row);
    }
  }

  void gather(const FeedbackComputation& from) {
    tally_.merge(from.tally_);
    quotes_.merge(from.quotes_);
    rows_.merge(from.rows_);
    scale_.merge(from.scale_);
  }

  void learn_from(const Computation& whole) override {
    scale_ = dynamic_cast<const FeedbackComputation&>(whole).scale_;
  }

  void finish(const Span& span, Report& report) override {
    const FeedbackView view = view_of(report);
    Result& result = report.results.emplace_back(csm::finish(tally_, view, question_.confidence));
    result.span = span;
    if (!view.themes.empty() && quotes_of(question_) > 0) {
      result.lists.push_back(quotes_.list(view.themes, order_of_themes(tally_, view)));
    }
    rows_.tell(*report.input);
    report.input->leave_out("without an answer", rows_.unscored());
    add_remarks(view, report);
  }

 private:
  void add_answer(const Answer& row) {
    FeedbackFact fact{row.score, is_answered(row) ? row.word : nullptr, has_comment(row)};
    std::vector<std::size_t> themes;
    if (fact.has_comment) {
      const auto words = reader_.read(row.comment.text);
      themes = themes_.match(words);
      fact.themes = themes;
      if (has_words_) fact.words = words;
    }
    tally_.add(fact);
    if (themes.empty()) return;
    const Quote quote(row);
    for (const std::size_t theme : themes) quotes_.add(theme, quote);
  }

  FeedbackView view_of(const Report& report) const {
    FeedbackView view{themes_.names(), is_csat(question_), {}, words_of(question_)};
    if (view.is_csat) {
      scale_.refuse_numbers_beside_words(question_, *report.input);
      view.scale = scale_.scale(question_);
    }
    return view;
  }

  void add_remarks(const FeedbackView& view, Report& report) const {
    if (view.is_csat) {
      report.notes.emplace_back(
          "positive answers stand for promoters, neutral ones for passives, negative ones for "
          "detractors");
      scale_.tell(question_, report);
    } else {
      warn_of_another_scale(tally_.answers.scores, report);
    }
    const auto& lists = report.results.back().lists;
    const bool has_words = std::any_of(lists.begin(), lists.end(), [](const Listing& list) {
      return list.name == "words" && !list.rows.empty();
    });
    if (!has_words) return;
    report.notes.push_back(fmt::format(
        "words: log-odds with a prior of {} words taken from all comments; every occurrence "
        "counts, words and two-word phrases apart; in {} comments at least and |z| from 1.96",
        prior_weight, least_comments));
  }

  Themes themes_;
  bool has_words_;
  WordReader reader_;
  FeedbackTally tally_;
  Quotes quotes_;
  SurveyRows rows_;
  CsatScaleFinder scale_;
};

void check_options(const Question& question) {
  const std::string_view score = question.option("score", "nps");
  if (score != "nps" && score != "csat") {
    usage_error("--score", in_quotes(score) + " is neither nps nor csat");
  }
  for (const std::string_view name : {"scale", "positive-from"}) {
    if (question.has(name) && !is_csat(question)) {
      usage_error("--" + std::string(name),
                  "is about satisfaction; without --score csat it changes nothing");
    }
  }
  (void)words_of(question);
  (void)quotes_of(question);
  if (question.has("quotes") && !question.has("themes")) {
    usage_error("--quotes", "is about themes; without --themes FILE it changes nothing");
  }
  const double usual_confidence = Question{}.confidence;
  if (question.confidence != usual_confidence && !question.has("themes")) {
    usage_error("--confidence",
                "is about the intervals of themes; without --themes FILE it changes nothing");
  }
  (void)themes_of(question);
}

std::vector<Role> roles(const Question& question) {
  check_options(question);
  Input answers = survey_input(question, is_csat(question) ? csat_headers : nps_headers);
  if (is_csat(question)) take_satisfaction(question, answers);
  for (Want& want : answers.wants) {
    if (want.field == "score") want.need = Need::optional;
  }
  answers.wants.push_back({"comment", Need::column});
  answers.place_of = "comment";
  answers.survey = is_csat(question) ? "csat" : "nps";
  return {{{answers}}};
}

constexpr Option options[] = {
    {"themes", "FILE",
     "a theme a line: its name, a colon, then words, \"phrases\" and stems* with commas between "
     "them",
     false, false, true},
    {"score", "nps|csat", "what sides and impact are taken from (default nps)"},
    {"scale", "LOW-HIGH", "with --score csat: the survey's scale, as csm csat takes it"},
    {"positive-from", "N", "with --score csat: the lowest positive score, as csm csat takes it"},
    {"words", "N", "words, and as many phrases, shown of each side (default 10)"},
    {"quotes", "N", "comments shown of each theme (default 3)"},
};

constexpr FactMeaning fact_meanings[] = {
    {"comments", "answers with a comment"},
    {"answers", "rows with a score or a comment", InTables::beside},
    {"comment_share", "comments / answers", InTables::beside},
    {"scored", "answers with a score"},
    {"unmatched", "comments that fit no theme; n/a without --themes", InTables::beside},
    {"mentions", "comments by theme; one may fit several"},
    {"nps", "net promoter score of the scored answers; n/a with --score csat"},
    {"csat", "share of positive answers of the scored ones; with --score csat"},
    {"promoters", "comments of promoters, or of positive answers"},
    {"passives", "comments of passives, or of neutral answers"},
    {"detractors", "comments of detractors, or of negative answers"},
};

constexpr Part parts[] = {
    {"detractors", "detractor"},
    {"passives", "passive"},
    {"promoters", "promoter"},
    {"comments", "without a score"},
};

constexpr Example examples[] = {
    {"csm feedback --from answers.csv", "what sets detractors apart"},
    {"csm feedback --from answers.csv --themes themes.txt --period 2026-05",
     "the themes of May, and what each does to the score"},
};

}  // namespace

const Metric feedback_metric = {
    "feedback",
    "Comments",
    "What do customers say?",
    "number of comments; by theme the comments that hold a word of it",
    "words: B. Monroe, M. Colaresi, K. Quinn, Fightin' Words, Political Analysis 16 (2008)",
    Unit::count,
    DefaultPeriod::whole_file,
    rules,
    options,
    {},
    fact_meanings,
    examples,
    roles,
    start_as<FeedbackComputation>,
    nullptr,
    false,
    false,
    Grouping::rows,
    Better::higher,
    {.parts = parts},
};

}  // namespace csm
