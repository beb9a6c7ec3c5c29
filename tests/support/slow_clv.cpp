#include "slow_clv.hpp"

#include <algorithm>
#include <set>

#include "slow_churn.hpp"
#include "slow_clv_rows.hpp"
#include "slow_mrr.hpp"
#include "slow_price.hpp"
#include "slow_retention_cost.hpp"

namespace csm::slow {

namespace {

Rational months_of(const Rational& days) { return Rational(days * 12 / 365); }

/// The lifespan in months "over customers: duration = days from first start to last end (event)
/// or to known until + 1 (censored)"; an end behind that has not been seen yet.
Figure lifespan_by_services(const ClvRows& data, const Clv& clv) {
  std::vector<Lifetime> lifetimes;
  for (const auto& [customer, stay] : data.stays) {
    const int behind = *clv.known_until + 1;
    if (stay.start > behind) continue;  // begins behind what is known
    const bool has_ended = stay.end && *stay.end <= behind;
    lifetimes.push_back({(has_ended ? *stay.end : behind) - stay.start, has_ended});
  }
  const Figure days = slow_restricted_mean(lifetimes);
  if (!days) return std::nullopt;
  return months_of(*days);
}

/// One customer's purchases in one currency.
using Orders = std::map<std::string, std::vector<ClvPurchase>>;

/// When a customer's months begin; nothing of who neither bought nor was served.
std::optional<int> start_of(const std::vector<ClvPurchase>& purchases, const Stay* stay) {
  std::optional<int> start;
  if (stay != nullptr) start = stay->start;
  for (const ClvPurchase& purchase : purchases) {
    if (purchase.is_refund()) continue;
    start = start ? std::min(*start, purchase.day) : purchase.day;
  }
  return start;
}

bool has_bought(const std::vector<ClvPurchase>& purchases) {
  return std::any_of(purchases.begin(), purchases.end(),
                     [](const ClvPurchase& purchase) { return !purchase.is_refund(); });
}

bool is_within(int day, const Days& period) { return period.begin <= day && day < period.end; }

long count_purchases(const std::vector<ClvPurchase>& purchases, const Days& period,
                     bool merge_days) {
  long count = 0;
  std::set<int> days;
  for (const ClvPurchase& purchase : purchases) {
    if (purchase.is_refund() || !is_within(purchase.day, period)) continue;
    ++count;
    days.insert(purchase.day);
  }
  return merge_days ? static_cast<long>(days.size()) : count;
}

/// What of [start, end) lies in the period, day by day.
long days_in(const Days& period, int start, std::optional<int> end) {
  long days = 0;
  for (int day = period.begin; day < period.end; ++day) {
    if (day >= start && (!end || day < *end)) ++days;
  }
  return days;
}

int days_from_first_to_last(const std::vector<ClvPurchase>& purchases) {
  std::optional<int> first;
  std::optional<int> last;
  for (const ClvPurchase& purchase : purchases) {
    if (purchase.is_refund()) continue;
    first = first ? std::min(*first, purchase.day) : purchase.day;
    last = last ? std::max(*last, purchase.day) : purchase.day;
  }
  return first ? *last - *first : 0;
}

struct Sums {
  Rational revenue = 0;
  Rational refunds = 0;
  long purchases = 0;
  long customers = 0;
  long days = 0;
  Rational days_first_to_last = 0;
};

Sums sums_of(const Orders& orders, const ClvRows& data, const Days& period, bool merge_days,
             bool is_sole_currency) {
  Sums sums;
  for (const auto& [customer, purchases] : orders) {
    for (const ClvPurchase& purchase : purchases) {
      if (!is_within(purchase.day, period)) continue;
      sums.revenue += purchase.amount;
      if (purchase.is_refund()) sums.refunds -= purchase.amount;
    }
    sums.purchases += count_purchases(purchases, period, merge_days);
    const auto found = data.stays.find(customer);
    const Stay* stay = found == data.stays.end() ? nullptr : &found->second;
    const auto start = start_of(purchases, stay);
    if (!start) continue;
    // "customers and months then are those with a purchase in that currency"
    if (!is_sole_currency && !has_bought(purchases)) continue;
    const long days = days_in(period, *start, stay == nullptr ? std::nullopt : stay->end);
    if (days == 0) continue;
    ++sums.customers;
    sums.days += days;
    sums.days_first_to_last += days_from_first_to_last(purchases);
  }
  return sums;
}

Figure times(const Figure& one, const Figure& other) {
  if (!one || !other) return std::nullopt;
  return Rational(*one * *other);
}

Figure divided(const Figure& one, const Figure& other) {
  if (!one || !other) return std::nullopt;
  return share_of(*one, *other);
}

/// Absent where the other is not above 0.
Figure multiple_of(const Figure& one, const Figure& other) {
  if (!one || !other || *other <= 0) return std::nullopt;
  return Rational(*one / *other);
}

/// "`--margin` multiplies. `--acquisition-cost` adds CLV / CAC and payback months = CAC / (monthly
/// value a customer x margin)"; nothing is a multiple of what costs nothing, and what earns nothing
/// is never earned back
void add_margin_and_cost(const ClvOptions& options, const Figure& monthly, ClvFigures& figures) {
  if (options.margin) {
    figures.facts["margin"] = *options.margin;
    figures.value = times(figures.value, options.margin);
  }
  if (!options.acquisition_cost) return;
  figures.facts["acquisition_cost"] = *options.acquisition_cost;
  figures.facts["clv_to_cac"] = multiple_of(figures.value, options.acquisition_cost);
  const Figure earned = times(monthly, options.margin ? options.margin : Figure(1));
  figures.facts["payback_months"] = multiple_of(options.acquisition_cost, earned);
}

/// "retention cost = costs of the period / (opening + joined of the services, or without services
/// the customers counted)"
void add_retention_cost(const ClvTables& tables, const ClvOptions& options, const ClvRows& data,
                        const Clv& clv, const std::string& currency, ClvFigures& figures) {
  if (tables.costs == nullptr) return;
  Figure base = figures.facts["customers"];
  if (tables.services != nullptr) {
    const ChurnFigures churn = slow_churn(
        data.services,
        {clv.period->begin, clv.period->end, options.end_included, options.assume_unique});
    base = Rational(churn.opening + churn.joined);
  }
  const auto costs = slow_retention_costs(*tables.costs, {clv.period, {}}).by_currency;
  const auto found = costs.find(currency);
  Figure cost;
  if (found != costs.end()) cost = found->second.cost;
  figures.facts["retention_cost"] = divided(cost, base);
  figures.facts["clv_to_retention_cost"] =
      multiple_of(figures.value, figures.facts["retention_cost"]);
}

ClvFigures by_purchases(const Sums& sums, const ClvOptions& options, const Figure& of_services,
                        bool has_services) {
  ClvFigures figures;
  auto& facts = figures.facts;
  const Rational months = months_of(sums.days);
  facts["revenue"] = sums.revenue;
  facts["refunds"] = sums.refunds;
  facts["customers"] = Rational(sums.customers);
  facts["purchases"] = Rational(sums.purchases);
  facts["customer_months"] = months;
  facts["average_purchase_value"] = share_of(sums.revenue, sums.purchases);
  facts["purchase_frequency"] = share_of(sums.purchases, months);
  if (options.lifespan) {
    facts["lifespan"] = options.lifespan;
    figures.lifespan_method = "given";
  } else if (has_services) {
    facts["lifespan"] = of_services;
    figures.lifespan_method = "kaplan_meier";
  } else {
    // where nobody bought on two days nothing says how long customers stay
    if (sums.days_first_to_last > 0)
      facts["lifespan"] = share_of(months_of(sums.days_first_to_last), sums.customers);
    figures.lifespan_method = "first_to_last_purchase";
  }
  figures.value =
      times(times(facts["average_purchase_value"], facts["purchase_frequency"]), facts["lifespan"]);
  add_margin_and_cost(options, share_of(sums.revenue, months), figures);
  return figures;
}

/// "distinct ids in the purchases or, where given, in the services file"; "customers only in the
/// services file count ... only where there is a single currency"
std::map<std::string, Orders> orders_by_currency(const ClvRows& data) {
  std::map<std::string, Orders> by_currency;
  for (const ClvPurchase& purchase : data.purchases) {
    by_currency[purchase.currency][purchase.customer].push_back(purchase);
  }
  if (by_currency.size() == 1) {
    for (const auto& [customer, stay] : data.stays) by_currency.begin()->second[customer];
  }
  return by_currency;
}

void add_by_purchases(const ClvTables& tables, const ClvOptions& options, const ClvRows& data,
                      Clv& clv) {
  for (const ClvPurchase& purchase : data.purchases) {
    if (!is_within(purchase.day, *clv.period)) {
      ++clv.outside;
      continue;
    }
    const auto stay = data.stays.find(purchase.customer);
    const bool has_left = stay != data.stays.end() && stay->second.end;
    if (has_left && !purchase.is_refund() && purchase.day >= *stay->second.end) ++clv.after_leaving;
  }
  const Figure of_services = lifespan_by_services(data, clv);
  const auto by_currency = orders_by_currency(data);
  for (const auto& [currency, orders] : by_currency) {
    const Sums sums =
        sums_of(orders, data, *clv.period, options.merge_days, by_currency.size() == 1);
    ClvFigures figures = by_purchases(sums, options, of_services, tables.services != nullptr);
    add_retention_cost(tables, options, data, clv, currency, figures);
    clv.by_currency[currency] = figures;
  }
}

/// "the 6 calendar months before the one that holds the period's last day"
std::vector<Days> six_months_before(const Days& period) {
  std::vector<Days> months;
  int day = month_of(period.end - 1).begin - 1;
  for (int i = 0; i < 6; ++i) {
    months.push_back(month_of(day));
    day = months.back().begin - 1;
  }
  return months;
}

Table of_currency(const Table& services, const std::string& currency) {
  Table table{services.header, {}};
  for (std::size_t row = 0; row < services.rows.size(); ++row) {
    if (read_price(services, row)->currency == currency) table.rows.push_back(services.rows[row]);
  }
  return table;
}

void add_by_subscriptions(const ClvTables& tables, const ClvOptions& options, const ClvRows& data,
                          Clv& clv) {
  const auto mrr = slow_mrr(data.services, {clv.period->begin, clv.period->end,
                                            options.end_included, options.assume_unique});
  for (const auto& [currency, revenue] : mrr) {
    long lost = 0;
    long exposed = 0;
    for (const Days& month : six_months_before(*clv.period)) {
      const ChurnFigures churn =
          slow_churn(of_currency(data.services, currency),
                     {month.begin, month.end, options.end_included, options.assume_unique});
      lost += churn.churned_existing;
      exposed += churn.opening;
    }
    ClvFigures figures;
    figures.facts["arpa"] = revenue.arpa;
    figures.facts["customers"] = Rational(revenue.customers);
    figures.facts["lost"] = Rational(lost);
    figures.facts["exposed"] = Rational(exposed);
    figures.facts["monthly_churn"] = share_of(lost, exposed);
    figures.facts["lifespan"] = share_of(exposed, lost);
    figures.value = divided(revenue.arpa, figures.facts["monthly_churn"]);
    add_margin_and_cost(options, revenue.arpa, figures);
    add_retention_cost(tables, options, data, clv, currency, figures);
    clv.by_currency[currency] = figures;
  }
}

}  // namespace

Clv slow_clv(const ClvTables& tables, const ClvOptions& options) {
  Clv clv;
  const ClvRows data = read_clv_rows(tables, options, clv);
  if (!clv.period) return clv;
  if (options.by_subscription) {
    add_by_subscriptions(tables, options, data, clv);
  } else {
    add_by_purchases(tables, options, data, clv);
  }
  return clv;
}

}  // namespace csm::slow
