#include "metrics/retention_costs.hpp"

namespace csm {

std::optional<Ratio> RetentionCosts::per_customer(Currency currency, std::int64_t customers) {
  for (const auto& [other, tally] : costs_) {
    if (other != currency) continue;
    taken_.insert(currency);
    partly_ += partly_inside(tally);
    if (customers == 0) return std::nullopt;
    return reduced(tally.total(), checked_multiply(Decimal::unit, customers));
  }
  return std::nullopt;
}

void RetentionCosts::say(Report& report) const {
  for (const auto& [currency, tally] : costs_) {
    if (taken_.count(currency) > 0) continue;
    const std::string_view why = currency.is_known()
                                     ? "costs in a currency without a result"
                                     : "costs that do not say their currency; --currency says it";
    for (const auto& [category, line] : tally.lines) report.input->leave_out(why, line.inside);
  }
  if (partly_ > 0) report.notes.push_back(partly_in_words(partly_));
}

}  // namespace csm
