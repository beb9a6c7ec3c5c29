#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "csm/by_customer.hpp"
#include "csm/computation.hpp"
#include "csm/cube.hpp"
#include "metrics/service_rows.hpp"
#include "metrics/wording.hpp"

namespace csm {

/// A series of a metric of services, all steps at once: rows are kept by customer, so that each
/// customer is looked at only where something changes for it.
///
/// `Row` is made from a customer's key and a row of customers or subscriptions. `Self` has
/// `void sweep()`, which looks at the customers of `rows_`, and
/// `void finish_step(std::size_t step, const Span&, Report&)`, which then adds the step's results.
/// Rows of no service it may take itself, in an `add` of its own.
template <class Self, class Row>
class ServiceSeries : public Computation {
 public:
  ServiceSeries(const Question& question, const std::vector<Period>& steps)
      : question_(question), steps_(steps) {}

  std::unique_ptr<Computation> fork() const override {
    return std::make_unique<Self>(question_, steps_);
  }

  void add(const Rows& rows) override {
    if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      add_services(*customers);
    } else {
      add_services(std::get<std::span<const Subscription>>(rows));
    }
  }

  void merge(Computation& other) override {
    auto& from = dynamic_cast<Self&>(other);
    rows_.merge(from.rows_);
    currencies_.merge(from.currencies_);
    on_trial_ += from.on_trial_;
  }

  /// Notes, and what was left out and why, are those of the last step.
  void finish(const Span& span, Report& report) override {
    auto& self = static_cast<Self&>(*this);
    self.sweep();
    std::vector<Result> all;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Span of_step{steps_[i], span.known_until};
      Report aside{report.metric, report.rule, {}, report.input, {}, {}};
      const bool speaks_for_all = i + 1 == steps_.size();
      Report& to = speaks_for_all ? report : aside;
      self.finish_step(i, of_step, to);
      for (Result& result : to.results) {
        result.span = of_step;
        all.push_back(std::move(result));
      }
    }
    report.results = std::move(all);
    report.input->leave_out(never_paid, on_trial_);
    report.input->not_counted.erase(std::string(outside_period));
  }

 protected:
  Question question_;
  std::vector<Period> steps_;
  ServiceRows<Row> rows_;
  Cube<Currency, Presence> currencies_;  ///< of all rows, whether they count or not

 private:
  template <class SomeRow>
  void add_services(std::span<const SomeRow> rows) {
    for_each_with_key(rows, [this](const SomeRow& row, const CustomerKey& key) {
      currencies_[row.currency];
      if (row.service.is_trial) {
        ++on_trial_;
      } else {
        rows_.add(Row(key, row));
      }
    });
  }

  std::int64_t on_trial_ = 0;
};

}  // namespace csm
