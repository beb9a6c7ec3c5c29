#include "metrics/measurements.hpp"

#include <functional>
#include <tuple>
#include <utility>

namespace csm {
namespace {

void keep_later(std::optional<MeasuredDay>& kept, const MeasuredDay& other) {
  if (kept) {
    kept->keep_later(other);
  } else {
    kept = other;
  }
}

}  // namespace

bool comes_before(const Measurement& a, const Measurement& b) {
  const auto rank = [](const Measurement& row) {
    return std::make_tuple(row.has_score(), row.has_score() ? row.health.score : Decimal{},
                           std::cref(row.values), row.mrr, row.currency);
  };
  return rank(a) < rank(b);
}

void MeasuredDay::keep_later(const MeasuredDay& other) {
  const bool is_better = day == other.day ? comes_before(other.row, row) : day < other.day;
  if (is_better) *this = other;
}

void Measurements::add(const Factors& row, const Period& period, const HealthModel& model) {
  MeasuredDay day;
  day.day = row.measured_on.value_or(Date{});
  day.row = {
      model.score(row.values), {row.values.begin(), row.values.end()}, row.mrr, row.currency};
  is_of_all_ = period.is_all();
  if (is_of_all_) {
    offer(day);
    return;
  }
  keep_later(latest_, day);
  if (day.day < period.begin) keep_later(earlier_, day);
}

void Measurements::merge(const Measurements& other) {
  is_of_all_ = is_of_all_ || other.is_of_all_;
  for (const auto* day : {&other.latest_, &other.earlier_}) {
    if (!*day) continue;
    if (is_of_all_) {
      offer(**day);
    } else {
      keep_later(day == &other.latest_ ? latest_ : earlier_, **day);
    }
  }
}

/// Keeps the two latest days.
void Measurements::offer(const MeasuredDay& day) {
  if (latest_ && day.day < latest_->day) {
    keep_later(earlier_, day);
    return;
  }
  if (latest_ && latest_->day < day.day) earlier_ = std::exchange(latest_, std::nullopt);
  keep_later(latest_, day);
}

}  // namespace csm
