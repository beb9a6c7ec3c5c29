#include "csm/result.hpp"

#include <algorithm>

#include "csm/error.hpp"

namespace csm {
namespace {

/// What a fact of that name is, where it is of that kind.
template <class Value>
const Value* find_value(const std::vector<Fact>& facts, std::string_view wanted) {
  for (const Fact& fact : facts) {
    const auto* value = std::get_if<Value>(&fact.value);
    if (fact.name == wanted && value != nullptr) return value;
  }
  return nullptr;
}

/// "1234567.50" to "1,234,567.50".
std::string with_separators(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  std::size_t i = std::min(number.find('.'), number.size());
  while (i > first + 3) {
    i -= 3;
    number.insert(i, ",");
  }
  return number;
}

/// One decimal; below 1 % as many as two digits that are not 0 take.
std::string to_percent(const Ratio& share) {
  const Ratio percent = reduced(checked_multiply(share.num, 100), share.den);
  const Int128 size = percent.num < 0 ? -percent.num : percent.num;
  int decimals = 1;
  Int128 scaled = size;
  while (size != 0 && scaled < percent.den && decimals < 6) {
    scaled = checked_multiply(scaled, 10);
    ++decimals;
  }
  return with_separators(percent.to_decimal(decimals));
}

}  // namespace

std::string to_number(const Quantity& quantity) {
  if (!quantity.amount) return "n/a";
  switch (quantity.unit) {
    case Unit::share:
      return to_percent(*quantity.amount);
    case Unit::money:
      return with_separators(quantity.amount->to_decimal(quantity.currency.decimals()));
    case Unit::points:
    case Unit::months:
      return with_separators(quantity.amount->to_decimal(1));
    case Unit::score:
      return quantity.amount->to_decimal(2);
    case Unit::count:
      break;
  }
  return with_separators(quantity.amount->to_decimal(0));
}

std::string to_text(const Quantity& quantity) {
  std::string text = to_number(quantity);
  if (!quantity.amount) return text;
  if (quantity.unit == Unit::share) text += " %";
  if (quantity.unit == Unit::months) text += " months";
  if (quantity.unit == Unit::money && quantity.currency.is_known()) {
    text += " " + std::string(quantity.currency.code());
  }
  return text;
}

std::string_view name(Unit unit) {
  switch (unit) {
    case Unit::share:
      return "share";
    case Unit::money:
      return "money";
    case Unit::points:
      return "points";
    case Unit::score:
      return "score";
    case Unit::months:
      return "months";
    case Unit::count:
      break;
  }
  return "count";
}

Quantity Quantity::share(Int128 num, Int128 den) {
  if (den == 0) return {std::nullopt, Unit::share, {}};
  return {reduced(num, den), Unit::share, {}};
}

const Quantity& Result::fact(std::string_view wanted) const {
  if (const Quantity* found = find_fact(wanted)) return *found;
  throw Error(ErrorCode::failed, "", "no fact called " + std::string(wanted));
}

const Quantity* Result::find_fact(std::string_view wanted) const {
  return find_value<Quantity>(facts, wanted);
}

const Quantity* Result::find_known_fact(std::string_view wanted) const {
  const Quantity* found = find_fact(wanted);
  return found != nullptr && found->amount ? found : nullptr;
}

const Breakdown* Result::find_parts(std::string_view wanted) const {
  return find_value<Breakdown>(facts, wanted);
}

void Result::leave_unknown(const std::string& why) {
  value.amount.reset();
  interval.reset();
  reason = interval_reason = why;
  story.clear();
  lists.clear();
  for (Fact& fact : facts) {
    if (auto* quantity = std::get_if<Quantity>(&fact.value)) quantity->amount.reset();
    if (auto* breakdown = std::get_if<Breakdown>(&fact.value)) breakdown->clear();
  }
}

void InputSummary::leave_out(std::string_view why, std::int64_t n) {
  if (n > 0) not_counted[std::string(why)] += n;
}

std::int64_t InputSummary::used() const {
  std::int64_t used = rows - bad;
  for (const auto& [reason, count] : not_counted) used -= count;
  return used;
}

}  // namespace csm
