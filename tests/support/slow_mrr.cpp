#include "slow_mrr.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "slow_price.hpp"
#include "slow_subscription.hpp"

namespace csm::slow {

namespace {

struct PricedRow {
  Subscription subscription;
  Price price;
};

/// The monthly revenue of one row just before t.
Rational revenue_just_before(const PricedRow& row, int t) {
  if (!is_active_just_before(row.subscription, t)) return Rational(0);
  // "`paused` rows are 0 ...; the customer stays"
  if (is_paused_just_before(row.subscription, t)) return Rational(0);
  return row.price.per_month;
}

/// What a customer has in one currency.
struct Account {
  Rational opening = 0;
  Rational closing = 0;
  bool is_paused_at_opening = false;
  bool is_paused_at_closing = false;
  bool has_paid_before = false;
};

Account look_at(const std::vector<PricedRow>& rows, const MrrOptions& options) {
  Account account;
  for (const auto& row : rows) {
    const Subscription& dates = row.subscription;
    account.opening += revenue_just_before(row, options.begin);
    account.closing += revenue_just_before(row, options.end);
    if (is_active_just_before(dates, options.begin) && is_paused_just_before(dates, options.begin))
      account.is_paused_at_opening = true;
    if (is_active_just_before(dates, options.end) && is_paused_just_before(dates, options.end))
      account.is_paused_at_closing = true;
    // "no row with an amount above 0 began before `begin`"; one-off rows do not recur
    if (row.price.is_recurring && row.price.amount > 0 && dates.start < options.begin)
      account.has_paid_before = true;
  }
  return account;
}

void add_movement(const Account& account, MrrFigures& figures) {
  const Rational& o = account.opening;
  const Rational& c = account.closing;
  if (o > 0 && c == 0 && !account.is_paused_at_closing) {
    // "`churned` o > 0 = c and not paused at closing"
    figures.churned += o;
    ++figures.churned_customers;
  } else if (c < o) {
    // "`contraction` other c < o"
    figures.contraction += o - c;
    ++figures.contraction_customers;
  } else if (o == 0 && c > 0 && !account.is_paused_at_opening && !account.has_paid_before) {
    // "`new` 0 = o < c, not paused at opening, and no row with an amount above 0 began before
    // `begin`"
    figures.new_money += c;
    ++figures.new_customers;
  } else if (o == 0 && c > 0 && !account.is_paused_at_opening) {
    // "`reactivation` 0 = o < c, not paused at opening, otherwise"
    figures.reactivation += c;
    ++figures.reactivation_customers;
  } else if (c > o) {
    // "`expansion` other c > o"
    figures.expansion += c - o;
    ++figures.expansion_customers;
  }
}

MrrFigures figures_of(const std::vector<Account>& accounts) {
  MrrFigures figures;
  Rational closing_of_those_at_opening = 0;
  Rational least = 0;
  for (const auto& account : accounts) {
    figures.opening += account.opening;
    figures.mrr += account.closing;
    if (account.closing > 0) ++figures.customers;  // "`customers` (c > 0)"
    if (account.opening > 0) closing_of_those_at_opening += account.closing;
    least += std::min(account.opening, account.closing);
    add_movement(account, figures);
  }
  figures.arr = 12 * figures.mrr;
  figures.net_new = figures.mrr - figures.opening;
  figures.arpa = share_of(figures.mrr, figures.customers);
  // "`nrr` = sum of c over customers with o > 0 / sum of o, `grr` = sum of min(o, c) / sum of o,
  // `gross_churn_rate` = 1 - grr, `net_churn_rate` = 1 - nrr"
  figures.nrr = share_of(closing_of_those_at_opening, figures.opening);
  figures.grr = share_of(least, figures.opening);
  if (figures.grr) figures.gross_churn_rate = Rational(1 - *figures.grr);
  if (figures.nrr) figures.net_churn_rate = Rational(1 - *figures.nrr);
  // "`quick_ratio` = (new + reactivation + expansion) / (contraction + churned)"
  figures.quick_ratio = share_of(figures.new_money + figures.reactivation + figures.expansion,
                                 figures.contraction + figures.churned);
  return figures;
}

using Rows = std::vector<PricedRow>;
/// The rows of each customer of one currency.
using Customers = std::map<std::string, Rows>;

MrrFigures mrr_with_movements(const Customers& customers, const MrrOptions& options) {
  std::vector<Account> accounts;
  Rational past_due = 0;
  for (const auto& [id, rows] : customers) {
    accounts.push_back(look_at(rows, options));
    for (const auto& row : rows) {
      if (row.subscription.status == "past_due") past_due += revenue_just_before(row, options.end);
    }
  }
  MrrFigures figures = figures_of(accounts);
  figures.past_due = past_due;
  return figures;
}

/// Whether `day` is the start or an anniversary of it in steps of so many years; 29 February is
/// billed on 28 February in other years.
bool is_billing_day(int day, int start, int years) {
  const std::string day_text = format_day(day);
  const std::string start_text = format_day(start);
  const int passed = std::stoi(day_text.substr(0, 4)) - std::stoi(start_text.substr(0, 4));
  if (passed < 0 || passed % years != 0) return false;
  std::string anniversary = day_text.substr(0, 4) + start_text.substr(4);
  if (!parse_day(anniversary)) anniversary = day_text.substr(0, 4) + "-02-28";
  return day_text == anniversary;
}

/// "counts a yearly amount whole in the month it is billed and nothing in the others"
Rational billed_in_period(const PricedRow& row, const MrrOptions& options) {
  Rational billed = 0;
  for (int day = options.begin; day < options.end; ++day) {
    // start <= day < end is active just before the next day; so with pauses
    const bool is_served = is_active_just_before(row.subscription, day + 1) &&
                           !is_paused_just_before(row.subscription, day + 1);
    if (is_served && is_billing_day(day, row.subscription.start, row.price.years))
      billed += row.price.per_interval;
  }
  return billed;
}

MrrFigures mrr_when_billed(const Customers& customers, const MrrOptions& options) {
  MrrFigures figures;
  for (const auto& [id, rows] : customers) {
    Rational revenue = 0;
    for (const auto& row : rows) {
      const bool is_yearly = row.price.years > 0;
      revenue += is_yearly ? billed_in_period(row, options) : revenue_just_before(row, options.end);
    }
    figures.mrr += revenue;
    if (revenue > 0) ++figures.customers;
  }
  return figures;
}

}  // namespace

std::map<std::string, MrrFigures> slow_mrr(const Table& table, const MrrOptions& options) {
  std::map<std::string, Customers> currencies;
  long not_customers = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto subscription = read_subscription(table, row, options.end_included);
    const auto price = read_price(table, row);
    if (!subscription || !price) continue;
    Customers& customers = currencies[price->currency];
    if (!subscription->is_customer) {
      ++not_customers;
      continue;
    }
    const std::string id =
        options.assume_unique ? "row " + std::to_string(row) : subscription->customer_id;
    customers[id].push_back(PricedRow{*subscription, *price});
  }
  std::map<std::string, MrrFigures> result;
  for (const auto& [currency, customers] : currencies) {
    MrrFigures figures = options.annual_when_billed ? mrr_when_billed(customers, options)
                                                    : mrr_with_movements(customers, options);
    figures.bad = count_bad_mrr_rows(table, options.end_included);
    figures.not_customers = not_customers;
    result[currency] = figures;
  }
  return result;
}

bool is_bad_mrr_row(const Table& table, std::size_t row, bool end_included) {
  return !read_subscription(table, row, end_included) || !read_price(table, row);
}

long count_bad_mrr_rows(const Table& table, bool end_included) {
  long bad = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (is_bad_mrr_row(table, row, end_included)) ++bad;
  }
  return bad;
}

}  // namespace csm::slow
