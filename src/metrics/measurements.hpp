#pragma once

#include <optional>
#include <vector>

#include "csm/customer_map.hpp"
#include "csm/records/factors.hpp"
#include "metrics/health_model.hpp"

namespace csm {

/// What a row says of a customer, and the score that it makes.
struct Measurement {
  HealthScore health;
  CustomerList<std::optional<Decimal>> values;
  std::optional<Decimal> mrr;
  Currency currency;

  bool has_score() const { return health.band != HealthBand::insufficient; }
};

/// The order of rows of one customer and day, of which the first counts: the lowest score, of which
/// insufficient is the lowest; then the smallest values in the order of the factors, missing ones
/// first; then the smaller MRR, missing first, and its currency.
bool comes_before(const Measurement& a, const Measurement& b);

/// A day of one customer, with the row of it that counts.
struct MeasuredDay {
  Date day{};
  Measurement row;

  /// Becomes the later of two days or, where they are one, has the row of both that counts.
  void keep_later(const MeasuredDay& other);
};

/// What is known of one customer: its latest day, and the earlier one it is compared with.
///
/// Over the whole file the earlier day is the latest but one; in a period it is the latest before
/// the period's begin, which may be the latest of all. Days not before the period's end are not
/// given here. Merging is associative and commutative.
class Measurements {
 public:
  /// A row without a day, where no row has one, is of one day with all others.
  void add(const Factors& row, const Period& period, const HealthModel& model);
  void merge(const Measurements& other);

  /// Nothing before a row was added.
  const std::optional<MeasuredDay>& latest() const { return latest_; }
  const std::optional<MeasuredDay>& earlier() const { return earlier_; }

 private:
  void offer(const MeasuredDay& day);

  bool is_of_all_ = false;  ///< of the whole file
  std::optional<MeasuredDay> latest_;
  std::optional<MeasuredDay> earlier_;
};

}  // namespace csm
