#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// What an answer given as a word says.
enum class Opinion : std::uint8_t { positive, neutral, negative, unanswered, not_offered };

struct AnswerWord {
  std::string_view text;
  Opinion opinion;
};

/// The words that are answers, the best first, and those that stand where there is none.
inline constexpr auto answer_words = std::to_array<AnswerWord>({
    {"extremely satisfied", Opinion::positive},
    {"completely satisfied", Opinion::positive},
    {"very satisfied", Opinion::positive},
    {"satisfied", Opinion::positive},
    {"somewhat satisfied", Opinion::positive},
    {"very happy", Opinion::positive},
    {"happy", Opinion::positive},
    {"excellent", Opinion::positive},
    {"great", Opinion::positive},
    {"very good", Opinion::positive},
    {"good", Opinion::positive},
    {"yes", Opinion::positive},
    {"neutral", Opinion::neutral},
    {"neither satisfied nor dissatisfied", Opinion::neutral},
    {"okay", Opinion::neutral},
    {"ok", Opinion::neutral},
    {"no", Opinion::negative},
    {"bad", Opinion::negative},
    {"very bad", Opinion::negative},
    {"poor", Opinion::negative},
    {"very poor", Opinion::negative},
    {"terrible", Opinion::negative},
    {"unhappy", Opinion::negative},
    {"very unhappy", Opinion::negative},
    {"not satisfied", Opinion::negative},
    {"unsatisfied", Opinion::negative},
    {"dissatisfied", Opinion::negative},
    {"somewhat dissatisfied", Opinion::negative},
    {"very unsatisfied", Opinion::negative},
    {"very dissatisfied", Opinion::negative},
    {"completely dissatisfied", Opinion::negative},
    {"extremely dissatisfied", Opinion::negative},
    {"unanswered", Opinion::unanswered},
    {"offered", Opinion::unanswered},
    {"not offered", Opinion::not_offered},
    {"unoffered", Opinion::not_offered},
});

/// An answer as it stands in its cell: which of both readings counts is up to the question.
struct AnswerCell {
  Decimal number;
  int whole = -1;                    ///< the number where it is a whole one from 0 to 10
  Fault not_a_number = nullptr;      ///< why it is none
  Fault not_an_answer = nullptr;     ///< the same where words are answers too
  const AnswerWord* word = nullptr;  ///< of `answer_words`, in any case; null: none of them
};

/// Never at fault itself: `complete` knows whether words are answers.
Fault read_value(std::string_view text, const CellRules& rules, AnswerCell& out);

template <>
struct PlainCells<AnswerCell> {
  void begin(CellColumn, bool /*must_be_filled*/) {}
  bool read(std::string_view text, const CellRules& rules, AnswerCell& out) {
    int score = 10;
    if (text != "10" && !PlainCells<int>().read(text, rules, score)) return false;
    out = {Decimal{score}, score, nullptr, nullptr, nullptr};
    return true;
  }
  void keep(std::string_view, const AnswerCell&) {}
};

/// A row an answer to a survey, or an invitation that was not answered.
struct Answer {
  std::optional<AnswerCell> cell;
  std::optional<Decimal> score;      ///< derived from `cell`; none: not answered, or in a word
  const AnswerWord* word = nullptr;  ///< derived from `cell`, where words are answers
  RecordId response_id;
  CustomerId customer_id;
  std::optional<Date> answered_on;
  Comment comment;
  std::optional<Date> sent_on;
  RowPlace place;             ///< where the input asks for it
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "answers";
  static const std::array<Field<Answer>, 6> fields;
};

inline constexpr std::array<Field<Answer>, 6> Answer::fields = {
    field<Answer, &Answer::cell>("score", "rating star_rating|answer"),
    field<Answer, &Answer::response_id>("response_id",
                                        "answer_id survey_response_id respondent_id "
                                        "submission_id|id"),
    field<Answer, &Answer::customer_id>("customer_id", customer_id_aliases),
    field<Answer, &Answer::answered_on>("answered_on",
                                        "responded response submitted submit completed recorded "
                                        "response_received completion_time|created|end|date"),
    field<Answer, &Answer::comment>("comment",
                                    "comments feedback verbatim remark remarks "
                                    "last_teammate_rating_remark"),
    field<Answer, &Answer::sent_on>("sent_on", "request_sent survey_sent invited"),
};

/// Gives an opinion, as a number or in a word.
bool is_answered(const Answer& row);

/// Says something in words of its own: a comment that is more than a word for no value.
bool has_comment(const Answer& row);

RowFault complete(Answer& row, const RowRules& rules);
Date newest_on(const Answer& row);

}  // namespace csm
