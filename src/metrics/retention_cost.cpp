#include "csm/metrics/retention_cost.hpp"

#include <fmt/format.h>

#include <set>

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/error.hpp"
#include "csm/metrics/movements.hpp"
#include "csm/registry.hpp"
#include "metrics/cost_categories.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"served", "costs a customer at the start or joined since"},
    {"retained", "costs a customer at the start who is still there at the end"},
    {"closing", "costs a customer at the end"},
};

ServedRule rule_of(const Question& question) {
  return static_cast<ServedRule>(question.rule - &rules[0]);
}

std::string number(std::int64_t n) { return to_text(Quantity::count(n)); }

std::string remark_of(const ChurnTally& t, ServedRule rule) {
  switch (rule) {
    case ServedRule::retained:
      return fmt::format("of {} at the start, {} left", number(t.opening),
                         number(t.churned_existing));
    case ServedRule::closing:
      return "there at the end";
    case ServedRule::served:
      break;
  }
  return fmt::format("{} at the start, {} joined", number(t.opening), number(t.joined));
}

/// Without a single good row of the ledger a cost of 0 would be a claim.
void leave_unknown(Result& result) {
  result.value.amount.reset();
  result.reason = "no cost could be read";
  result.story.clear();
  for (Fact& fact : result.facts) {
    auto* quantity = std::get_if<Quantity>(&fact.value);
    if (quantity != nullptr && fact.name != "customers") quantity->amount.reset();
  }
}

class RetentionCostComputation : public ComputationOf<RetentionCostComputation> {
 public:
  using ComputationOf::ComputationOf;

  void add(const Rows& rows) override {
    if (const auto* costs = std::get_if<std::span<const Cost>>(&rows)) {
      for (const Cost& row : *costs) add_cost(row);
      return;
    }
    if (question_.has("customers")) {
      usage_error("--customers", "is given, and a file of customers too; leave out one of them");
    }
    if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      for (const Customer& row : *customers) add_service(row);
    } else {
      for (const Subscription& row : std::get<std::span<const Subscription>>(rows)) {
        add_service(row);
      }
    }
  }

  void gather(const RetentionCostComputation& from) {
    costs_.merge(from.costs_);
    customers_.merge(from.customers_);
    unique_.merge(from.unique_);
    mrr_.merge(from.mrr_);
    has_customers_ = has_customers_ || from.has_customers_;
    on_trial_ += from.on_trial_;
  }

  void finish(const Span& span, Report& report) override {
    InputSummary& input = *report.input;
    ServedCustomers customers = customers_served();
    std::int64_t partly = 0;
    for (const auto& [currency, tally] : belonging(input)) {
      customers.annual_mrr = mrr_[currency].closing;
      Result& result = report.results.emplace_back(csm::finish(tally, customers, currency));
      result.span = span;
      if (costs_.empty()) leave_unknown(result);
      for (const auto& [category, line] : tally.lines) partly += line.partly;
    }
    if (report.results.size() > 1) {
      report.notes.push_back(
          fmt::format("amounts in {} currencies: a result each, never added; the customers are the "
                      "same",
                      report.results.size()));
    }
    if (partly > 0) {
      report.notes.push_back(fmt::format(
          "{} {} on days outside the period too; {} days in it count", with_noun(partly, "cost"),
          partly == 1 ? "lies" : "lie", partly == 1 ? "its" : "their"));
    }
    input.leave_out(never_paid, on_trial_);
  }

 private:
  void add_cost(const Cost& row) {
    const std::string_view category = row.category.text.empty() ? no_category : row.category.text;
    CostTally& tally = costs_[row.currency];
    const std::optional<CostDays> days = days_of(row);
    if (const auto part = part_in(row, period_)) {
      tally.add(category, *part);
      const bool is_partly = !period_.is_all() && (days->oldest_begin < period_.begin ||
                                                   days->newest_end >= period_.end);
      tally.line(category).partly += is_partly ? 1 : 0;
    } else {
      CostLine& line = tally.line(category);
      ++(days ? line.outside : line.undated);
    }
  }

  template <class Row>
  void add_service(const Row& row) {
    has_customers_ = true;
    if (row.service.is_trial) {
      ++on_trial_;
      return;
    }
    mrr_[row.currency].add(row.service, row.annual_amount, false, period_);
    if (question_.assume_unique) {
      ChurnState state;
      state.add(row.service, period_);
      unique_.add(state.fact());
    } else {
      customers_[row.customer_id].add(row.service, period_);
    }
  }

  ServedCustomers customers_served() const {
    if (question_.has("customers")) return {question_.count("customers"), "", 0};
    if (!has_customers_) return {};
    ChurnTally tally = unique_;
    customers_.for_each([&](const ChurnState& state) { tally.add(state.fact()); });
    const ServedRule rule = rule_of(question_);
    return {customers_of(tally, rule), remark_of(tally, rule), 0};
  }

  /// The costs of the categories asked for, by currency; of the others it is counted that they are
  /// none of the figure.
  Cube<Currency, CostTally> belonging(InputSummary& input) const {
    std::set<std::string_view> there;
    for (const auto& [currency, tally] : costs_) {
      for (const auto& [category, line] : tally.lines) there.insert(category);
    }
    const CategoryChoice choice(question_.option("category", ""), there);
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
    if (chosen.empty()) chosen[question_.currency.value_or(Currency{})];
    return chosen;
  }

  Cube<Currency, CostTally> costs_;
  ByCustomer<ChurnState> customers_;
  ChurnTally unique_;  ///< with --assume-unique, of rows that are customers each
  Cube<Currency, MrrState> mrr_;
  bool has_customers_ = false;
  std::int64_t on_trial_ = 0;
};

Input costs_input(const Question& question, const Want& currency) {
  Input costs;
  costs.type = RowType::cost;
  costs.wants = {{"amount", Need::value},
                 {"spent_on"},
                 {"begin"},
                 {"end"},
                 currency,
                 {"category", question.has("category") ? Need::column : Need::optional}};
  if (question.period && !question.period->is_all()) costs.any_of = {"spent_on", "begin"};
  return costs;
}

std::vector<Role> roles(const Question& question) {
  CategoryChoice::check(question);
  if (question.has("customers")) {
    question.count("customers");
    constexpr std::string_view nothing = "changes nothing where --customers says how many they are";
    if (question.rule != nullptr && question.rule != &rules[0]) {
      usage_error("--rule", std::string(nothing));
    }
    if (question.assume_unique) usage_error("--assume-unique", std::string(nothing));
    if (question.end_included) usage_error("--end-included", std::string(nothing));
  }
  const Want currency{"currency", question.currency ? Need::optional : Need::filled};
  const std::vector<Input> served = mrr_inputs(
      question, Need::filled,
      "no column says when a subscription ended (ended_on, canceled_on), so nobody has left");
  return {{{costs_input(question, currency)}}, {served, false}};
}

Result by_hand(const Question& question) {
  if (question.rule != &rules[0]) {
    usage_error("--rule", "changes nothing where --customers says how many they are");
  }
  CostTally costs;
  costs.add(no_category, question.amount("cost").atoms());
  Result result =
      finish(costs, {question.count("customers"), "", 0}, question.currency.value_or(Currency{}));
  result.story.resize(1);
  for (Fact& fact : result.facts) {
    if (auto* breakdown = std::get_if<Breakdown>(&fact.value)) breakdown->clear();
  }
  return result;
}

constexpr Option options[] = {
    {"category", "NAME...",
     "which rows of the ledger belong, as a,b or repeated; without it all do"},
};

constexpr Option by_hand_numbers[] = {
    {"cost", "AMOUNT", "spent on keeping customers", true},
    {"customers", "N", "whom it was for; also beside a ledger, instead of a file of customers",
     true, true},
};

constexpr FactMeaning fact_meanings[] = {
    {"cost", "what was spent in the period"},
    {"cost_by_category", "the same by category"},
    {"customers", "whom it was for, by the rule"},
    {"cost_to_mrr", "cost / MRR at the end of the period, of the same currency"},
};

constexpr Example examples[] = {
    {"csm retention-cost --from costs=ledger.csv --from customers=customers.csv",
     "all costs of the ledger, a customer"},
    {"csm retention-cost --from ledger.csv --customers 500 --category team,training",
     "some of them, and the customers as a number"},
    {"csm retention-cost --cost 10000 --customers 500", "by hand"},
};

}  // namespace

const Metric retention_cost_metric = {
    "retention-cost",
    "Customer retention cost",
    "What does it cost to keep a customer?",
    "costs of the period / customers served",
    "CRC: K. Mulla-Feroze (Totango) and B. Cleveland; retained: Gainsight's cost of retention",
    Unit::money,
    DefaultPeriod::months_of_costs,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<RetentionCostComputation>,
    by_hand,
};

}  // namespace csm
