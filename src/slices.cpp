#include "csm/slices.hpp"

#include <algorithm>
#include <set>

#include "csm/records/kept_row.hpp"
#include "csm/registry.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr std::size_t no_step = static_cast<std::size_t>(-1);

template <class Row>
concept HasDays = requires(const Row& row) {
  counting_days(row);
};
template <class Row>
concept HasCustomer = requires(const Row& row) {
  row.customer_id;
};

/// Whether what a row counts for is known from the row alone.
bool counts_rows(const Question& question) {
  return question.metric->counts == Grouping::rows &&
         std::none_of(
             question.metric->options.begin(), question.metric->options.end(),
             [&](const Option& option) { return option.joins_days && question.has(option.name); });
}

Period whole_of(const std::vector<Period>& steps) {
  Period whole{steps.front().begin, steps.front().end,
               steps.front().label + ".." + steps.back().label};
  for (const Period& step : steps) {
    whole.begin = std::min(whole.begin, step.begin);
    whole.end = std::max(whole.end, step.end);
  }
  return whole;
}

/// Whether no day lies in two steps, and each begins behind the one before.
bool are_in_order(const std::vector<Period>& steps) {
  return std::adjacent_find(steps.begin(), steps.end(), [](const Period& a, const Period& b) {
           return b.begin < a.end;
         }) == steps.end();
}

/// Some of a block's rows, for one slice after another.
template <class Key, class Row>
class Shares {
 public:
  void add(const Key& key, const Row& row) {
    if (last_ == nullptr || last_key_ != key) {
      last_ = &rows_[key];
      last_key_ = key;
    }
    last_->push_back(row);
  }
  template <class Use>
  void for_each(Use&& use) const {
    for (const auto& [key, rows] : rows_) use(key, Rows(std::span<const Row>(rows)));
  }

 private:
  std::map<Key, std::vector<Row>> rows_;
  Key last_key_{};
  std::vector<Row>* last_ = nullptr;
};

}  // namespace

Slices::Slices(const Question& question, Slicing slicing)
    : question_(question), slicing_(std::move(slicing)), counts_rows_(counts_rows(question)) {
  are_in_order_ = are_in_order(slicing_.steps);
  if (question.metric->counts == Grouping::rows && has_series()) {
    whole_ = question.metric->start(question, whole_of(slicing_.steps));
  }
}

std::unique_ptr<Computation> Slices::fork() const {
  return std::make_unique<Slices>(question_, slicing_);
}

Computation& Slices::of(const Key& key) {
  std::unique_ptr<Computation>& slice = slices_[key];
  if (!slice) slice = question_.metric->start(question_, slicing_.steps[key.first]);
  return *slice;
}

void Slices::add(const Rows& rows) {
  if (whole_) whole_->add(rows);
  if (!has_series() || !counts_rows_) {
    for (std::size_t step = 0; step < slicing_.steps.size(); ++step) {
      of({step, Segments::none}).add(rows);
    }
  }
  if (slicing_.segments != nullptr || (has_series() && counts_rows_)) {
    std::visit([this](const auto& some) { add_rows(some); }, rows);
  }
}

template <class Row>
void Slices::add_rows(std::span<const Row> rows) {
  if constexpr (HasDays<Row>) {
    if (has_series() && counts_rows_) return add_by_day(rows);
  }
  for (std::size_t step = 0; step < slicing_.steps.size(); ++step) add_to_segments(rows, step);
}

template <class Row>
void Slices::add_to_segments(std::span<const Row> rows, std::size_t step) {
  Shares<Key, Row> shares;
  for (const Row& row : rows) shares.add({step, segment_of(row, step)}, row);
  shares.for_each([this](const Key& key, const Rows& share) { of(key).add(share); });
}

/// The steps that a row's days lie in, each once.
template <class Row>
Slices::StepPair Slices::steps_of_row(const Row& row) const {
  const CountingDays days = counting_days(row);
  StepPair steps{days.first ? step_of(*days.first) : no_step,
                 days.second ? step_of(*days.second) : no_step};
  if (steps.second == steps.first) steps.second = no_step;
  return steps;
}

/// To the steps, and their segments, that a row's days lie in.
template <class Row>
void Slices::add_by_day(std::span<const Row> rows) {
  Shares<Key, Row> shares;
  const auto add_to = [&](std::size_t step, const Row& row) {
    shares.add({step, Segments::none}, row);
    if (slicing_.segments != nullptr) shares.add({step, segment_of(row, step)}, row);
  };
  // Exports are often in the order of time: rows of one step that stand together are not copied.
  constexpr std::size_t many = 8;
  for (std::size_t begin = 0; are_in_order_ && begin < rows.size();) {
    const StepPair steps = steps_of_row(rows[begin]);
    std::size_t end = begin + 1;
    while (end < rows.size() && steps_of_row(rows[end]) == steps) ++end;
    const bool is_run = end - begin >= many && slicing_.segments == nullptr;
    for (const std::size_t step : {steps.first, steps.second}) {
      if (step == no_step) continue;
      if (is_run) {
        of({step, Segments::none}).add(Rows(rows.subspan(begin, end - begin)));
      } else {
        for (std::size_t i = begin; i < end; ++i) add_to(step, rows[i]);
      }
    }
    begin = end;
  }
  for (std::size_t i = 0; !are_in_order_ && i < rows.size(); ++i) {
    const CountingDays days = counting_days(rows[i]);
    for (std::size_t step = 0; step < slicing_.steps.size(); ++step) {
      const Period& period = slicing_.steps[step];
      const bool counts = (days.first && period.contains(*days.first)) ||
                          (days.second && period.contains(*days.second));
      if (counts) add_to(step, rows[i]);
    }
  }
  shares.for_each([this](const Key& key, const Rows& share) { of(key).add(share); });
}

template <class Row>
Segments::Code Slices::segment_of(const Row& row, std::size_t step) const {
  Segments::Code code = row.segment;
  if constexpr (HasCustomer<Row>) {
    if (slicing_.customers != nullptr) {
      code = slicing_.customers->segment_of(row.customer_id, slicing_.steps[step].begin);
    }
  }
  if (code != Segments::none) return code;
  return slicing_.segments->code_of(std::vector<Cut::Part>(slicing_.segments->cuts().size()));
}

/// The step that a day lies in.
std::size_t Slices::step_of(Date day) const {
  const auto& steps = slicing_.steps;
  if (last_step_ < steps.size() && steps[last_step_].contains(day)) return last_step_;
  const auto behind =
      std::upper_bound(steps.begin(), steps.end(), day,
                       [](Date wanted, const Period& step) { return wanted < step.begin; });
  if (behind == steps.begin() || !std::prev(behind)->contains(day)) return no_step;
  last_step_ = static_cast<std::size_t>(behind - steps.begin()) - 1;
  return last_step_;
}

void Slices::merge(Computation& other) {
  auto& from = dynamic_cast<Slices&>(other);
  if (whole_) whole_->merge(*from.whole_);
  for (auto& [key, slice] : from.slices_) of(key).merge(*slice);
}

/// What one slice's computation says, of which the report has only what is for all of them.
std::vector<Result> Slices::results_of(const Key& key, const Span& span, Report& report) {
  Computation& slice = of(key);
  slice.learn_from(whole_ ? *whole_ : of({slicing_.steps.size() - 1, Segments::none}));
  slice.finish({slicing_.steps[key.first], span.known_until}, report);
  std::vector<Result> results = std::move(report.results);
  report.results.clear();
  if (key.second == Segments::none) return results;
  const std::vector<std::string> texts = slicing_.segments->texts_of(key.second);
  for (Result& result : results) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      result.segment.emplace_back(slicing_.segments->cuts()[i].column, texts[i]);
    }
  }
  return results;
}

void Slices::finish(const Span& span, Report& report) {
  std::set<Segments::Code> segments;
  for (const auto& [key, slice] : slices_) segments.insert(key.second);
  std::vector<Segments::Code> order;
  if (slicing_.segments != nullptr) {
    for (const Segments::Code code : slicing_.segments->all()) {
      if (segments.count(code) > 0) order.push_back(code);
    }
  }
  order.insert(order.begin(), Segments::none);
  // Notes, warnings and what was left out are those of all rows.
  if (whole_) whole_->finish(span, report);
  report.results.clear();
  std::vector<Result> all;
  for (std::size_t step = 0; step < slicing_.steps.size(); ++step) {
    for (const Segments::Code code : order) {
      Report aside{report.metric, report.rule, {}, report.input, {}, {}};
      const bool speaks_for_all =
          !whole_ && code == Segments::none && step + 1 == slicing_.steps.size();
      std::vector<Result> results = results_of({step, code}, span, speaks_for_all ? report : aside);
      std::move(results.begin(), results.end(), std::back_inserter(all));
    }
  }
  if (!whole_ && has_series()) report.input->not_counted.erase(std::string(outside_period));
  report.results = std::move(all);
}

}  // namespace csm
