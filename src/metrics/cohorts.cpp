#include "csm/metrics/cohorts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/customer_rows.hpp"
#include "metrics/service_input.hpp"
#include "metrics/stays.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"customers", "the share of a cohort's customers who are still here", ""},
    {"mrr", "what a cohort pays, as a share of what it paid on the day of joining (NRR)", ""},
};

bool is_mrr(const Question& question) { return question.rule == &rules[1]; }

CohortGrain grain_of(const Question& question) {
  const std::string_view name = question.option("cohort", "month");
  for (const int months : {1, 3, 12}) {
    const CohortGrain grain{months};
    if (grain.name() == name) return grain;
  }
  usage_error("--cohort", fmt::format("\"{}\" is neither month, quarter nor year", name));
}

Date start_of(const Stay& stay) { return stay.start; }
Date start_of(const PaidStay& stay) { return stay.service.start; }

/// Whole customers, and the rows of those who are no part.
struct Joined {
  CohortTally tally;
  std::int64_t outside = 0;  ///< rows of customers who joined outside the period
  std::int64_t unpaid = 0;   ///< ... without MRR on the day of joining
  std::int64_t later = 0;    ///< rows that begin after the data ends
  std::optional<std::pair<Currency, Date>> without_rate;  ///< the first, whatever the order of rows

  std::vector<AgeChange> changes{};  ///< of the customer at hand

  void merge(const Joined& other) {
    tally.merge(other.tally);
    outside += other.outside;
    later += other.later;
    unpaid += other.unpaid;
    if (other.without_rate) miss(*other.without_rate);
  }
  void miss(const std::pair<Currency, Date>& rate) {
    without_rate = std::min(without_rate.value_or(rate), rate);
  }
};

class CohortsComputation : public ComputationOf<CohortsComputation> {
 public:
  CohortsComputation(const Question& question, const Period& period)
      : ComputationOf(question, period), grain_(grain_of(question)) {}

  void add(const Rows& rows) override {
    if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      for (const Customer& row : *customers) add_row(row);
    } else {
      for (const Subscription& row : std::get<std::span<const Subscription>>(rows)) add_row(row);
    }
  }

  void gather(CohortsComputation& from) {
    customers_.merge(from.customers_);
    paid_.merge(from.paid_);
    on_trial_ += from.on_trial_;
    without_amount_ += from.without_amount_;
  }

  void finish(const Span& span, Report& report) override {
    CohortTerms terms{CohortRule::customers, grain_, span.known_until, question_.confidence, {}};
    if (is_mrr(question_)) {
      terms.rule = CohortRule::mrr;
      if (paid_.empty()) paid_[question_.currency_of_nothing()];
      for (auto& [currency, rows] : paid_) {
        terms.currency = currency;
        add_result(rows, terms, span, report);
      }
      say_money(report);
    } else {
      add_result(customers_, terms, span, report);
    }
    report.input->leave_out(never_paid, on_trial_);
    report.input->leave_out("without a recurring amount", without_amount_);
  }

 private:
  template <class Row>
  void add_row(const Row& row) {
    const bool takes_money = is_mrr(question_);
    if (takes_money) paid_[converted(row.currency)];
    if (row.service.is_trial) {
      ++on_trial_;
    } else if (!takes_money) {
      keep(customers_, row.customer_id, Stay{row.service.start, row.service.end});
    } else if (row.annual_amount == 0) {
      ++without_amount_;
    } else {
      keep(paid_[converted(row.currency)], row.customer_id,
           PaidStay{row.service, row.annual_amount, row.currency});
    }
  }

  Currency converted(Currency own) const { return question_.converted(own); }

  template <class Row>
  void keep(CustomerRows<Row>& rows, CustomerId customer, const Row& row) {
    if (question_.assume_unique) {
      rows.add_alone(row);
    } else {
      rows.add(customer, row);
    }
  }

  template <class Row>
  void add_result(CustomerRows<Row>& rows, const CohortTerms& terms, const Span& span,
                  Report& report) {
    Joined joined;
    if (span.known_until) {
      joined = rows.template tally<Joined>([&](Joined& to, std::span<const Row> customer) {
        add_customer(to, customer, *span.known_until);
      });
    }
    if (joined.without_rate) {
      question_.rates->rate(joined.without_rate->first, joined.without_rate->second);
    }
    Result& result = report.results.emplace_back(csm::finish(joined.tally, terms));
    result.span = span;
    report.input->leave_out("of customers who joined outside the period", joined.outside);
    report.input->leave_out("that begin after the data ends", joined.later);
    report.input->leave_out("of customers who paid nothing on the day they joined", joined.unpaid);
  }

  template <class Row>
  void add_customer(Joined& to, std::span<const Row> rows, Date known_until) const {
    const auto begun = std::find_if(rows.begin(), rows.end(),
                                    [&](const Row& row) { return start_of(row) > known_until; });
    to.later += rows.end() - begun;
    rows = rows.first(static_cast<std::size_t>(begun - rows.begin()));
    if (rows.empty()) return;
    const auto number = static_cast<std::int64_t>(rows.size());
    if (!period_.contains(start_of(rows.front()))) {
      to.outside += number;
    } else {
      CohortFact fact = fact_at_rates(rows, to);
      fact.known_until = known_until;
      if (fact.at_first > 0) {
        to.tally.add(fact);
      } else {
        to.unpaid += number;
      }
    }
  }

  CohortFact fact_at_rates(std::span<const Stay> rows, Joined& to) const {
    return fact_of(rows, grain_, to.changes);
  }

  /// All amounts at the rates of the day the customer joined: what rates change is no growth.
  CohortFact fact_at_rates(std::span<const PaidStay> rows, Joined& to) const {
    if (question_.rates == nullptr) return fact_of(rows, grain_, to.changes);
    std::vector<PaidStay> converted(rows.begin(), rows.end());
    const Date day = rows.front().service.start;
    for (PaidStay& row : converted) {
      const auto rate = question_.rates->find(row.currency, day);
      if (!rate) to.miss({row.currency, day});
      row.annual = rate ? at_rate(row.annual, *rate) : 0;
    }
    return fact_of(std::span<const PaidStay>(converted), grain_, to.changes);
  }

  void say_money(Report& report) const {
    if (report.results.size() > 1) {
      report.notes.push_back(
          fmt::format("amounts in {} currencies: a result each, never added, of the customers who "
                      "pay in it",
                      report.results.size()));
    }
    if (question_.rates != nullptr) {
      report.notes.emplace_back("each customer's amounts are at the rates of the day it joined");
    }
  }

  CohortGrain grain_;
  CustomerRows<Stay> customers_;
  Cube<Currency, CustomerRows<PaidStay>> paid_;  ///< by the currency that they are told in
  std::int64_t on_trial_ = 0;
  std::int64_t without_amount_ = 0;
};

/// Rows without amounts, from which rule mrr cannot be computed too.
std::vector<Input> services(const Question& question) {
  std::vector<Input> inputs = {service_input(RowType::customer, question, ""),
                               service_input(RowType::subscription, question, "")};
  for (Input& input : inputs) input.default_rule = rules[0].id;
  return inputs;
}

/// Options that would change nothing.
void refuse_money_without_amounts(const Question& question) {
  if (is_mrr(question)) return;
  const char* given = question.rates != nullptr ? "--fx"
                      : question.currency       ? "--currency"
                                                : nullptr;
  if (given == nullptr) return;
  usage_error(given,
              "changes nothing under rule customers, which reads no amounts; give --rule mrr");
}

/// Customers need no amounts: where no rule is asked for, the inputs with them stand behind, for
/// what they have besides.
std::vector<Role> roles(const Question& question) {
  grain_of(question);
  refuse_money_without_amounts(question);
  std::vector<Input> inputs;
  if (!is_mrr(question)) inputs = services(question);
  if (question.rule != &rules[0]) {
    for (Input& input : mrr_inputs(question, Need::value, "")) inputs.push_back(std::move(input));
  }
  return {{inputs}};
}

constexpr Option options[] = {
    {"cohort", "month|quarter|year",
     "who joined in one month (default) is a cohort; ages likewise"},
};

constexpr FactMeaning fact_meanings[] = {
    {"customers", "who joined in the period, and by the end of the data", InTables::beside},
    {"left", "of those, who have left, at the end of their last service", InTables::beside},
    {"here", "of those, who are still here", InTables::beside},
    {"median_lifetime", "by Kaplan-Meier the months that half of them stay, or longer"},
    {"survival", "by Kaplan-Meier the share still here after 1, 3, 6, 12 and 24 months"},
    {"retention_by_age",
     "the share still here, or of the MRR, by age, over all cohorts that are known so long"},
    {"starting_mrr", "rule mrr: what they paid a month on the day of joining"},
};

constexpr Part parts[] = {
    {"left", "left"},
    {"here", "here"},
};

constexpr std::string_view list_figures[] = {"starting_mrr"};

constexpr Example examples[] = {
    {"csm cohorts --from subscriptions.csv",
     "customers by month of joining, and how long they stay"},
    {"csm cohorts --from subscriptions.csv --rule mrr --cohort quarter",
     "net revenue retention by quarter of joining"},
    {"csm cohorts --from customers.csv --period 2025", "those who joined in 2025"},
};

}  // namespace

const Metric cohorts_metric = {
    "cohorts",
    "Cohorts of customers",
    "How long do customers stay, by when they joined?",
    "share of those who joined in one month here k months later; median lifetime",
    "Kaplan and Meier, JASA 53 (1958); Brookmeyer and Crowley, Biometrics 38 (1982)",
    Unit::months,
    DefaultPeriod::whole_file,
    rules,
    options,
    {},
    fact_meanings,
    examples,
    roles,
    start_as<CohortsComputation>,
    nullptr,
    false,
    true,
    Grouping::customers,
    Better::higher,
    {.parts = parts, .figures = list_figures},
    nullptr,
    {},
    true,
};

}  // namespace csm
