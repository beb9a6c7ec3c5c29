#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

#include "csm/metrics/movements.hpp"
#include "csm/result.hpp"

namespace csm {

/// What was sold. In the order of the breakdowns; renewals stand there where they are asked for.
enum class PurchaseKind : std::uint8_t {
  upsell,      ///< more of what the customer has: seats, a larger plan
  cross_sell,  ///< another product
  add_on,      ///< an extra to what the customer has
  loyalty,     ///< bought for being a customer: points, rewards, members' offers
  one_time,    ///< anything else that is paid once
  renewal,     ///< the next term of a contract
  recurring,   ///< a charge of a subscription: MRR, never counted here
};
inline constexpr std::size_t purchase_kinds = 7;

constexpr std::size_t index_of(PurchaseKind kind) { return static_cast<std::size_t>(kind); }

/// "cross_sell": the word of exports, options and facts.
std::string_view name(PurchaseKind kind);

/// Whether purchases of a kind are expansion.
enum class KindCounts : std::uint8_t { yes, of_existing_customers, no };

/// The rule: upsell, cross_sell, add_on and loyalty always; one_time where the customer bought or
/// joined before the period; renewal where asked for; recurring never.
KindCounts classify(PurchaseKind kind, bool takes_renewals);

/// Purchases of one kind in one currency: amounts in atoms of `Decimal`, both positive.
struct KindSum {
  Int128 bought = 0;
  Int128 refunded = 0;
  std::int64_t purchases = 0;  ///< with an amount of 0 or more
  std::int64_t refunds = 0;

  /// n rows of that amount each; below 0 they are refunds.
  void add(Decimal amount, std::int64_t n = 1);
  void merge(const KindSum& other);
  Int128 net() const { return checked_subtract(bought, refunded); }
  friend bool operator==(const KindSum&, const KindSum&) = default;
};

/// The kinds that one customer bought.
using KindSet = std::bitset<purchase_kinds>;

/// What counts in one currency, by kind; merging adds.
struct ExpansionTally {
  std::array<KindSum, purchase_kinds> sums{};
  std::array<std::int64_t, purchase_kinds> buyers{};  ///< customers with a purchase of the kind
  std::int64_t customers = 0;                         ///< with a purchase of any kind

  void add(PurchaseKind kind, const KindSum& sum) { sums[index_of(kind)].merge(sum); }
  /// n customers who bought those kinds; a whole customer in one call, or it counts twice.
  void add_customer(const KindSet& kinds, std::int64_t n = 1);
  void merge(const ExpansionTally& other);
  friend bool operator==(const ExpansionTally&, const ExpansionTally&) = default;
};

/// Expansion by purchases: what existing customers bought beyond what recurs.
///
/// Formula  sum of the counted purchases, less the refunds among them; rate: / opening MRR
/// Unit     money of one currency; negative where refunds exceed the purchases
/// Empty    no purchase counts: 0. The rate is absent where the opening MRR (an annual amount,
///          records/amount.hpp) is 0 or not known
/// Errors   Error{failed} where a sum overflows
/// Cost     O(1) a tally; a customer's kinds and one-time amounts before
/// Merging  sums add; a customer is added once all its rows are known. Currencies are never merged:
///          each that a row has, of purchases or of subscriptions, has a result of each rule asked
/// Source   upselling, cross-selling and add-ons as in "Expansion MRR Rate" of Corporate Finance
///          Institute; the rate as in "Expansion MRR" of Upzelo's glossary
/// Example  KindSum sold; sold.add(120); sold.add(-20);
///          ExpansionTally t; t.add(PurchaseKind::upsell, sold);
///          finish(t, std::nullopt, Currency{}, false).value is 100.00
Result finish(const ExpansionTally& tally, std::optional<Int128> opening, Currency currency,
              bool takes_renewals);

/// Expansion by movements: what customers pay more a month than at opening (metrics/movements.hpp).
///
/// Errors  Error{failed} where the identity of MRR does not hold
Result finish_movement(const MrrTally& tally, Currency currency);

struct Metric;
extern const Metric expansion_metric;

}  // namespace csm
