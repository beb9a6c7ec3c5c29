#include "support/slow_clv.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/random_purchases.hpp"
#include "support/random_tables.hpp"

using namespace csm::slow;

namespace {

/// One cell a word, a full stop for a blank one.
Table table_of(const std::string& header, const std::vector<std::string>& rows) {
  const auto words_of = [](const std::string& line) {
    std::vector<std::string> words(1);
    for (const char c : line) {
      if (c == ' ') {
        words.emplace_back();
      } else {
        words.back() += c;
      }
    }
    for (auto& word : words) {
      if (word == ".") word.clear();
    }
    return words;
  };
  Table table{words_of(header), {}};
  for (const auto& row : rows) table.rows.push_back(words_of(row));
  return table;
}

Table purchases_of(const std::vector<std::string>& rows) {
  return table_of("customer_id purchased_on amount", rows);
}

Table customers_of(const std::vector<std::string>& rows) {
  return table_of("customer_id started_on churned_on", rows);
}

const Days may{day_of("2026-05-01"), day_of("2026-06-01")};

}  // namespace

TEST_CASE("the curve of Kaplan and Meier falls at each end, by those who had stayed until then") {
  // 4 ends at 1 and 3; one goes out of sight at 2: 3/4, then 3/4 x 1/2
  const std::vector<Lifetime> lifetimes = {{1, true}, {2, false}, {3, true}, {4, false}};
  const auto curve = slow_survival(lifetimes);
  CHECK(curve.size() == 2);
  CHECK(curve.at(1) == Rational(3, 4));
  CHECK(curve.at(3) == Rational(3, 8));
  // 1 x 1 + 2 x 3/4 + 1 x 3/8
  CHECK(slow_restricted_mean(lifetimes) == Rational(23, 8));
  CHECK_FALSE(slow_restricted_mean({}));
  CHECK(slow_restricted_mean({{0, true}}) == Rational(0));
}

TEST_CASE("who ends on the day that another goes out of sight is at risk together with it") {
  const std::vector<Lifetime> lifetimes = {{2, true}, {2, false}, {5, true}};
  CHECK(slow_survival(lifetimes).at(2) == rounded_to(Rational(2, 3), 18));
  CHECK(slow_survival(lifetimes).at(5) == Rational(0));
}

// E. Freireich et al., "The effect of 6-mercaptopurine on the duration of steroid-induced
// remissions in acute leukemia", Blood 21, 1963: the 21 patients on 6-MP, weeks in remission.
TEST_CASE("the remissions under 6-MP") {
  std::vector<Lifetime> lifetimes;
  for (const int weeks : {6, 6, 6, 7, 10, 13, 16, 22, 23}) lifetimes.push_back({weeks, true});
  for (const int weeks : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
    lifetimes.push_back({weeks, false});
  }
  const auto curve = slow_survival(lifetimes);
  const std::vector<std::pair<int, int>> printed = {{6, 8571},  {7, 8067},  {10, 7529}, {13, 6902},
                                                    {16, 6275}, {22, 5378}, {23, 4482}};
  CHECK(curve.size() == printed.size());
  for (const auto& [weeks, survival] : printed) {
    CHECK(rounded_to(curve.at(weeks), 4) == Rational(survival, 10000));
  }
}

TEST_CASE("rounding takes the even one of two equally near") {
  CHECK(rounded_to(Rational(1, 8), 2) == Rational(12, 100));
  CHECK(rounded_to(Rational(3, 8), 2) == Rational(38, 100));
  CHECK(rounded_to(Rational(-1, 8), 2) == Rational(-12, 100));
  CHECK(rounded_to(Rational(-2, 3), 1) == Rational(-7, 10));
}

TEST_CASE("value, frequency and lifespan of purchases") {
  // May has 31 days. a: from before May, 31 days; b from 5-11, 21 days; c never bought: a refund
  const Table table =
      purchases_of({"a 2026-04-01 30", "a 2026-05-02 100", "a 2026-05-02 0", "b 2026-05-11 50",
                    "b 2026-05-21 50", "c 2026-05-03 -20", "d 2026-06-01 9"});
  ClvOptions options;
  options.period = may;
  auto clv = slow_clv({&table, nullptr, nullptr}, options);
  auto facts = clv.by_currency.at("").facts;
  CHECK(facts["revenue"] == Rational(180));
  CHECK(facts["refunds"] == Rational(20));
  CHECK(facts["purchases"] == Rational(4));
  CHECK(facts["customers"] == Rational(2));
  CHECK(facts["customer_months"] == Rational(52 * 12, 365));
  CHECK(facts["average_purchase_value"] == Rational(45));
  CHECK(facts["purchase_frequency"] == Rational(4 * 365, 52 * 12));
  // a: 31 days from the first to the last, b: 10
  CHECK(facts["lifespan"] == Rational(41 * 12, 365 * 2));
  CHECK(clv.by_currency.at("").value == Rational(180 * 41, 52 * 2));
  CHECK(clv.outside == 2);
  options.merge_days = true;
  clv = slow_clv({&table, nullptr, nullptr}, options);
  CHECK(clv.by_currency.at("").facts["purchases"] == Rational(3));
}

TEST_CASE("customers give the months, the lifetimes, and who never bought") {
  // known until 5-21. a: 05-01 to 05-11, 10 days; b: from 05-12, 10 days, still here; c 5-21, a day
  const Table table = purchases_of({"a 2026-05-02 40", "a 2026-05-20 60"});
  const Table customers = customers_of(
      {"a 2026-05-01 2026-05-05", "a 2026-05-08 2026-05-11", "b 2026-05-12 .", "c 2026-05-21 ."});
  const auto clv = slow_clv({&table, &customers, nullptr}, {});
  auto facts = clv.by_currency.at("").facts;
  CHECK(clv.period->begin == may.begin);
  CHECK(clv.period->end == day_of("2026-05-22"));
  CHECK(clv.after_leaving == 1);
  CHECK(facts["customers"] == Rational(3));
  CHECK(facts["customer_months"] == Rational(21 * 12, 365));
  // c unseen from day 1 on; at day 10 a ends of a and b
  CHECK(facts["lifespan"] == Rational(10 * 12, 365));
  CHECK(clv.by_currency.at("").value == Rational(100 * 10, 21));
}

TEST_CASE("who left on the newest day has ended, also where an end is the last day with service") {
  // a ends at 91 days, c at 47; b is still there at 120: 47 + 44 x 2/3 + 29 x 1/3
  const Table table = purchases_of({"a 2026-05-31 1"});
  const Table customers =
      customers_of({"a 2026-01-01 2026-04-01", "b 2026-02-01 .", "c 2026-04-15 2026-05-31"});
  ClvOptions options;
  options.end_included = true;
  auto facts = slow_clv({&table, &customers, nullptr}, options).by_currency.at("").facts;
  CHECK(rounded_to(*facts["lifespan"], 12) == rounded_to(Rational(86 * 12, 365), 12));
}

TEST_CASE("customers who never bought count where there is one currency") {
  const Table table = table_of("customer_id purchased_on amount currency",
                               {"a 2026-05-02 40 USD", "b 2026-05-20 60 EUR"});
  const Table customers = customers_of({"a 2026-05-01 .", "c 2026-05-02 ."});
  const auto clv = slow_clv({&table, &customers, nullptr}, {});
  CHECK(clv.by_currency.size() == 2);
  CHECK(clv.by_currency.at("USD").facts.at("customers") == Rational(1));
  CHECK(clv.by_currency.at("EUR").facts.at("customer_months") == Rational(12, 365));
}

TEST_CASE("revenue an account over the churn of the six months before") {
  // in May; N0 at the first of each month from November to April: 0 0 2 2 2 2 = 8, lost 1 in April
  const Table table = table_of("customer_id started_on churned_on mrr",
                               {"a 2025-12-31 . 60", "b 2026-01-01 2026-04-30 10",
                                "c 2026-05-09 . 40", "d 2025-12-31 2026-03-01 0"});
  ClvOptions options;
  options.by_subscription = true;
  options.period = may;
  options.margin = Rational(1, 2);
  options.acquisition_cost = Rational(100);
  auto clv = slow_clv({nullptr, &table, nullptr}, options).by_currency.at("");
  CHECK(clv.facts["arpa"] == Rational(50));
  CHECK(clv.facts["customers"] == Rational(2));
  // at the opening of Jan a d, Feb a b d, Mar a b d, Apr a b
  CHECK(clv.facts["exposed"] == Rational(10));
  CHECK(clv.facts["lost"] == Rational(2));
  CHECK(clv.facts["lifespan"] == Rational(5));
  CHECK(clv.value == Rational(125));
  CHECK(clv.facts["clv_to_cac"] == Rational(5, 4));
  CHECK(clv.facts["payback_months"] == Rational(4));
}

TEST_CASE("costs are set against all who were served") {
  const Table table = purchases_of({"a 2026-05-02 40", "b 2026-05-11 60"});
  const Table costs = table_of("spent_on amount", {"2026-05-02 50", "2026-06-02 50"});
  ClvOptions options;
  options.period = may;
  options.lifespan = Rational(24);
  auto clv = slow_clv({&table, nullptr, &costs}, options).by_currency.at("");
  CHECK(clv.facts["retention_cost"] == Rational(25));
  const Rational value(100 * 365 * 24, 51 * 12);
  CHECK(clv.value == value);
  CHECK(clv.facts["clv_to_retention_cost"] == Rational(value / 25));
  const Table customers = customers_of({"a 2026-04-01 .", "b 2026-05-01 2026-05-03",
                                        "c 2026-05-01 .", "d 2026-05-09 .", "e 2026-06-02 ."});
  clv = slow_clv({&table, &customers, &costs}, options).by_currency.at("");
  CHECK(clv.facts["retention_cost"] == Rational(50, 4));
}

TEST_CASE("where nobody bought on two days nothing says how long customers stay") {
  const Table table = purchases_of({"a 2026-05-02 40", "a 2026-05-02 1", "b 2026-05-03 9"});
  auto clv = slow_clv({&table, nullptr, nullptr}, {}).by_currency.at("");
  CHECK_FALSE(clv.facts["lifespan"]);
  CHECK_FALSE(clv.value);
}

TEST_CASE("what is divided by nothing is absent") {
  const Table refunds = purchases_of({"a 2026-05-02 -40"});
  auto clv = slow_clv({&refunds, nullptr, nullptr}, {}).by_currency.at("");
  CHECK_FALSE(clv.value);
  CHECK_FALSE(clv.facts["average_purchase_value"]);
  CHECK_FALSE(clv.facts["purchase_frequency"]);
  CHECK_FALSE(clv.facts["lifespan"]);
  CHECK(clv.facts["revenue"] == Rational(-40));
  const Table nobody = purchases_of({});
  CHECK(slow_clv({&nobody, nullptr, nullptr}, {}).by_currency.empty());
}

TEST_CASE("random purchases meet every rule of the value often") {
  long with_value = 0, refunds = 0, merged = 0, several = 0, left = 0, bad = 0, rows = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Table purchases = random_purchases(seed);
    const Table customers = random_customers(seed);
    ClvOptions options;
    options.period = may;
    const auto clv = slow_clv({&purchases, &customers, nullptr}, options);
    options.merge_days = true;
    auto with_merged_days = slow_clv({&purchases, &customers, nullptr}, options);
    rows += static_cast<long>(purchases.rows.size());
    bad += slow_clv({&purchases, nullptr, nullptr}, options).bad;
    left += clv.after_leaving;
    several += clv.by_currency.size() > 1 ? 1 : 0;
    for (const auto& [currency, figures] : clv.by_currency) {
      with_value += figures.value ? 1 : 0;
      refunds += *figures.facts.at("refunds") > 0 ? 1 : 0;
      merged += *figures.facts.at("purchases") >
                        *with_merged_days.by_currency[currency].facts["purchases"]
                    ? 1
                    : 0;
    }
  }
  CAPTURE(rows, bad, left, several, with_value, refunds, merged);
  CHECK(with_value > 150);
  CHECK(refunds > 100);
  CHECK(merged > 50);
  CHECK(several > 20);
  CHECK(left > 50);
  CHECK(bad > 100);
  CHECK(bad < rows / 8);
}
