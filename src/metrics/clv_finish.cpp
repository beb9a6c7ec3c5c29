#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/metrics/clv.hpp"
#include "csm/records/amount.hpp"
#include "metrics/exact.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr int days_a_year = 365;

/// Facts in the order of the registry; those that a rule does not have are absent.
struct ValueFacts {
  Quantity average_purchase_value{std::nullopt, Unit::money, {}};
  Quantity purchase_frequency{std::nullopt, Unit::score, {}};
  Quantity arpa{std::nullopt, Unit::money, {}};
  Quantity monthly_churn{std::nullopt, Unit::share, {}};
  Quantity lifespan{std::nullopt, Unit::months, {}};
  Breakdown lifespan_by_method;
  Quantity customers;
  Quantity purchases;
  Quantity customer_months{std::nullopt, Unit::months, {}};
  Quantity revenue{std::nullopt, Unit::money, {}};
  Quantity refunds{std::nullopt, Unit::money, {}};
  Quantity lost;
  Quantity exposed;
  Quantity margin{std::nullopt, Unit::share, {}};
  Quantity acquisition_cost{std::nullopt, Unit::money, {}};
  Quantity clv_to_cac{std::nullopt, Unit::score, {}};
  Quantity payback_months{std::nullopt, Unit::months, {}};
  Quantity retention_cost{std::nullopt, Unit::money, {}};
  Quantity clv_to_retention_cost{std::nullopt, Unit::score, {}};
};

std::vector<Fact> listed(const ValueFacts& f) {
  return {{"average_purchase_value", f.average_purchase_value},
          {"purchase_frequency", f.purchase_frequency},
          {"arpa", f.arpa},
          {"monthly_churn", f.monthly_churn},
          {"lifespan", f.lifespan},
          {"lifespan_by_method", f.lifespan_by_method},
          {"customers", f.customers},
          {"purchases", f.purchases},
          {"customer_months", f.customer_months},
          {"revenue", f.revenue},
          {"refunds", f.refunds},
          {"lost", f.lost},
          {"exposed", f.exposed},
          {"margin", f.margin},
          {"acquisition_cost", f.acquisition_cost},
          {"clv_to_cac", f.clv_to_cac},
          {"payback_months", f.payback_months},
          {"retention_cost", f.retention_cost},
          {"clv_to_retention_cost", f.clv_to_retention_cost}};
}

Quantity money(Int128 atoms, Currency currency) {
  return {reduced(atoms, Decimal::unit), Unit::money, currency};
}

Quantity months(const Ratio& number) { return {number, Unit::months, {}}; }

std::string_view name_of(LifespanMethod method) {
  switch (method) {
    case LifespanMethod::kaplan_meier:
      return "kaplan_meier";
    case LifespanMethod::first_to_last_purchase:
      return "first_to_last_purchase";
    case LifespanMethod::given:
      break;
  }
  return "given";
}

/// What a value is the product of.
struct Parts {
  std::optional<Exact> monthly;  ///< money that a customer brings in a month
  std::optional<Exact> lifespan;
  std::string reason;  ///< why one of them is missing
};

std::optional<Exact> product(const std::optional<Exact>& a, const std::optional<Exact>& b) {
  if (!a || !b) return std::nullopt;
  return *a * *b;
}

/// a / b; absent where b is not above 0, or where it takes more than 38 digits.
std::optional<Ratio> quotient(const std::optional<Exact>& a, const std::optional<Exact>& b) {
  if (!a || !b || *b <= 0) return std::nullopt;
  return nearest_ratio(*a / *b);
}

std::optional<Exact> exact_if(const std::optional<Ratio>& ratio) {
  if (!ratio) return std::nullopt;
  return exact(*ratio);
}

/// The value, and the facts that compare it with what a customer costs.
void compare(const Parts& parts, const ValueTerms& terms, Currency currency, ValueFacts& facts,
             Result& result) {
  const Exact margin = terms.margin ? exact(*terms.margin) : Exact{1};
  const auto monthly = product(parts.monthly, margin);
  const auto value = product(monthly, parts.lifespan);
  result.value = {std::nullopt, Unit::money, currency};
  if (value) {
    result.value.amount = rounded(*value);
    if (!result.value.amount) {
      throw Error(ErrorCode::failed, "",
                  "the value takes more than 38 digits; csm stops rather than print a wrong one");
    }
  }
  result.reason = value ? "" : parts.reason;
  result.interval_reason = "sums and ratios of money are a census, not a sample";
  facts.margin.amount = terms.margin;
  if (terms.acquisition_cost) {
    const Ratio cost = terms.acquisition_cost->ratio();
    facts.acquisition_cost = {cost, Unit::money, currency};
    facts.clv_to_cac.amount = quotient(value, exact(cost));
    facts.payback_months.amount = quotient(exact(cost), monthly);
  }
  if (terms.retention_cost) {
    facts.retention_cost = {terms.retention_cost, Unit::money, currency};
    facts.clv_to_retention_cost.amount = quotient(value, exact(*terms.retention_cost));
  }
}

std::string times_margin(const ValueFacts& facts) {
  return facts.margin.amount ? fmt::format(" x {} margin", to_text(facts.margin)) : "";
}

void tell_comparisons(const ValueFacts& facts, std::vector<Paragraph>& story) {
  const std::string back = facts.payback_months.amount
                               ? fmt::format("earned back in {}", to_text(facts.payback_months))
                               : "";
  if (facts.clv_to_cac.amount) {
    story.emplace_back(fmt::format("{} times the acquisition cost of {}{}{}",
                                   to_text(facts.clv_to_cac), to_text(facts.acquisition_cost),
                                   back.empty() ? "" : ", ", back));
  } else if (facts.acquisition_cost.amount) {
    story.emplace_back(fmt::format("the acquisition cost is {}{}{}",
                                   to_text(facts.acquisition_cost), back.empty() ? "" : ", ",
                                   back));
  }
  if (facts.clv_to_retention_cost.amount) {
    story.emplace_back(fmt::format("{} times the retention cost of {} a customer",
                                   to_text(facts.clv_to_retention_cost),
                                   to_text(facts.retention_cost)));
  } else if (facts.retention_cost.amount) {
    story.emplace_back(
        fmt::format("the retention cost is {} a customer", to_text(facts.retention_cost)));
  }
}

void tell_factors(const ValueFacts& facts, const Result& result, std::vector<Paragraph>& story) {
  if (!result.value.amount) return;
  story.emplace_back(fmt::format(
      "{} a purchase x {} purchases a month x {}{}", to_text(facts.average_purchase_value),
      to_text(facts.purchase_frequency), to_text(facts.lifespan), times_margin(facts)));
}

void tell_purchases(const PurchaseTally& tally, const ValueFacts& facts,
                    std::vector<Paragraph>& story) {
  story.emplace_back(
      fmt::format("{} by {} in {} customer-months", with_noun(tally.purchases, "purchase"),
                  with_noun(tally.customers, "customer"), to_number(facts.customer_months)));
  std::string line = to_text(facts.revenue) + " of revenue";
  if (tally.refunds > 0) line += fmt::format(" after {} of refunds", to_text(facts.refunds));
  story.emplace_back(line);
}

void tell_subscriptions(const SubscriptionTally& tally, const ValueFacts& facts, Result& result) {
  std::vector<Paragraph>& story = result.story;
  if (result.value.amount) {
    story.emplace_back(fmt::format("{} a customer and month / {} churn a month{}",
                                   to_text(facts.arpa), to_text(facts.monthly_churn),
                                   times_margin(facts)));
  }
  story.emplace_back(
      fmt::format("{} {} {} a month at the end", with_noun(tally.customers, "customer"),
                  tally.customers == 1 ? "pays" : "pay",
                  to_text({monthly(tally.annual), Unit::money, result.value.currency})));
  story.emplace_back(fmt::format("{} left in the 6 months before the last, of {} at their starts",
                                 with_noun(tally.lost, "customer"),
                                 to_text(Quantity::count(tally.exposed))));
}

std::string reason_of(const PurchaseTally& tally, const Lifespan& lifespan) {
  if (tally.purchases == 0) return "there were no purchases";
  if (tally.days == 0) return "nobody was a customer on any day";
  return lifespan.reason;
}

std::string reason_of(const SubscriptionTally& tally) {
  if (tally.customers == 0) return "nobody pays at the end";
  if (tally.exposed == 0) return "nobody was there in the 6 months before the last to leave";
  return "nobody left in the 6 months before the last, so nothing says how long customers stay";
}

}  // namespace

void PurchaseTally::add(const PurchaseFact& fact, std::int64_t n) {
  customers += fact.is_customer ? n : 0;
  days += fact.days * n;
  purchases += fact.purchases * n;
  revenue = checked_add(revenue, checked_multiply(fact.revenue, n));
  refunds = checked_add(refunds, checked_multiply(fact.refunds, n));
  if (!fact.is_customer || !fact.bought_for) return;
  buyers += n;
  bought_days += *fact.bought_for * n;
}

void PurchaseTally::merge(const PurchaseTally& other) {
  customers += other.customers;
  days += other.days;
  purchases += other.purchases;
  revenue = checked_add(revenue, other.revenue);
  refunds = checked_add(refunds, other.refunds);
  buyers += other.buyers;
  bought_days += other.bought_days;
}

void SubscriptionTally::add(const SubscriberFact& fact, std::int64_t n) {
  annual = checked_add(annual, checked_multiply(fact.annual, n));
  customers += fact.annual > 0 ? n : 0;
  lost += fact.lost * n;
  exposed += fact.exposed * n;
}

void SubscriptionTally::merge(const SubscriptionTally& other) {
  annual = checked_add(annual, other.annual);
  customers += other.customers;
  lost += other.lost;
  exposed += other.exposed;
}

Result finish(const PurchaseTally& t, const Lifespan& lifespan, const ValueTerms& terms,
              Currency currency) {
  ValueFacts facts;
  facts.customers = Quantity::count(t.customers);
  facts.purchases = Quantity::count(t.purchases);
  facts.revenue = money(t.revenue, currency);
  facts.refunds = money(t.refunds, currency);
  facts.customer_months = months(reduced(Int128{12} * t.days, days_a_year));
  facts.lifespan.amount = lifespan.months;
  if (lifespan.months) {
    facts.lifespan_by_method = {{std::string(name_of(lifespan.method)), facts.lifespan}};
  }
  facts.average_purchase_value.currency = currency;
  if (t.purchases > 0) {
    facts.average_purchase_value.amount =
        reduced(t.revenue, checked_multiply(Decimal::unit, t.purchases));
  }
  if (t.days > 0) {
    facts.purchase_frequency.amount =
        reduced(Int128{days_a_year} * t.purchases, Int128{12} * t.days);
  }
  const Parts parts{product(exact_if(facts.average_purchase_value.amount),
                            exact_if(facts.purchase_frequency.amount)),
                    exact_if(lifespan.months), reason_of(t, lifespan)};
  Result result;
  compare(parts, terms, currency, facts, result);
  result.facts = listed(facts);
  tell_factors(facts, result, result.story);
  tell_purchases(t, facts, result.story);
  tell_comparisons(facts, result.story);
  return result;
}

Result finish(const ValueFactors& factors, const ValueTerms& terms, Currency currency) {
  ValueFacts facts;
  facts.average_purchase_value = {factors.purchase_value, Unit::money, currency};
  facts.purchase_frequency.amount = factors.frequency;
  facts.lifespan.amount = factors.lifespan;
  facts.lifespan_by_method = {{std::string(name_of(LifespanMethod::given)), facts.lifespan}};
  Result result;
  compare({exact(factors.purchase_value) * exact(factors.frequency), exact(factors.lifespan), ""},
          terms, currency, facts, result);
  result.facts = listed(facts);
  tell_factors(facts, result, result.story);
  tell_comparisons(facts, result.story);
  return result;
}

Result finish(const SubscriptionTally& t, const ValueTerms& terms, Currency currency) {
  ValueFacts facts;
  facts.customers = Quantity::count(t.customers);
  facts.lost = Quantity::count(t.lost);
  facts.exposed = Quantity::count(t.exposed);
  facts.monthly_churn = Quantity::share(t.lost, t.exposed);
  facts.arpa.currency = currency;
  if (t.customers > 0) {
    const Ratio mrr = monthly(t.annual);
    facts.arpa.amount = reduced(mrr.num, checked_multiply(mrr.den, t.customers));
  }
  if (t.lost > 0) facts.lifespan.amount = reduced(t.exposed, t.lost);
  Result result;
  compare({exact_if(facts.arpa.amount), exact_if(facts.lifespan.amount), reason_of(t)}, terms,
          currency, facts, result);
  result.facts = listed(facts);
  tell_subscriptions(t, facts, result);
  tell_comparisons(facts, result.story);
  return result;
}

}  // namespace csm
