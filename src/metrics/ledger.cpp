#include "metrics/ledger.hpp"

#include <fmt/format.h>

#include <set>

#include "metrics/cost_categories.hpp"
#include "metrics/wording.hpp"

namespace csm {

Input ledger_input(const Question& question, bool needs_days) {
  Input costs;
  costs.type = RowType::cost;
  costs.wants = {{"amount", Need::value},
                 {"spent_on"},
                 {"begin"},
                 {"end"},
                 {"currency", question.currency ? Need::optional : Need::filled},
                 {"category", question.has("category") ? Need::column : Need::optional}};
  if (needs_days) costs.any_of = {"spent_on", "begin"};
  return costs;
}

void Ledger::add(const Cost& own) {
  const std::string_view category = own.category.text.empty() ? no_category : own.category.text;
  const std::optional<CostDays> days = days_of(own);
  Cost row = own;
  row.currency = conversion_.currency(own.currency);
  CostTally& tally = costs_[row.currency];
  if (part_in(own, period_)) {
    // The rate is that of the first day; of a cost without a day, the last one there is.
    row.amount = conversion_.on_day(own.amount, own.currency, days ? days->oldest_begin : never);
  }
  if (const auto part = part_in(row, period_)) {
    tally.add(category, *part);
    const bool is_partly = !period_.is_all() &&
                           (days->oldest_begin < period_.begin || days->newest_end >= period_.end);
    tally.line(category).partly += is_partly ? 1 : 0;
  } else {
    CostLine& line = tally.line(category);
    ++(days ? line.outside : line.undated);
  }
}

void Ledger::merge(const Ledger& other) {
  costs_.merge(other.costs_);
  conversion_.merge(other.conversion_);
}

Cube<Currency, CostTally> Ledger::belonging(const Question& question, InputSummary& input) const {
  conversion_.check();
  std::set<std::string_view> there;
  for (const auto& [currency, tally] : costs_) {
    for (const auto& [category, line] : tally.lines) there.insert(category);
  }
  const CategoryChoice choice(question.option("category", ""), there);
  Cube<Currency, CostTally> chosen;
  for (const auto& [currency, tally] : costs_) {
    for (const auto& [category, line] : tally.lines) {
      if (!choice.has(category)) {
        input.leave_out("of other categories", line.inside + line.outside + line.undated);
        continue;
      }
      input.leave_out(outside_period, line.outside);
      input.leave_out("without a date", line.undated);
      chosen[currency].line(category).merge(line);
    }
  }
  return chosen;
}

std::string partly_in_words(std::int64_t costs) {
  return fmt::format("{} {} on days outside the period too; {} days in it count",
                     with_noun(costs, "cost"), costs == 1 ? "lies" : "lie",
                     costs == 1 ? "its" : "their");
}

std::int64_t partly_inside(const CostTally& tally) {
  std::int64_t partly = 0;
  for (const auto& [category, line] : tally.lines) partly += line.partly;
  return partly;
}

}  // namespace csm
