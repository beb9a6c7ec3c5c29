#pragma once

#include <optional>
#include <vector>

#include "csm/records/factors.hpp"
#include "metrics/health_model.hpp"

namespace csm {

/// What a row says of a customer.
struct Measurement {
  std::vector<std::optional<Decimal>> values;
  std::optional<Decimal> mrr;
  Currency currency;

  friend auto operator<=>(const Measurement&, const Measurement&) = default;
};

/// All rows of one customer on one day; none where there is no such day.
struct MeasuredDay {
  Date day{};
  std::vector<Measurement> rows;

  bool empty() const { return rows.empty(); }
  /// Keeps the later of two days, or the rows of both where they are one.
  void keep_later(const MeasuredDay& other);
};

/// A measurement with the score that a model gives it.
struct ScoredMeasurement {
  const Measurement* row = nullptr;
  HealthScore score;
};

/// Of the rows of a day the one that counts: the lowest score, of which insufficient is the lowest;
/// then the smallest values in the order of the factors, missing ones first; then the smaller MRR.
/// `day` is not empty.
ScoredMeasurement lowest_of(const MeasuredDay& day, const HealthModel& model);

/// What is known of one customer: its latest day, and the earlier one it is compared with.
///
/// Over the whole file the earlier day is the latest but one; in a period it is the latest before
/// the period's begin, which may be the latest of all. Days not before the period's end are not
/// given here. Merging is associative and commutative.
class Measurements {
 public:
  /// A row without a day, where no row has one, is of one day with all others.
  void add(const Factors& row, const Period& period);
  void merge(const Measurements& other);

  const MeasuredDay& latest() const { return latest_; }
  const MeasuredDay& earlier() const { return earlier_; }

 private:
  void offer(const MeasuredDay& day);

  bool is_of_all_ = false;  ///< of the whole file
  MeasuredDay latest_;
  MeasuredDay earlier_;
};

}  // namespace csm
