#include "metrics/measurements.hpp"

#include <tuple>
#include <utility>

namespace csm {

void MeasuredDay::keep_later(const MeasuredDay& other) {
  if (other.empty()) return;
  if (empty() || day < other.day) {
    *this = other;
  } else if (day == other.day) {
    rows.insert(rows.end(), other.rows.begin(), other.rows.end());
  }
}

ScoredMeasurement lowest_of(const MeasuredDay& day, const HealthModel& model) {
  const auto rank = [](const ScoredMeasurement& scored) {
    const bool has_score = scored.score.band != HealthBand::insufficient;
    return std::make_tuple(has_score, has_score ? scored.score.score : Decimal{},
                           std::cref(*scored.row));
  };
  ScoredMeasurement lowest;
  for (const Measurement& row : day.rows) {
    const ScoredMeasurement scored{&row, model.score(row.values)};
    if (lowest.row == nullptr || rank(scored) < rank(lowest)) lowest = scored;
  }
  return lowest;
}

void Measurements::add(const Factors& row, const Period& period) {
  MeasuredDay day;
  day.day = row.measured_on.value_or(Date{});
  day.rows.push_back({{row.values.begin(), row.values.end()}, row.mrr, row.currency});
  is_of_all_ = period.is_all();
  if (is_of_all_) {
    offer(day);
    return;
  }
  latest_.keep_later(day);
  if (day.day < period.begin) earlier_.keep_later(day);
}

void Measurements::merge(const Measurements& other) {
  is_of_all_ = is_of_all_ || other.is_of_all_;
  if (is_of_all_) {
    offer(other.latest_);
    offer(other.earlier_);
  } else {
    latest_.keep_later(other.latest_);
    earlier_.keep_later(other.earlier_);
  }
}

/// Keeps the two latest days.
void Measurements::offer(const MeasuredDay& day) {
  if (day.empty()) return;
  if (!latest_.empty() && day.day < latest_.day) {
    earlier_.keep_later(day);
    return;
  }
  if (!latest_.empty() && latest_.day < day.day) earlier_ = std::exchange(latest_, {});
  latest_.keep_later(day);
}

}  // namespace csm
