#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "csm/metrics/cohorts.hpp"

namespace csm {
namespace {

using std::chrono::year_month_day;

/// Months since the beginning of year 0.
int month_number(const year_month_day& day) {
  return 12 * static_cast<int>(day.year()) + static_cast<int>(static_cast<unsigned>(day.month())) -
         1;
}

}  // namespace

int CohortGrain::cohort_of(Date joined_on) const {
  return month_number(year_month_day{joined_on}) / months;
}

std::string CohortGrain::label(int cohort) const {
  const int month = cohort * months;
  if (months == 12) return fmt::format("{:04}", month / 12);
  if (months == 3) return fmt::format("{:04}-Q{}", month / 12, month % 12 / 3 + 1);
  return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

std::string_view CohortGrain::name() const {
  return months == 12 ? "year" : months == 3 ? "quarter" : "month";
}

int CohortGrain::age_on(Date joined_on, Date day) const {
  if (day == never) return std::numeric_limits<int>::max() / 2;
  const year_month_day from{joined_on};
  const year_month_day to{day};
  int whole_months = month_number(to) - month_number(from);
  const year_month_day last{to.year() / to.month() / std::chrono::last};
  if (to.day() < std::min(from.day(), last.day())) --whole_months;
  return whole_months / months;
}

void Cohort::merge(const Cohort& other) {
  customers += other.customers;
  newest_joining = std::max(newest_joining, other.newest_joining);
  at_first = checked_add(at_first, other.at_first);
  changes.resize(std::max(changes.size(), other.changes.size()));
  for (std::size_t age = 0; age < other.changes.size(); ++age) {
    changes[age] = checked_add(changes[age], other.changes[age]);
  }
}

std::vector<Int128> Cohort::by_age(int last) const {
  std::vector<Int128> there = {at_first};
  Int128 sum = 0;
  for (std::size_t age = 1; age <= static_cast<std::size_t>(last); ++age) {
    if (age < changes.size()) sum = checked_add(sum, changes[age]);
    there.push_back(sum);
  }
  return there;
}

void CohortTally::add(const CohortFact& fact, std::int64_t n) {
  if (n == 0) return;
  Cohort& cohort = cohorts[fact.cohort];
  cohort.customers += n;
  cohort.newest_joining = std::max(cohort.newest_joining, fact.joined_on);
  cohort.at_first = checked_add(cohort.at_first, checked_multiply(fact.at_first, n));
  for (const AgeChange& change : fact.changes) {
    if (change.age > last_age) continue;
    const auto age = static_cast<std::size_t>(change.age);
    if (age >= cohort.changes.size()) cohort.changes.resize(age + 1);
    cohort.changes[age] = checked_add(cohort.changes[age], checked_multiply(change.amount, n));
  }
  lifetimes.add_service(fact.joined_on, fact.left_on, fact.known_until, n);
}

void CohortTally::merge(const CohortTally& other) {
  for (const auto& [number, cohort] : other.cohorts) cohorts[number].merge(cohort);
  lifetimes.merge(other.lifetimes);
}

}  // namespace csm
