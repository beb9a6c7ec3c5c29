#include "csm/metrics/movements.hpp"

#include <algorithm>

#include "csm/error.hpp"

namespace csm {

Movement classify(const MrrFact& fact) {
  if (fact.change < 0) {
    const bool is_gone = !fact.has_closing && !fact.paused_at_closing;
    return is_gone ? Movement::churned : Movement::contraction;
  }
  if (fact.change == 0) return Movement::none;
  if (fact.has_opening || fact.paused_at_opening) return Movement::expansion;
  return fact.paid_before ? Movement::reactivation : Movement::new_;
}

void Greatest::insert(Int128 amount) {
  std::size_t place = most - 1;
  for (; place > 0 && amounts[place - 1] < amount; --place) amounts[place] = amounts[place - 1];
  amounts[place] = amount;
}

Int128 Greatest::sum(std::size_t count) const {
  Int128 sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum = checked_add(sum, amounts[i]);
  return sum;
}

void MrrTally::add(const MrrFact& fact, const MrrSums& sums, std::int64_t n) {
  customers += fact.has_closing ? n : 0;
  const Int128 of_one = n == 1 ? sums.closing : sums.closing / std::max<std::int64_t>(n, 1);
  for (std::int64_t i = 0; i < std::min<std::int64_t>(n, Greatest::most); ++i) {
    greatest.add(of_one);
  }
  opening = checked_add(opening, sums.opening);
  closing = checked_add(closing, sums.closing);
  kept = checked_add(kept, fact.change < 0 ? sums.closing : sums.opening);
  if (fact.has_opening) kept_and_grown = checked_add(kept_and_grown, sums.closing);
  const std::size_t movement = index_of(classify(fact));
  if (movement == index_of(Movement::none)) return;
  counts[movement] += n;
  const Int128 change = is_loss(movement) ? checked_subtract(sums.opening, sums.closing)
                                          : checked_subtract(sums.closing, sums.opening);
  amounts[movement] = checked_add(amounts[movement], change);
}

void MrrTally::add_row(Int128 at_opening_rate, Int128 at_closing_rate, bool is_past_due) {
  active = checked_add(active, at_opening_rate);
  if (at_closing_rate != at_opening_rate) {
    fx = checked_add(fx, checked_subtract(at_closing_rate, at_opening_rate));
  }
  if (is_past_due) past_due = checked_add(past_due, at_closing_rate);
}

void MrrTally::merge(const MrrTally& other) {
  customers += other.customers;
  greatest.merge(other.greatest);
  opening = checked_add(opening, other.opening);
  closing = checked_add(closing, other.closing);
  kept = checked_add(kept, other.kept);
  kept_and_grown = checked_add(kept_and_grown, other.kept_and_grown);
  active = checked_add(active, other.active);
  fx = checked_add(fx, other.fx);
  past_due = checked_add(past_due, other.past_due);
  for (std::size_t i = 0; i < movements; ++i) {
    counts[i] += other.counts[i];
    amounts[i] = checked_add(amounts[i], other.amounts[i]);
  }
}

void check_law(const MrrTally& t) {
  Int128 sum = t.opening;
  for (std::size_t i = 1; i < MrrTally::movements; ++i) {
    sum = is_loss(i) ? checked_subtract(sum, t.amounts[i]) : checked_add(sum, t.amounts[i]);
  }
  if (sum != t.closing) {
    throw Error(ErrorCode::failed, "mrr",
                "opening + new + reactivation + expansion - contraction - churned is not closing");
  }
  if (t.closing != t.active) {
    throw Error(ErrorCode::failed, "mrr", "closing is not the sum of the active rows");
  }
}

void MrrState::add(const Service& service, Int128 annual_amount, bool has_amount,
                   const Period& period) {
  paid_before = paid_before || (has_amount && service.start < period.begin);
  const auto take = [&](Date day, Int112& sum) {
    if (!is_active_before(service, day)) return false;
    if (is_paused_before(service, day)) return true;
    sum = checked_add(sum, annual_amount);
    return false;
  };
  // The amount counts on a day unless it is paused then.
  paused_at_opening = take(period.begin, opening) || paused_at_opening;
  paused_at_closing = take(period.end, closing) || paused_at_closing;
}

void MrrState::merge(const MrrState& other) {
  opening = checked_add(opening, other.opening);
  closing = checked_add(closing, other.closing);
  paid_before = paid_before || other.paid_before;
  paused_at_opening = paused_at_opening || other.paused_at_opening;
  paused_at_closing = paused_at_closing || other.paused_at_closing;
}

MrrFact MrrState::fact() const {
  MrrFact fact;
  const Int128 before = opening;
  const Int128 after = closing;
  fact.has_opening = before > 0;
  fact.has_closing = after > 0;
  fact.change = static_cast<std::int8_t>(after > before ? 1 : after < before ? -1 : 0);
  fact.paid_before = paid_before;
  fact.paused_at_opening = paused_at_opening;
  fact.paused_at_closing = paused_at_closing;
  return fact;
}

}  // namespace csm
