#include "csm/metrics/health.hpp"

#include <fmt/format.h>

#include "csm/customer_map.hpp"
#include "csm/registry.hpp"
#include "metrics/conversion.hpp"
#include "metrics/health_list.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {{"standard", "of each customer the latest row before the period's end",
                           "sum of the scores / {scored}"}};

/// Customers by id or, with --assume-unique, a row each.
struct MeasuredCustomers {
  CustomerMap<Measurements> by_id;
  CustomerList<std::pair<CustomerText, Measurements>> lone;
  std::int64_t rows = 0;

  Measurements& customer_of(const Factors& row, bool is_unique) {
    ++rows;
    if (!is_unique) return by_id[row.customer_id];
    return lone.emplace_back(row.customer_id.text, Measurements{}).second;
  }

  void merge(MeasuredCustomers& other) {
    by_id.merge(other.by_id);
    lone.insert(lone.end(), other.lone.begin(), other.lone.end());
    rows += other.rows;
  }

  template <class Use>
  void for_each(Use&& use) const {
    by_id.for_each(use);
    for (const auto& [id, customer] : lone) use(CustomerId{id}, customer);
  }
};

class HealthComputation : public ComputationOf<HealthComputation> {
 public:
  HealthComputation(const Question& question, const Period& period)
      : ComputationOf(question, period), model_(question), conversion_(question, period) {}

  void add(const Rows& rows) override {
    for (const Factors& row : std::get<std::span<const Factors>>(rows)) {
      has_days_ = has_days_ || row.is_dated;
      if (row.is_dated && !row.measured_on) {
        ++without_day_;
      } else if (row.is_dated && *row.measured_on >= period_.end) {
        ++outside_;
      } else {
        MeasuredCustomers& customers = row.is_dated ? dated_ : undated_;
        customers.customer_of(row, question_.assume_unique).add(converted(row), period_, model_);
      }
    }
  }

  void gather(HealthComputation& from) {
    dated_.merge(from.dated_);
    undated_.merge(from.undated_);
    conversion_.merge(from.conversion_);
    has_days_ = has_days_ || from.has_days_;
    without_day_ += from.without_day_;
    outside_ += from.outside_;
  }

  void finish(const Span& span, Report& report) override {
    conversion_.check();
    HealthTally tally;
    std::int64_t used = 0;
    const MeasuredCustomers& counted = has_days_ ? dated_ : undated_;
    CustomerList<ListedCustomer> customers;
    counted.for_each([&](CustomerId id, const Measurements& customer) {
      used += add_customer(id, customer, tally, customers);
    });
    Result& result = report.results.emplace_back(csm::finish(tally, model_.bounds(), has_days_));
    result.span = span;
    if (!customers.empty()) {
      result.lists.push_back(list_of(std::move(customers), model_, has_days_));
    }
    InputSummary& input = *report.input;
    input.leave_out(outside_period, outside_);
    input.leave_out("without a date", without_day_ + (has_days_ ? undated_.rows : 0));
    input.leave_out("other rows of a customer", counted.rows - used);
    say(report);
  }

 private:
  /// The row with its MRR at the rate of its day; of one without a day, at the last one there is.
  Factors converted(Factors row) {
    if (row.mrr && !conversion_.is_none()) {
      row.mrr = conversion_.on_day(*row.mrr, row.currency, row.measured_on.value_or(never));
      row.currency = conversion_.currency(row.currency);
    }
    return row;
  }

  /// How many of the customer's rows the figures rest on.
  int add_customer(CustomerId id, const Measurements& customer, HealthTally& tally,
                   CustomerList<ListedCustomer>& customers) const {
    const Measurement& latest = customer.latest()->row;
    const std::optional<MeasuredDay>& earlier = customer.earlier();
    HealthFact fact{latest.health.band, latest.health.score, std::nullopt, std::nullopt};
    if (latest.mrr) fact.mrr = Money{*latest.mrr, latest.currency};
    std::optional<Decimal> earlier_score;
    if (earlier) {
      fact.earlier = earlier->row.health.band;
      if (earlier->row.has_score()) earlier_score = earlier->row.health.score;
    }
    tally.add(fact);
    customers.push_back({CustomerText(id.text), &latest, earlier_score});
    return earlier && earlier->day != customer.latest()->day ? 2 : 1;
  }

  void say(Report& report) const {
    const bool is_sum = model_.scoring() == HealthScoring::sum;
    std::string factors;
    for (const HealthFactor& factor : model_.factors()) {
      factors += (factors.empty() ? "" : ", ") + shown(factor.name);
      if (is_sum) continue;
      factors += fmt::format(" {} ({}..{})", plain(factor.weight), plain(factor.worst),
                             plain(factor.best));
    }
    report.notes.push_back(is_sum ? "the sum of the answers 1..10 present: " + factors
                                  : "weights, and lines from worst to best: " + factors);
    report.notes.push_back(
        fmt::format("a score takes at least 60 % of the {}", is_sum ? "answers" : "weight"));
    if (is_sum) {
      report.notes.emplace_back(
          "the bands are of 100 x sum / maximum, which is 10 for each answer present");
    }
    if (!has_days_) return;
    report.notes.push_back(
        period_.is_all()
            ? "the earlier snapshot is a customer's latest row of a day before its last"
            : "the earlier snapshot is a customer's latest row before " + to_iso(period_.begin));
  }

  HealthModel model_;
  Conversion conversion_;
  MeasuredCustomers dated_;
  MeasuredCustomers undated_;  ///< of tables without a column of days
  bool has_days_ = false;      ///< some table has one
  std::int64_t without_day_ = 0;
  std::int64_t outside_ = 0;
};

std::vector<Role> roles(const Question& question) {
  const HealthModel model(question);
  const bool asks_for_days = (question.period && !question.period->is_all()) || question.as_of;
  Input factors;
  factors.type = RowType::factors;
  factors.wants = {{"customer_id", Need::value},
                   {"measured_on", asks_for_days ? Need::column : Need::optional},
                   {"mrr", question.currency ? Need::column : Need::optional},
                   {"currency"}};
  factors.chosen_by = "--factor";
  for (const HealthFactor& factor : model.factors()) factors.columns.push_back(factor.name);
  if (model.scoring() == HealthScoring::sum) {
    factors.rules.columns_are_scored = true;
    factors.rules.lowest_score = 1;
    factors.rules.off_scale = "lies outside 1..10, the answers that --scoring sum adds";
  }
  return {{{factors}}};
}

constexpr Option options[] = {
    {"factor", "FACTOR...",
     "NAME:WEIGHT:WORST..BEST, such as logins:0.4:0..30 or open_tickets:0.2:10..0: a column, its "
     "weight, and the line that brings it to 0..100; with --scoring sum NAME alone",
     true},
    {"scoring", "weighted|sum",
     "weigh the factors (default), or add answers from 1 to 10 as they are"},
    {"bands", "RED,GREEN", "red below the first, green from the second (default 50,75)"},
};

constexpr FactMeaning fact_meanings[] = {
    {"mean", "mean of the scores, the figure itself"},
    {"median", "the middle score, or the mean of the middle two", InTables::beside},
    {"customers", "those with a row before the period's end", InTables::beside},
    {"scored", "of those, with at least 60 % of the weight present", InTables::beside},
    {"insufficient", "of those, with less, and so without a score"},
    {"bands", "customers with a score by band: red, yellow, green"},
    {"mrr_by_band",
     "MRR of the customers by band, insufficient too; of each currency where "
     "there are several"},
    {"improved", "customers in a better band than at the earlier snapshot"},
    {"worsened", "customers in a worse band than at the earlier snapshot"},
    {"compared", "customers with a score at both; n/a without measured_on"},
};

constexpr Part parts[] = {
    {"bands", ""},
    {"insufficient", "insufficient"},
};

constexpr std::string_view list_figures[] = {"mean"};

constexpr Example examples[] = {
    {"csm health --from health.csv --factor logins:0.4:0..30 open_tickets:0.2:10..0",
     "two factors; of tickets fewer are better"},
    {"csm health --from health.csv --factor adoption:1:0..100 --period 2026-05",
     "at the end of May, against the end of April"},
    {"csm health --from answers.csv --scoring sum --factor fit support value",
     "answers from 1 to 10, added"},
};

}  // namespace

const Metric health_metric = {
    "health",
    "Customer health",
    "How well are the customers?",
    "mean of the customers' scores; a score is sum(weight x points) / sum(weight)",
    "Natero, Calculation of Account Health Score: weighted components of 0 to 100",
    Unit::score,
    DefaultPeriod::whole_file,
    rules,
    options,
    {},
    fact_meanings,
    examples,
    roles,
    start_as<HealthComputation>,
    nullptr,
    true,
    false,
    Grouping::customers,
    Better::higher,
    {.parts = parts, .figures = list_figures, .lowest_first = true},
};

}  // namespace csm
