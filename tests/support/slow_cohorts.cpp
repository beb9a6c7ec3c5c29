#include "slow_cohorts.hpp"

#include <algorithm>
#include <cmath>

#include "slow_mrr.hpp"
#include "slow_price.hpp"
#include "slow_subscription.hpp"

namespace csm::slow {

namespace {

struct Row {
  Subscription service;
  Price price;
};
using Rows = std::vector<Row>;

/// "2026-05", "2026-Q2" or "2026".
std::string name_of_cohort(int day, int months) {
  const std::string iso = format_day(day);
  if (months == 12) return iso.substr(0, 4);
  if (months == 1) return iso.substr(0, 7);
  return iso.substr(0, 4) + "-Q" + std::to_string((std::stoi(iso.substr(5, 2)) + 2) / 3);
}

bool is_here(const Rows& rows, int t) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Row& row) { return is_active_just_before(row.service, t); });
}

Rational paid_just_before(const Rows& rows, int t) {
  Rational sum = 0;
  for (const Row& row : rows) {
    const bool counts =
        is_active_just_before(row.service, t) && !is_paused_just_before(row.service, t);
    if (counts) sum += row.price.per_month;
  }
  return sum;
}

int joining_of(const Rows& rows) {
  int first = rows[0].service.start;
  for (const Row& row : rows) first = std::min(first, row.service.start);
  return first;
}

/// "from joining to the end of the last service, censored at known until"
Lifetime lifetime_of(const Rows& rows, int known_until) {
  const int behind = known_until + 1;
  const int joined_on = joining_of(rows);
  int last_end = joined_on;
  for (const Row& row : rows) last_end = std::max(last_end, row.service.end.value_or(behind + 1));
  const bool has_ended = last_end <= behind;
  return {(has_ended ? last_end : behind) - joined_on, has_ended};
}

/// The median and its interval, S exact.
void find_median(CohortsFigures& figures) {
  std::vector<int> times;
  for (const Lifetime& lifetime : figures.lifetimes) times.push_back(lifetime.days);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  constexpr double z = 1.959963984540054;
  const double half_on_scale = std::log(-std::log(0.5));
  Rational survival = 1;
  double greenwood = 0;
  for (const int time : times) {
    long at_risk = 0;
    long ended = 0;
    for (const Lifetime& lifetime : figures.lifetimes) {
      if (lifetime.days >= time) ++at_risk;
      if (lifetime.days == time && lifetime.has_ended) ++ended;
    }
    survival *= Rational(at_risk - ended, at_risk);
    const double left = static_cast<double>(at_risk - ended);
    if (left > 0) greenwood += static_cast<double>(ended) / (static_cast<double>(at_risk) * left);
    const bool is_half = survival <= Rational(1, 2);
    if (is_half && !figures.median) figures.median = time;
    if (survival == 1) continue;
    if (survival == 0) {
      if (!figures.median_low) figures.median_low = time;
      continue;
    }
    const double log_survival = std::log(static_cast<double>(survival));
    const double on_scale = std::log(-log_survival);
    const double reach = z * std::sqrt(greenwood) / -log_survival;
    if (on_scale + reach >= half_on_scale && !figures.median_low) figures.median_low = time;
    if (on_scale - reach >= half_on_scale && !figures.median_high) figures.median_high = time;
  }
}

CohortsFigures figures_of(const std::vector<Rows>& customers, int known_until,
                          const CohortsOptions& options) {
  CohortsFigures figures;
  std::map<std::string, std::vector<Rows>> by_cohort;
  for (const Rows& rows : customers) {
    by_cohort[name_of_cohort(joining_of(rows), options.months)].push_back(rows);
    figures.lifetimes.push_back(lifetime_of(rows, known_until));
  }
  Rational after_a_year = 0;
  Rational before = 0;
  for (const auto& [name, members] : by_cohort) {
    CohortFigures& cohort = figures.cohorts[name];
    cohort.customers = static_cast<long>(members.size());
    for (int age = 0;; ++age) {
      Rational there = 0;
      bool is_known = true;
      for (const Rows& rows : members) {
        const int joined_on = joining_of(rows);
        const int t = months_after(joined_on, age * options.months);
        if (t > known_until) is_known = false;
        if (options.by_mrr) {
          there += paid_just_before(rows, age == 0 ? joined_on + 1 : t);
        } else if (age == 0 || is_here(rows, t)) {
          there += 1;
        }
      }
      if (!is_known) break;
      if (age == 0) cohort.at_first = there;
      cohort.by_age.push_back(there);
      cohort.shares.push_back(share_of(there, cohort.at_first));
      if (age * options.months == 12) {
        after_a_year += there;
        before += cohort.at_first;
      }
    }
  }
  figures.nrr = share_of(after_a_year, before);
  find_median(figures);
  return figures;
}

}  // namespace

int months_after(int day, int months) {
  const std::string iso = format_day(day);
  const int month = 12 * std::stoi(iso.substr(0, 4)) + std::stoi(iso.substr(5, 2)) - 1 + months;
  const auto two = [](int number) { return std::to_string(100 + number).substr(1); };
  const std::string first = std::to_string(month / 12) + "-" + two(month % 12 + 1) + "-";
  for (int number = std::stoi(iso.substr(8, 2));; --number) {
    if (const auto found = parse_day(first + two(number))) return *found;
  }
}

Cohorts slow_cohorts(const Table& table, const CohortsOptions& options) {
  Cohorts cohorts;
  const auto newest = options.by_mrr ? known_until_for_mrr(table, options.end_included)
                                     : known_until_for_churn(table, options.end_included);
  cohorts.known_until = options.as_of ? options.as_of : newest;
  std::map<std::string, std::map<std::string, Rows>> customers;  // by currency and id
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto service = read_subscription(table, i, options.end_included);
    const auto price = options.by_mrr ? read_price(table, i) : std::optional<Price>(Price{});
    const bool is_bad =
        options.by_mrr ? is_bad_mrr_row(table, i, options.end_included) : !service.has_value();
    if (is_bad) {
      ++cohorts.bad;
      continue;
    }
    const std::string currency = options.by_mrr ? price->currency : "";
    auto& of_currency = customers[currency];
    const bool pays = !options.by_mrr || (price->is_recurring && price->per_month > 0);
    if (!service->is_customer || !pays || service->start > *cohorts.known_until) {
      ++cohorts.not_counted;
      continue;
    }
    const std::string id = options.assume_unique ? std::to_string(i) : "id " + service->customer_id;
    of_currency[id].push_back({*service, *price});
  }
  for (const auto& [currency, by_id] : customers) {
    std::vector<Rows> counted;
    for (const auto& [id, rows] : by_id) {
      const int joined_on = joining_of(rows);
      const bool is_inside = !options.period || (options.period->begin <= joined_on &&
                                                 joined_on < options.period->end);
      const bool pays = !options.by_mrr || paid_just_before(rows, joined_on + 1) > 0;
      if (is_inside && pays) {
        counted.push_back(rows);
      } else {
        cohorts.not_counted += static_cast<long>(rows.size());
      }
    }
    cohorts.by_currency[currency] = figures_of(counted, *cohorts.known_until, options);
  }
  return cohorts;
}

}  // namespace csm::slow
