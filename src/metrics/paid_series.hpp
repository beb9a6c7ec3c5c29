#pragma once

#include <map>
#include <vector>

#include "metrics/mrr_sweep.hpp"
#include "metrics/service_series.hpp"

namespace csm {

/// Whether amounts are the same in every step, converted by no rates, and customers are kept.
inline bool has_paid_series(const Question& question) {
  return question.rates == nullptr && !question.assume_unique;
}

/// A series of a metric that the tallies of MRR tell; `Self` has `finish_step` (ServiceSeries).
template <class Self>
class PaidSeries : public ServiceSeries<Self, PaidRow> {
 public:
  using ServiceSeries<Self, PaidRow>::ServiceSeries;

  void sweep() {
    const auto swept = this->rows_.swept(SweepByCurrency<MrrSweep>(this->steps_));
    if (this->currencies_.empty()) this->currencies_[this->question_.currency_of_nothing()];
    for (const auto& [currency, any] : this->currencies_) {
      tallies_[currency] = swept.tallies(currency);
    }
  }

 protected:
  std::map<Currency, std::vector<MrrTally>> tallies_;
};

}  // namespace csm
