#include "csm/metrics/retention_cost.hpp"

#include <fmt/format.h>

#include <map>

#include "csm/cube.hpp"
#include "csm/error.hpp"
#include "csm/metrics/movements.hpp"
#include "csm/registry.hpp"
#include "metrics/churn_sweep.hpp"
#include "metrics/cost_categories.hpp"
#include "metrics/customer_counts.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/ledger.hpp"
#include "metrics/paid_series.hpp"
#include "metrics/paying_sweep.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"served", "costs a customer at the start or joined since", "{cost} / {customers}"},
    {"retained", "costs a customer at the start who is still there at the end",
     "{cost} / {customers}"},
    {"closing", "costs a customer at the end", "{cost} / {customers}"},
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

ServedCustomers customers_served(const Question& question,
                                 const std::optional<ChurnTally>& customers) {
  if (question.has("customers")) return {question.count("customers"), "", 0};
  if (!customers) return {};
  const ServedRule rule = rule_of(question);
  return {customers_of(*customers, rule), remark_of(*customers, rule), 0};
}

/// A result for each currency of the ledger. The customers are those of all rows, where there are
/// any, and the MRR at the end is theirs by currency.
void finish_costs(const Question& question, const Ledger& ledger,
                  const std::optional<ChurnTally>& customers,
                  const std::map<Currency, Int128>& annual_mrr, Report& report) {
  ServedCustomers served = customers_served(question, customers);
  std::int64_t partly = 0;
  Cube<Currency, CostTally> costs = ledger.belonging(question, *report.input);
  if (costs.empty()) costs[question.currency_of_nothing()];
  for (const auto& [currency, tally] : costs) {
    const auto mrr = annual_mrr.find(currency);
    served.annual_mrr = mrr == annual_mrr.end() ? Int128{0} : mrr->second;
    Result& result = report.results.emplace_back(csm::finish(tally, served, currency));
    if (ledger.empty()) leave_unknown(result);
    partly += partly_inside(tally);
  }
  if (costs.size() > 1) {
    report.notes.push_back(note_of_currencies(costs.size()) + "; the customers are the same");
  }
  if (partly > 0) report.notes.push_back(partly_in_words(partly));
}

void refuse_customers_twice(const Question& question) {
  if (!question.has("customers")) return;
  usage_error("--customers", "is given, and a file of customers too; leave out one of them");
}

class RetentionCostComputation : public ComputationOf<RetentionCostComputation> {
 public:
  RetentionCostComputation(const Question& question, const Period& period)
      : ComputationOf(question, period),
        ledger_(question, period),
        conversion_(question, period),
        customers_(question) {}

  void add(const Rows& rows) override {
    if (const auto* costs = std::get_if<std::span<const Cost>>(&rows)) {
      for (const Cost& row : *costs) ledger_.add(row);
      return;
    }
    refuse_customers_twice(question_);
    if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      for (const Customer& row : *customers) add_service(row);
    } else {
      for (const Subscription& row : std::get<std::span<const Subscription>>(rows)) {
        add_service(row);
      }
    }
  }

  void gather(RetentionCostComputation& from) {
    ledger_.merge(from.ledger_);
    customers_.merge(from.customers_);
    mrr_.merge(from.mrr_);
    has_customers_ = has_customers_ || from.has_customers_;
    on_trial_ += from.on_trial_;
    conversion_.merge(from.conversion_);
  }

  void finish(const Span& span, Report& report) override {
    conversion_.check();
    std::map<Currency, Int128> annual_mrr;
    for (const auto& [currency, mrr] : mrr_) annual_mrr[currency] = mrr.closing;
    std::optional<ChurnTally> customers;
    if (has_customers_) customers = customers_.tally();
    finish_costs(question_, ledger_, customers, annual_mrr, report);
    for (Result& result : report.results) result.span = span;
    report.input->leave_out(never_paid, on_trial_);
  }

 private:
  template <class Row>
  void add_service(const Row& row) {
    has_customers_ = true;
    if (row.service.is_trial) {
      ++on_trial_;
      return;
    }
    const bool counts = is_active_before(row.service, period_.end);
    mrr_[conversion_.currency(row.currency)].add(
        row.service, counts ? conversion_.at_closing(row.annual_amount, row.currency) : 0, false,
        period_);
    customers_.add(row.customer_id, row.service, period_);
  }

  Ledger ledger_;
  Conversion conversion_;  ///< of the MRR
  CustomerCounts customers_;
  Cube<Currency, MrrState> mrr_;
  bool has_customers_ = false;
  std::int64_t on_trial_ = 0;
};

class RetentionCostSeries : public ServiceSeries<RetentionCostSeries, PaidRow> {
 public:
  RetentionCostSeries(const Question& question, const std::vector<Period>& steps)
      : ServiceSeries(question, steps), ledger_(question, steps) {}

  void add(const Rows& rows) override {
    if (const auto* costs = std::get_if<std::span<const Cost>>(&rows)) {
      ledger_.add(*costs);
      return;
    }
    refuse_customers_twice(question_);
    ServiceSeries::add(rows);
  }

  void merge(Computation& other) override {
    ServiceSeries::merge(other);
    const auto& from = dynamic_cast<RetentionCostSeries&>(other);
    ledger_.merge(from.ledger_);
  }

  void sweep() {
    const Sweep swept = rows_.swept(Sweep(steps_));
    customers_ = swept.served.tallies();
    for (const auto& [currency, any] : currencies_) {
      paying_[currency] = swept.paying.tallies(currency);
    }
  }

  void finish_step(std::size_t step, const Span&, Report& report) {
    std::map<Currency, Int128> annual_mrr;
    for (const auto& [currency, paying] : paying_) annual_mrr[currency] = paying[step].annual;
    std::optional<ChurnTally> customers;
    if (!currencies_.empty()) customers = customers_[step];
    finish_costs(question_, ledger_[step], customers, annual_mrr, report);
  }

 private:
  struct Sweep {
    explicit Sweep(const std::vector<Period>& steps) : served(steps), paying(steps) {}
    void add(std::span<const PaidRow> rows) {
      served.add(rows);
      paying.add(rows);
    }
    void merge(const Sweep& other) {
      served.merge(other.served);
      paying.merge(other.paying);
    }
    ChurnSweep served;
    SweepByCurrency<PayingSweep> paying;
  };

  LedgerOfSteps ledger_;
  std::vector<ChurnTally> customers_;
  std::map<Currency, std::vector<PayingSweep::Paying>> paying_;
};

/// None where amounts are converted, by other rates in each step.
std::unique_ptr<Computation> start_series(const Question& question,
                                          const std::vector<Period>& steps) {
  if (!has_paid_series(question)) return nullptr;
  return std::make_unique<RetentionCostSeries>(question, steps);
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
  const bool has_period = question.period && !question.period->is_all();
  const std::vector<Input> served = mrr_inputs(
      question, Need::filled,
      "no column says when a subscription ended (ended_on, canceled_on), so nobody has left");
  return {{{ledger_input(question, has_period)}}, {served, false}};
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
    {"cost", "what was spent in the period", InTables::beside},
    {"cost_by_category", "the same by category"},
    {"customers", "whom it was for, by the rule", InTables::beside},
    {"cost_to_mrr", "cost / MRR at the end of the period, of the same currency"},
};

constexpr Part parts[] = {
    {"cost", "cost"},
    {"customers", "served"},
};

constexpr std::string_view list_figures[] = {"cost"};

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
    false,
    false,
    Grouping::customers,
    Better::lower,
    {.parts = parts, .figures = list_figures},
    start_series,
};

}  // namespace csm
