#include "csm/exchange_rates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"

namespace csm {

std::optional<ExchangeRates::Rate> ExchangeRates::rate_of(Decimal number) {
  const Ratio lowest = reduced(number.atoms(), Decimal::unit);
  constexpr Int128 end = Int128{1} << 63;
  if (lowest.num <= 0 || lowest.num >= end) return std::nullopt;
  return Rate{static_cast<std::int64_t>(lowest.num), static_cast<std::int64_t>(lowest.den)};
}

bool ExchangeRates::add(Currency from, Date day, Rate rate) {
  std::vector<Dated>& dated = rates_[from];
  const auto at = std::lower_bound(dated.begin(), dated.end(), day,
                                   [](const Dated& d, Date other) { return d.day < other; });
  if (at != dated.end() && at->day == day) return at->rate == rate;
  dated.insert(at, {day, rate});
  newest_ = std::max(newest_.value_or(day), day);
  return true;
}

std::optional<ExchangeRates::Rate> ExchangeRates::find(Currency from, Date day) const {
  if (from == to_) return Rate{};
  const auto dated = rates_.find(from);
  if (dated == rates_.end()) return std::nullopt;
  const auto next = std::upper_bound(dated->second.begin(), dated->second.end(), day,
                                     [](Date other, const Dated& d) { return other < d.day; });
  if (next == dated->second.begin()) return std::nullopt;
  return std::prev(next)->rate;
}

ExchangeRates::Rate ExchangeRates::rate(Currency from, Date day) const {
  if (!from.is_known()) {
    refuse(file_, "converts no amount that does not say its currency; --currency CODE says it");
  }
  if (const auto found = find(from, day)) return *found;
  const auto dated = rates_.find(from);
  if (dated == rates_.end()) {
    refuse(file_, fmt::format("has no rate from {} to {}, and there are amounts in {}", from.code(),
                              to_.code(), from.code()));
  }
  refuse(file_, fmt::format("has no rate from {} to {} for {}: its first is of {}", from.code(),
                            to_.code(), to_iso(day), to_iso(dated->second.front().day)));
}

Int128 at_rate(Int128 amount, ExchangeRates::Rate rate) {
  const Int128 whole = checked_multiply(amount / rate.den, rate.num);
  // Half a unit goes to the even one of the sum, so an odd unit is rounded with the rest.
  const Int128 odd = whole & 1;
  return checked_add(whole - odd,
                     rounded_quotient(amount % rate.den * rate.num + odd * rate.den, rate.den));
}

}  // namespace csm
