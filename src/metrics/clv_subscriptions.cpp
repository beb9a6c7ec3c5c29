#include "metrics/clv_subscriptions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/metrics/retention_cost.hpp"
#include "csm/records/cost.hpp"
#include "metrics/churn_sweep.hpp"
#include "metrics/clv_options.hpp"
#include "metrics/paying_sweep.hpp"
#include "metrics/retention_costs.hpp"
#include "metrics/service_series.hpp"
#include "metrics/subscribers.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

/// Which months the churn is of, and where the data ends before they do.
std::string months_in_words(const Span& span) {
  const auto bounds = Subscribers::bounds_of(span.period);
  const Date last_day = bounds.back() - std::chrono::days{1};
  std::string words =
      fmt::format("churn is that of {} to {}", title(Period::month_of(bounds.front())),
                  title(Period::month_of(last_day)));
  if (span.known_until && *span.known_until < last_day) {
    words += fmt::format("; the data ends on {}, so the time after it shows nobody leaving",
                         in_words(*span.known_until));
  }
  return words;
}

/// The calendar months from the first that some step's churn is of to the last.
std::vector<Period> months_of_churn(const std::vector<Period>& steps) {
  const Date end = Subscribers::bounds_of(steps.back()).back();
  std::vector<Period> months{Period::month_of(Subscribers::bounds_of(steps.front()).front())};
  while (months.back().end < end) months.push_back(Period::month_of(months.back().end));
  return months;
}

class SubscriptionSeries : public ServiceSeries<SubscriptionSeries, PaidRow> {
 public:
  SubscriptionSeries(const Question& question, const std::vector<Period>& steps)
      : ServiceSeries(question, steps), months_(months_of_churn(steps)), ledger_(question, steps) {}

  void add(const Rows& rows) override {
    if (const auto* costs = std::get_if<std::span<const Cost>>(&rows)) {
      ledger_.add(*costs);
    } else if (const auto* purchases = std::get_if<std::span<const Purchase>>(&rows)) {
      passed_over_ += static_cast<std::int64_t>(purchases->size());
    } else {
      ServiceSeries::add(rows);
    }
  }

  void merge(Computation& other) override {
    ServiceSeries::merge(other);
    const auto& from = dynamic_cast<SubscriptionSeries&>(other);
    ledger_.merge(from.ledger_);
    passed_over_ += from.passed_over_;
  }

  void sweep() {
    const Sweep swept = rows_.swept(Sweep(*this));
    if (currencies_.empty()) currencies_[question_.currency_of_nothing()];
    served_ = swept.served.tallies();
    for (const auto& [currency, any] : currencies_) {
      tallies_[currency] =
          tallies_of(swept.paying.tallies(currency), swept.by_month.tallies(currency));
    }
  }

  void finish_step(std::size_t step, const Span& span, Report& report) {
    Cube<Currency, SubscriptionTally> tallies;
    for (const auto& [currency, of_steps] : tallies_) tallies[currency] = of_steps[step];
    finish_subscriptions(question_, std::move(tallies), served_[step], ledger_[step], span, report);
    report.input->leave_out(not_looked_at, passed_over_);
  }

 private:
  /// Customers by what they pay in the steps, by what became of them in the months, and where there
  /// are costs to be divided by them, in the steps.
  struct Sweep {
    explicit Sweep(const SubscriptionSeries& series)
        : paying(series.steps_),
          by_month(series.months_),
          served(series.steps_),
          has_costs(series.question_.has_kind(Cost::kind)) {}

    void add(std::span<const PaidRow> rows) {
      paying.add(rows);
      by_month.add(rows);
      if (has_costs) served.add(rows);
    }
    void merge(const Sweep& other) {
      paying.merge(other.paying);
      by_month.merge(other.by_month);
      served.merge(other.served);
    }

    SweepByCurrency<PayingSweep> paying;
    SweepByCurrency<ChurnSweep> by_month;
    ChurnSweep served;
    bool has_costs;
  };

  /// Those who left in a step's months, of those there at their starts, are the sum over months.
  std::vector<SubscriptionTally> tallies_of(const std::vector<PayingSweep::Paying>& paying,
                                            const std::vector<ChurnTally>& by_month) const {
    std::vector<SubscriptionTally> tallies;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      SubscriptionTally& tally = tallies.emplace_back();
      tally.annual = paying[i].annual;
      tally.customers = paying[i].customers;
      const Date first_day = Subscribers::bounds_of(steps_[i]).front();
      const auto first = std::find_if(months_.begin(), months_.end(), [&](const Period& month) {
        return month.begin == first_day;
      });
      const auto place = static_cast<std::size_t>(first - months_.begin());
      for (std::size_t month = place; month < place + Subscribers::months; ++month) {
        tally.lost += by_month[month].churned_existing;
        tally.exposed += by_month[month].opening;
      }
    }
    return tallies;
  }

  std::vector<Period> months_;
  LedgerOfSteps ledger_;
  std::int64_t passed_over_ = 0;
  std::map<Currency, std::vector<SubscriptionTally>> tallies_;
  std::vector<ChurnTally> served_;
};

}  // namespace

void finish_subscriptions(const Question& question, Cube<Currency, SubscriptionTally> tallies,
                          const ChurnTally& served, const Ledger& ledger, const Span& span,
                          Report& report) {
  RetentionCosts costs(ledger, question, *report.input);
  if (tallies.empty()) tallies[question.currency_of_nothing()];
  ValueTerms terms = terms_of(question);
  for (const auto& [currency, tally] : tallies) {
    terms.retention_cost = costs.per_customer(currency, customers_of(served, ServedRule::served));
    report.results.push_back(finish(tally, terms, currency));
  }
  if (tallies.size() > 1) report.notes.push_back(note_of_currencies(tallies.size()));
  if (!span.period.is_all()) report.notes.push_back(months_in_words(span));
  costs.say(report);
  say_acquisition_cost(question, report);
}

void say_acquisition_cost(const Question& question, Report& report) {
  if (report.results.size() > 1 && question.has("acquisition-cost")) {
    report.notes.emplace_back("the acquisition cost is the same number in each currency");
  }
}

std::unique_ptr<Computation> start_subscription_series(const Question& question,
                                                       const std::vector<Period>& steps) {
  return std::make_unique<SubscriptionSeries>(question, steps);
}

}  // namespace csm
