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
  static constexpr auto fields = std::to_array<Field<Answer>>({
      field<&Answer::score>("score", "rating nps_score csat_score ces_score nps csat ces|answer"),
      field<&Answer::response_id>("response_id", "answer_id survey_response_id|id"),
      field<&Answer::customer_id>("customer_id",
                                  "account_id client_id company_id person_id respondent_id "
                                  "customer|account client person"),
      field<&Answer::answered_on>("answered_on",
                                  "responded response submitted submit completed recorded "
                                  "response_received|created"),
      field<&Answer::comment>("comment", "comments feedback verbatim remark"),
      field<&Answer::sent_on>("sent_on", "request_sent survey_sent invited"),
  });
};

RowFault complete(Answer& row, const RowRules& rules);
std::optional<Date> newest_on(const Answer& row);

}  // namespace csm
