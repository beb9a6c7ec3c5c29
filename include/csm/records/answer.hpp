#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// A row an answer to a survey, or an invitation that was not answered.
struct Answer {
  std::optional<Decimal> score;  ///< none: not answered
  RecordId response_id;
  CustomerId customer_id;
  std::optional<Date> answered_on;
  RecordId comment;
  std::optional<Date> sent_on;

  static constexpr std::string_view kind = "answers";
  static const std::array<Field<Answer>, 6> fields;
};

inline constexpr std::array<Field<Answer>, 6> Answer::fields = {
    field<Answer, &Answer::score>("score", "rating|answer"),
    field<Answer, &Answer::response_id>("response_id", "answer_id survey_response_id|id"),
    field<Answer, &Answer::customer_id>("customer_id", customer_id_aliases),
    field<Answer, &Answer::answered_on>("answered_on",
                                        "responded response submitted submit completed recorded "
                                        "response_received|created"),
    field<Answer, &Answer::comment>("comment", "comments feedback verbatim remark"),
    field<Answer, &Answer::sent_on>("sent_on", "request_sent survey_sent invited"),
};

RowFault complete(Answer& row, const RowRules& rules);
std::optional<Date> newest_on(const Answer& row);

}  // namespace csm
