#pragma once

#include <string>
#include <vector>

#include "csm/metrics/scores.hpp"
#include "csm/question.hpp"
#include "csm/records/rows.hpp"
#include "csm/result.hpp"

// What the figures of answers on a scale share, whatever was asked.

namespace csm {

/// Headers that mean the score of a survey of loyalty, and of one of satisfaction.
inline constexpr std::string_view nps_headers = "nps_score nps likelihood_to_recommend nps_rating";
inline constexpr std::string_view csat_headers =
    "csat csat_score satisfaction satisfaction_score satisfaction_rating customer_satisfaction|"
    "satisfaction_rating_score|last_teammate_rating";

/// The answers of a survey whose scale the caller sets in the rules; `score_headers` are those that
/// mean its score. Error{usage} for --assume-unique, which would change nothing.
Input survey_input(const Question& question, std::string_view score_headers);

/// Tells the rows that are answers of the period from the others, and counts those. Where comments
/// are read, a row with nothing but a comment is an answer too.
class SurveyRows {
 public:
  bool takes(const Answer& row, const Period& period);
  void merge(const SurveyRows& other);
  std::int64_t unscored() const { return unscored_; }
  /// Adds to the input what was left out and why.
  void tell(InputSummary& input) const;

 private:
  std::int64_t unscored_ = 0;
  std::int64_t not_offered_ = 0;
  std::int64_t outside_ = 0;
  std::int64_t undated_ = 0;
};

/// A table of counts with the share of the whole as remark, in a column.
Table table_of_shares(const Breakdown& counts, std::int64_t whole);

/// "mean 4.08 of 1..7, 95 % interval 3.96 .. 4.20"
std::string mean_in_words(const Scores& scores, const Scale& scale, double confidence);

/// "2 rows without an answer, not counted as 0"
std::string unscored_in_words(std::int64_t unscored);

/// A share k of n typed in. Error{usage} where the part is more than the whole.
struct PartOfWhole {
  std::int64_t part = 0;
  std::int64_t whole = 0;
};
PartOfWhole part_by_hand(const Question& question, std::string_view part, std::string_view whole);

}  // namespace csm
