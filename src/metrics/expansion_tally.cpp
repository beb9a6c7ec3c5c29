#include <fmt/format.h>

#include "csm/metrics/expansion.hpp"
#include "csm/records/amount.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr std::string_view names[purchase_kinds] = {"upsell",   "cross_sell", "add_on",   "loyalty",
                                                    "one_time", "renewal",    "recurring"};

/// Kinds that a figure speaks of.
constexpr std::size_t kinds_shown(bool takes_renewals) {
  return index_of(PurchaseKind::renewal) + (takes_renewals ? 1 : 0);
}

std::string purchases_in_words(const KindSum& all, std::int64_t customers, Currency currency) {
  std::string text = all.purchases == 0 ? "no purchase counted"
                                        : with_noun(all.purchases, "purchase") + " of " +
                                              with_noun(customers, "customer");
  if (all.refunds > 0) {
    text += fmt::format("; refunds of {} are taken off",
                        to_text(Quantity::money(all.refunded, currency)));
  }
  return text;
}

Table by_kind(const ExpansionTally& t, std::size_t shown, Currency currency) {
  Table table;
  for (std::size_t i = 0; i < shown; ++i) {
    const KindSum& sum = t.sums[i];
    if (sum.purchases + sum.refunds == 0) continue;
    table.push_back({std::string(names[i]), to_number(Quantity::money(sum.net(), currency)),
                     sum.purchases == 0 ? "refunds only" : with_noun(t.buyers[i], "customer")});
  }
  return table;
}

void tell_rate(const Quantity& opening, const Quantity& rate, std::vector<Paragraph>& story) {
  if (rate.amount) {
    story.emplace_back(to_text(rate) + " of the opening MRR, " + to_text(opening));
  } else if (opening.amount) {
    story.emplace_back("no rate: there was no MRR at the start");
  }
}

}  // namespace

std::string_view name(PurchaseKind kind) { return names[index_of(kind)]; }

KindCounts classify(PurchaseKind kind, bool takes_renewals) {
  switch (kind) {
    case PurchaseKind::one_time:
      return KindCounts::of_existing_customers;
    case PurchaseKind::renewal:
      return takes_renewals ? KindCounts::yes : KindCounts::no;
    case PurchaseKind::recurring:
      return KindCounts::no;
    case PurchaseKind::upsell:
    case PurchaseKind::cross_sell:
    case PurchaseKind::add_on:
    case PurchaseKind::loyalty:
      break;
  }
  return KindCounts::yes;
}

void KindSum::add(Decimal amount, std::int64_t n) {
  const Int128 atoms = checked_multiply(amount.atoms(), n);
  if (amount < Decimal{0}) {
    refunded = checked_subtract(refunded, atoms);
    refunds += n;
  } else {
    bought = checked_add(bought, atoms);
    purchases += n;
  }
}

void KindSum::merge(const KindSum& other) {
  bought = checked_add(bought, other.bought);
  refunded = checked_add(refunded, other.refunded);
  purchases += other.purchases;
  refunds += other.refunds;
}

void ExpansionTally::add_customer(const KindSet& kinds, std::int64_t n) {
  if (kinds.none()) return;
  customers += n;
  for (std::size_t i = 0; i < purchase_kinds; ++i) buyers[i] += kinds[i] ? n : 0;
}

void ExpansionTally::merge(const ExpansionTally& other) {
  customers += other.customers;
  for (std::size_t i = 0; i < purchase_kinds; ++i) {
    sums[i].merge(other.sums[i]);
    buyers[i] += other.buyers[i];
  }
}

Result finish(const ExpansionTally& t, std::optional<Int128> opening, Currency currency,
              bool takes_renewals) {
  const std::size_t shown = kinds_shown(takes_renewals);
  KindSum all;
  Breakdown amounts;
  Breakdown customers;
  for (std::size_t i = 0; i < shown; ++i) {
    all.merge(t.sums[i]);
    amounts.emplace_back(names[i], Quantity::money(t.sums[i].net(), currency));
    customers.emplace_back(names[i], Quantity::count(t.buyers[i]));
  }
  Quantity opening_mrr{std::nullopt, Unit::money, currency};
  Quantity rate{std::nullopt, Unit::share, {}};
  if (opening) {
    opening_mrr.amount = monthly(*opening);
    rate = Quantity::share(annual_of_month(Decimal::of_atoms(all.net())), *opening);
  }
  Result result;
  result.value = Quantity::money(all.net(), currency);
  result.interval_reason = census;
  result.facts = {{"expansion", result.value},
                  {"purchases", Quantity::count(all.purchases)},
                  {"customers", Quantity::count(t.customers)},
                  {"refunds", Quantity::money(all.refunded, currency)},
                  {"amount_by_kind", amounts},
                  {"customers_by_kind", customers},
                  {"opening", opening_mrr},
                  {"expansion_rate", rate}};
  result.story.emplace_back(purchases_in_words(all, t.customers, currency));
  const Table table = by_kind(t, shown, currency);
  if (!table.empty()) result.story.emplace_back(table);
  tell_rate(opening_mrr, rate, result.story);
  return result;
}

Result finish_movement(const MrrTally& t, Currency currency) {
  check_law(t);
  constexpr std::size_t expansion = index_of(Movement::expansion);
  const std::int64_t customers = t.counts[expansion];
  const Quantity opening{monthly(t.opening), Unit::money, currency};
  const Quantity rate = Quantity::share(t.amounts[expansion], t.opening);
  Result result;
  result.value = {monthly(t.amounts[expansion]), Unit::money, currency};
  result.interval_reason = census;
  result.facts = {{"expansion", result.value},
                  {"customers", Quantity::count(customers)},
                  {"opening", opening},
                  {"expansion_rate", rate}};
  result.story.emplace_back(
      fmt::format("{} {} more a month than at the start",
                  customers == 0 ? "no customer" : with_noun(customers, "customer"),
                  customers > 1 ? "pay" : "pays"));
  tell_rate(opening, rate, result.story);
  return result;
}

}  // namespace csm
