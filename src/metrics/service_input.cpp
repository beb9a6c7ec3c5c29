#include "metrics/service_input.hpp"

namespace csm {

Input service_input(RowType type, const Question& question, std::string_view without_end) {
  Input input;
  input.type = type;
  input.rules.end_included = question.end_included;
  input.wants = {{"customer_id", Need::value},
                 {"started_on", Need::value},
                 {"status"},
                 {"is_trial"},
                 {"trial_end"}};
  const bool is_customer = type == RowType::customer;
  input.wants.push_back({"churned_on", is_customer ? Need::column : Need::optional});
  for (const std::string_view column :
       {"ended_on", "canceled_on", "current_period_end", "paused_on", "resumed_on"}) {
    input.wants.push_back({column});
  }
  if (is_customer) return input;
  input.any_of = {"ended_on", "churned_on", "canceled_on"};
  input.without_any = without_end;
  return input;
}

}  // namespace csm
