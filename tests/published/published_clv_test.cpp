#include <filesystem>
#include <fstream>

#include "csm/metrics/clv.hpp"
#include "csm/records/amount.hpp"
#include "published/published.hpp"

namespace csm::published {
namespace {

/// A value of so many customers who pay `arpa` a month, of whom `lost` of 1,000 leave in one.
std::string of_subscriptions(int arpa, std::int64_t lost, const Ratio& margin) {
  SubscriptionTally tally;
  tally.add({annual_of_month(Decimal{arpa}), 1, 0}, 1000);
  tally.lost = lost;
  ValueTerms terms;
  terms.margin = margin;
  return to_text(finish(tally, terms, Currency{}).value);
}

/// So many customers at an amount a month, of whom some leave in the month before May 2026; nobody
/// was there in the months before that one.
std::string subscribers(int exposed, int lost, const std::string& mrr) {
  std::string text = "customer_id,started_on,churned_on,mrr\n";
  for (int i = 0; i < exposed; ++i) {
    text += std::to_string(i) + ",2026-03-15," + (i < lost ? "2026-04-15," : ",") + mrr + "\n";
  }
  return text;
}

Result of_subscribers(const std::string& text, Options options) {
  Question question = question_of(clv_metric, "subscription");
  question.period = read_period("2026-05", std::nullopt);
  question.options = std::move(options);
  return run(question, {{"customers", "customers.csv", text}}, {}).results.at(0);
}

/// Of customers who stayed so many days, each from 1 January 2026 on, the last of them still there:
/// their mean in days.
Ratio restricted_mean_of(const std::vector<int>& days) {
  const Date start = *read_iso_date("2026-01-01");
  std::string customers = "customer_id,started_on,churned_on\n";
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool is_last = i + 1 == days.size();
    customers += std::to_string(i) + ",2026-01-01," +
                 (is_last ? "" : to_iso(start + std::chrono::days{days[i]})) + "\n";
  }
  Question question = question_of(clv_metric, "purchases");
  question.as_of = start + std::chrono::days{days.back() - 1};
  const Report report =
      run(question,
          {{"purchases", "purchases.csv", "customer_id,purchased_on,amount\n0,2026-01-01,1\n"},
           {"customers", "customers.csv", customers}},
          {});
  const Ratio months = fact(report.results.at(0), "lifespan");
  return reduced(months.num * 365, months.den * 12);
}

}  // namespace

// The general definitions, section 4: 50 x 3 x 24 = 3,600; 100 x 2 x 36 = 7,200.
TEST_CASE("50 x 3 x 24 is 3,600 and 100 x 2 x 36 is 7,200") {
  CHECK(to_text(
            by_hand(clv_metric, {{"purchase-value", "50"}, {"frequency", "3"}, {"lifespan", "24"}})
                .value) == "3,600.00");
  CHECK(to_text(
            by_hand(clv_metric, {{"purchase-value", "100"}, {"frequency", "2"}, {"lifespan", "36"}})
                .value) == "7,200.00");
}

// The general definitions, section 4: 100 / 5 % = 2,000.
TEST_CASE("100 a month at a churn of 5 % is 2,000") {
  CHECK(of_subscriptions(100, 50, {1, 1}) == "2,000.00");
}

// https://abracalc.com/calculator/customer-lifetime-value-calculator/, a page each: ARPA, margin
// and churn a month of 100, 80 %, 5 % are $1,600; 500, 70 %, 2 % are $17,500; 200, 85 %, 3 % are
// "approximately $5,667"; 2,000, 60 %, 0.5 % are $240,000.
TEST_CASE("ARPA x margin / churn as calculators print it") {
  CHECK(of_subscriptions(100, 50, {80, 100}) == "1,600.00");
  CHECK(of_subscriptions(500, 20, {70, 100}) == "17,500.00");
  CHECK(of_subscriptions(200, 30, {85, 100}) == "5,666.67");
  CHECK(of_subscriptions(2000, 5, {60, 100}) == "240,000.00");
}

// https://glmbs.de/why-cpas-need-to-get-a-grip-on-blockchain: $300 a purchase, five a year, two
// years are $3,000.
TEST_CASE("300 a purchase, five a year for two years, is 3,000") {
  PurchaseTally tally;
  tally.customers = 1;
  tally.days = 365;
  tally.purchases = 5;
  tally.revenue = Decimal{1500}.atoms();
  CHECK(to_text(finish(tally, {Ratio{24, 1}, {}, ""}, {}, Currency{}).value) == "3,000.00");
}

// FeverBee, "Calculating Customer Lifetime Value", feverbee.com/roi/calculating-customer-lifetime-
// value: three purchases a year of $70 over 36 months are $630; at a margin of 30 % $189.
TEST_CASE("three purchases of 70 a year for 36 months as FeverBee prints them") {
  const Options numbers = {{"purchase-value", "70"}, {"frequency", "0.25"}, {"lifespan", "36m"}};
  CHECK(to_text(by_hand(clv_metric, numbers).value) == "630.00");
  Options with_margin = numbers;
  with_margin["margin"] = "30%";
  CHECK(to_text(by_hand(clv_metric, with_margin).value) == "189.00");
}

// "Customer Lifetime Value Calculator", calclibrary.io/en/calculators/business/customer-lifetime-
// value, "Repeat-purchase ecommerce": $65 an order, 0.6 orders a month, 58 % margin, 18 months and
// $40 to acquire are $407.16, 10.18 : 1 and a payback of 1.8 months.
TEST_CASE("an order of 65, 0.6 times a month, as CalcLibrary prints it") {
  const Result result = by_hand(clv_metric, {{"purchase-value", "65"},
                                             {"frequency", "0.6"},
                                             {"lifespan", "18"},
                                             {"margin", "58%"},
                                             {"acquisition-cost", "40"}});
  CHECK(to_text(result.value) == "407.16");
  CHECK(fact(result, "clv_to_cac").to_decimal(2) == "10.18");
  CHECK(fact(result, "payback_months").to_decimal(1) == "1.8");
}

// "LTV to CAC vs Magic Number", mhq-gatsby.pages.dev/difference/ltv-to-cac-vs-magic-number: ARPA
// $500, margin 75 %, monthly churn 2.5 % are $15,000, and at a CAC of $6,000 a ratio of 2.5.
TEST_CASE("500 an account at 2.5 % churn are 15,000, two and a half times what they cost") {
  const Result result =
      of_subscribers(subscribers(40, 1, "500"), {{"margin", "0.75"}, {"acquisition-cost", "6000"}});
  CHECK(fact(result, "monthly_churn") == Ratio{25, 1000});
  CHECK(to_text(result.value) == "15,000.00");
  CHECK(fact(result, "clv_to_cac") == Ratio{5, 2});
}

// Joy Subscriptions, "How is LTV calculated?", joysubscription.com/glossary/how-is-ltv-calculated:
// "If your ARPU is $30 and monthly churn is 5%, average tenure is 1 / 0.05 = 20 months, and LTV is
// $30 x 20 = $600"; at a margin of 60 % $360.
TEST_CASE("30 an account at 5 % churn stay 20 months as Joy Subscriptions prints it") {
  const Result result = of_subscribers(subscribers(40, 2, "30"), {});
  CHECK(fact(result, "lifespan") == Ratio{20, 1});
  CHECK(to_text(result.value) == "600.00");
  CHECK(to_text(of_subscribers(subscribers(40, 2, "30"), {{"margin", "0.6"}}).value) == "360.00");
}

// SaaSMaths, "Payback Period", saasmaths.com/glossary/unit-economics/payback-period: a CAC of 500
// at 50 a month is 10 months, 600 at 30 is 20.
TEST_CASE("the months until a customer has earned what it cost as SaaSMaths prints them") {
  const Result fifty = of_subscribers(subscribers(20, 1, "50"), {{"acquisition-cost", "500"}});
  CHECK(fact(fifty, "payback_months") == Ratio{10, 1});
  const Result thirty = of_subscribers(subscribers(20, 1, "30"), {{"acquisition-cost", "600"}});
  CHECK(fact(thirty, "payback_months") == Ratio{20, 1});
}

// "survfit, restricted mean", pastebin.com/F6DXSSQH: times 10, 15, 23, 30, 35, 52 and 100, the last
// censored; R's survival prints 37.9 and Stata 37.85714 as the mean restricted to 100.
TEST_CASE("a restricted mean as R and Stata print it") {
  CHECK(restricted_mean_of({10, 15, 23, 30, 35, 52, 100}).to_decimal(5) == "37.85714");
}

// P. Fader and B. Hardie, "CDNOW_sample", brucehardie.com/datasets: a tenth of all who first bought
// early in 1997, 2,357 customers and their 6,919 transactions up to 30 June 1998. Revenue and the
// rest are summed from its lines by other means: 1,185,597 days of customers up to the end, 307,464
// of them from each one's first to its last purchase.
TEST_CASE("the purchases of CDNOW") {
  const std::filesystem::path path =
      std::filesystem::path(CSM_CORPORA) / "cdnow" / "CDNOW_sample.txt";
  std::ifstream file(path);
  if (!file) {
    WARN("skipped: " << path.string() << " is not there");
    return;
  }
  std::string text = "customer_id,purchased_on,amount\n";
  std::string of_all, id, day, items, amount;
  while (file >> of_all >> id >> day >> items >> amount) {
    text += id + "," + day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6) + "," +
            amount + "\n";
  }
  const Result result = from_csv(clv_metric, text);
  CHECK(fact(result, "customers") == Ratio{2357, 1});
  CHECK(fact(result, "purchases") == Ratio{6919, 1});
  CHECK(fact(result, "revenue").to_decimal(2) == "244091.94");
  CHECK(fact(result, "refunds") == Ratio{0, 1});
  CHECK(fact(result, "customer_months") == Ratio{1185597 * 12, 365});
  CHECK(fact(result, "lifespan") == Ratio{307464 * 12, 365 * 2357});
  CHECK(result.value.amount->to_decimal(6) == "26.856600");
  Question question = question_of(clv_metric);
  question.options["merge-days"] = "";
  const Report merged = run(question, {{"", "cdnow.csv", text}}, {});
  CHECK(fact(merged.results.at(0), "purchases") == Ratio{6696, 1});
}

}  // namespace csm::published
