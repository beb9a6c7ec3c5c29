#include "metrics/survey.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

/// By the day of the answer; a row without an answer by the day it was sent.
bool is_inside(const Answer& row, const Period& period) {
  if (period.is_all()) return true;
  if (row.answered_on) return period.contains(*row.answered_on);
  return row.sent_on && period.contains(*row.sent_on);
}

}  // namespace

Input survey_input(const Question& question, std::string_view score_headers) {
  if (question.assume_unique) {
    usage_error("--assume-unique", "changes nothing where every answer counts");
  }
  RowRules rules;
  rules.scored_needs_day = question.period && !question.period->is_all();
  return {RowType::answer,
          {{"score", Need::column, score_headers},
           {"response_id", Need::optional},
           {"answered_on", rules.scored_needs_day ? Need::column : Need::optional},
           {"sent_on", Need::optional}},
          rules,
          {},
          ""};
}

bool SurveyRows::takes(const Answer& row, const Period& period) {
  if (!is_inside(row, period)) {
    ++(row.answered_on || row.sent_on ? outside_ : undated_);
    return false;
  }
  if (is_answered(row) || has_comment(row)) return true;
  ++(row.word != nullptr && row.word->opinion == Opinion::not_offered ? not_offered_ : unscored_);
  return false;
}

void SurveyRows::merge(const SurveyRows& other) {
  unscored_ += other.unscored_;
  not_offered_ += other.not_offered_;
  outside_ += other.outside_;
  undated_ += other.undated_;
}

void SurveyRows::tell(InputSummary& input) const {
  input.leave_out("not offered", not_offered_);
  input.leave_out(outside_period, outside_);
  input.leave_out("without a date", undated_);
}

Table table_of_shares(const Breakdown& counts, std::int64_t whole) {
  Table table;
  std::size_t width = 0;
  for (const auto& [label, count] : counts) {
    table.push_back({label, to_text(count), to_text(Quantity::share(count.amount->num, whole))});
    width = std::max(width, table.back().remark.size());
  }
  for (TableRow& row : table) row.remark.insert(0, width - row.remark.size(), ' ');
  return table;
}

std::string mean_in_words(const Scores& scores, const Scale& scale, double confidence) {
  std::string mean = fmt::format("mean {} of {}", to_text(scores.mean()), to_text(scale));
  const auto interval = scores.mean_interval(confidence);
  if (!interval) return mean;
  return mean + fmt::format(", {:.6g} % interval {:.2f} .. {:.2f}", confidence * 100, interval->low,
                            interval->high);
}

std::string unscored_in_words(std::int64_t unscored) {
  return with_noun(unscored, "row") + " without an answer, not counted as 0";
}

PartOfWhole part_by_hand(const Question& question, std::string_view part, std::string_view whole) {
  const PartOfWhole counts{question.count(part), question.count(whole)};
  if (counts.part > counts.whole) {
    usage_error("--" + std::string(part), fmt::format("{} of {} answers is more than there are",
                                                      to_text(Quantity::count(counts.part)),
                                                      to_text(Quantity::count(counts.whole))));
  }
  return counts;
}

}  // namespace csm
