#include "metrics/conversion.hpp"

#include <algorithm>

namespace csm {
namespace {

Date day_before(Date day) { return day == Date::min() ? day : Date{day - std::chrono::days{1}}; }

}  // namespace

Conversion::Conversion(const Question& question, const Period& period)
    : rates_(question.rates.get()),
      opening_day_(day_before(period.begin)),
      closing_day_(day_before(period.end)) {}

Int128 Conversion::convert(Int128 amount, Currency own, Date day, Rate Known::*rate) {
  if (amount == 0) return 0;
  Known& known = known_[own];
  if (!known.is_looked_up) {
    known = {true, rates_->find(own, opening_day_), rates_->find(own, closing_day_)};
  }
  return at(known.*rate, amount, own, day);
}

Decimal Conversion::on_day(Decimal amount, Currency own, Date day) {
  if (is_none() || amount == Decimal{0}) return amount;
  return Decimal::of_atoms(at(rates_->find(own, day), amount.atoms(), own, day));
}

Int128 Conversion::at(const Rate& rate, Int128 amount, Currency own, Date day) {
  if (rate) return at_rate(amount, *rate);
  const std::pair missing{own, day};
  missing_ = std::min(missing_.value_or(missing), missing);
  return 0;
}

void Conversion::merge(const Conversion& other) {
  if (other.missing_) missing_ = std::min(missing_.value_or(*other.missing_), *other.missing_);
}

void Conversion::check() const {
  if (missing_) rates_->rate(missing_->first, missing_->second);
}

}  // namespace csm
