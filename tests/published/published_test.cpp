#include <cmath>

#include "csm/metrics/ces.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/csat.hpp"
#include "csm/metrics/fcr.hpp"
#include "csm/metrics/mrr.hpp"
#include "csm/metrics/nps.hpp"
#include "csm/metrics/renewal.hpp"
#include "csm/metrics/retention_cost.hpp"
#include "csm/records/amount.hpp"
#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/catch.hpp"

// Figures that others have printed, each with where it was printed.

using namespace csm;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

Question question_of(const Metric& metric, std::string_view rule = "") {
  Question question;
  question.metric = &metric;
  question.rule = rule.empty() ? &metric.rules[0] : &find_rule(metric, rule);
  return question;
}

Result by_hand(const Metric& metric, Options options) {
  Question question = question_of(metric);
  question.options = std::move(options);
  return compute_by_hand(question).results.at(0);
}

Result from_csv(const Metric& metric, const std::string& text, std::string_view period = "") {
  Question question = question_of(metric);
  if (!period.empty()) question.period = read_period(period, std::nullopt);
  const Report report = run(question, {{"", "t.csv", text}}, {});
  REQUIRE(report.results.size() == 1);
  REQUIRE(report.input);
  CHECK(report.input->bad == 0);
  return report.results[0];
}

/// Customers that started long before May 2026 and went from one MRR to another in it.
Result moved_in_may(const std::vector<std::pair<int, int>>& customers) {
  std::string text = "customer_id,subscription_id,started_on,ended_on,amount\n";
  int id = 0;
  for (const auto& [from, to] : customers) {
    const std::string customer = std::to_string(++id);
    if (from > 0)
      text += customer + ",a" + customer + ",2025-01-01,2026-05-15," + std::to_string(from) + "\n";
    if (to > 0) text += customer + ",b" + customer + ",2026-05-15,," + std::to_string(to) + "\n";
  }
  return from_csv(mrr_metric, text, "2026-05");
}

Ratio fact(const Result& result, std::string_view name) {
  INFO(name);
  REQUIRE(result.fact(name).amount);
  return *result.fact(name).amount;
}

/// The figure as a source prints it with so many decimals, in percent where it is a share.
std::string percent(const Ratio& share, int decimals) {
  return Ratio{share.num * 100, share.den}.to_decimal(decimals);
}

/// A column of scores: so many answers of each from 1 on.
std::string scores(const std::vector<int>& counts) {
  std::string text = "score\n";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (int n = 0; n < counts[i]; ++n) text += std::to_string(i + 1) + "\n";
  }
  return text;
}

void check_interval(const Result& result, double low, double high, double half_a_digit) {
  REQUIRE(result.interval);
  INFO(result.interval->low << ".." << result.interval->high);
  CHECK(std::abs(result.interval->low - low) <= half_a_digit);
  CHECK(std::abs(result.interval->high - high) <= half_a_digit);
}

}  // namespace

// The general definitions, "Intervals", and section 1: 64 of 1000 -> 6.4 %, 5.04 %..8.09 %.
TEST_CASE("64 of 1000 customers lost is a churn of 6.4 %, from 5.04 % to 8.09 %") {
  const Result result = by_hand(churn_metric, {{"opening", "1000"}, {"churned", "64"}});
  CHECK(to_text(result.value) == "6.4 %");
  check_interval(result, 0.0504, 0.0809, 5e-5);
}

// The general definitions: 13 of 16 -> 0.5699..0.9341; 40 of 50 -> 66.96 %..88.76 %.
TEST_CASE("13 of 16 and 40 of 50 have the intervals that the definitions print") {
  check_interval(by_hand(churn_metric, {{"opening", "16"}, {"churned", "13"}}), 0.5699, 0.9341,
                 5e-5);
  check_interval(by_hand(churn_metric, {{"opening", "50"}, {"churned", "40"}}), 0.6696, 0.8876,
                 5e-5);
}

// The general definitions: 6 promoters, 4 passives, 7 detractors -> -5.9, interval -42.25..32.25.
TEST_CASE("6 promoters, 4 passives and 7 detractors score -5.9") {
  const Result result =
      by_hand(nps_metric, {{"promoters", "6"}, {"passives", "4"}, {"detractors", "7"}});
  CHECK(to_text(result.value) == "-5.9");
  check_interval(result, -42.25, 32.25, 5e-3);
}

// The general definitions: 8465/3953/1194 -> 53.4161, 52.3101..54.4985.
TEST_CASE("8465 promoters, 3953 passives and 1194 detractors score 53.4161") {
  const Result result =
      by_hand(nps_metric, {{"promoters", "8465"}, {"passives", "3953"}, {"detractors", "1194"}});
  CHECK(result.value.amount->to_decimal(4) == "53.4161");
  check_interval(result, 52.3101, 54.4985, 5e-5);
}

// The general definitions, "Change against another period": 7/34 against 1/34 -> 0.1765,
// 0.0189..0.3404.
TEST_CASE("7 of 34 against 1 of 34 is a change of 0.1765, from 0.0189 to 0.3404") {
  CHECK((Ratio{7, 34} - Ratio{1, 34}).to_decimal(4) == "0.1765");
  const auto interval = newcombe(7, 34, 1, 34, 0.95);
  REQUIRE(interval);
  CHECK(std::abs(interval->low - 0.0189) <= 5e-5);
  CHECK(std::abs(interval->high - 0.3404) <= 5e-5);
}

// The definition of MRR, "Checks": 100 at 100 a month and 50 at 600 a year -> 12,500.
TEST_CASE("100 customers at 100 a month and 50 at 600 a year have an MRR of 12,500") {
  std::string text = "customer_id,started_on,ended_on,amount,interval,currency\n";
  for (int i = 0; i < 150; ++i) {
    text += std::to_string(i) + ",2026-01-01,," + (i < 100 ? "100,month" : "600,year") + ",USD\n";
  }
  const Result result = from_csv(mrr_metric, text);
  CHECK(to_text(result.value) == "12,500.00 USD");
  CHECK(fact(result, "customers") == Ratio{150, 1});
  CHECK(fact(result, "arpa") == Ratio{12500, 150});
}

// The definition of MRR, "Checks": 1,200 a year -> 100; 2 x 50 less 10 -> 90.
TEST_CASE("1,200 a year is 100 a month, and 2 x 50 less 10 is 90") {
  const std::string header =
      "customer_id,started_on,ended_on,amount,interval,quantity,discount_amount\n";
  CHECK(to_text(from_csv(mrr_metric, header + "1,2026-01-01,,1200,year,1,0\n").value) == "100.00");
  CHECK(to_text(from_csv(mrr_metric, header + "1,2026-01-01,,50,month,2,10\n").value) == "90.00");
}

// The definition of MRR, "Checks": opening 100, -10 churned, -10 contraction, +10 expansion -> grr
// 80 %, nrr 90 %.
TEST_CASE("opening 100, 10 churned, 10 contraction, 10 expansion keep 80 % gross and 90 % net") {
  const Result result = moved_in_may({{10, 0}, {40, 30}, {50, 60}});
  CHECK(fact(result, "opening") == Ratio{100, 1});
  CHECK(to_text(result.fact("grr")) == "80.0 %");
  CHECK(to_text(result.fact("nrr")) == "90.0 %");
}

// The definition of NPS, "Check": {0, 7, 7, 9, 9, 9} -> 33.33, variance 5/9, standard error 30.4.
TEST_CASE("scores of 0, 7, 7, 9, 9, 9 are a net promoter score of 33.33") {
  const Result result = from_csv(nps_metric, "score\n0\n7\n7\n9\n9\n9\n");
  CHECK(result.value.amount->to_decimal(2) == "33.33");
  // p + d - (p - d)^2 of the shares, as the general definitions have it.
  const Ratio p = fact(result, "promoters_share");
  const Ratio d = fact(result, "detractors_share");
  const Ratio change = p - d;
  const Ratio variance = p + d - Ratio{change.num * change.num, change.den * change.den};
  CHECK(variance == Ratio{5, 9});
  CHECK(std::abs(100 * std::sqrt(variance.to_double() / 6) - 30.4) <= 0.05);
}

// Causal, "How to Calculate Churn Rate in Stripe", causal.app/calculate/stripe-churn-rate: a
// quarter that starts with 400 customers and ends with 380 has a churn rate of 5 %.
TEST_CASE("400 customers of whom 380 are left is a churn of 5 %") {
  CHECK(to_text(by_hand(churn_metric, {{"opening", "400"}, {"churned", "20"}}).value) == "5.0 %");
}

// ChurnZero, "Churnopedia: Net Revenue Retention", churnzero.net/churnopedia/net-revenue-retention:
// 27,000 grow to 35,000 by upsells, 5,000 churn: 30,000 of 27,000 is 111 %.
TEST_CASE("27,000 with upsells to 35,000 and 5,000 churned is a net retention of 111 %") {
  const Result result = moved_in_may({{5000, 0}, {22000, 30000}});
  CHECK(fact(result, "expansion") == Ratio{8000, 1});
  CHECK(fact(result, "churned") == Ratio{5000, 1});
  CHECK(fact(result, "nrr") == Ratio{30000, 27000});
  CHECK(percent(fact(result, "nrr"), 0) == "111");
}

// Dodo Payments, glossary "Gross Revenue Retention (GRR)": 10,000 less 1,000 lost -> 90 %.
TEST_CASE("10,000 of which 1,000 are lost is a gross retention of 90 %") {
  const Result result = moved_in_may({{600, 0}, {9400, 9000}});
  CHECK(to_text(result.fact("grr")) == "90.0 %");
}

// MaximCalculator, "Gross Revenue Retention (GRR)": 50,000, 3,000 churned, 2,000 downgraded -> 90
// %.
TEST_CASE("50,000 less 3,000 churned and 2,000 downgraded is a gross retention of 90 %") {
  const Result result = moved_in_may({{3000, 0}, {20000, 18000}, {27000, 27000}});
  CHECK(fact(result, "churned") == Ratio{3000, 1});
  CHECK(fact(result, "contraction") == Ratio{2000, 1});
  CHECK(to_text(result.fact("grr")) == "90.0 %");
}

// Olune, startup glossary "SaaS Quick Ratio", getolune.com: 4,000 new and 1,000 expansion against
// 900 churned and 350 contraction is 4.0 (the ratio that Mamoon Hamid asks of a company); with
// twice the churn it is 2.3.
TEST_CASE("gains of 5,000 against losses of 1,250 are a quick ratio of 4") {
  const Result result = moved_in_may({{0, 4000}, {5000, 6000}, {900, 0}, {1000, 650}});
  CHECK(fact(result, "new") == Ratio{4000, 1});
  CHECK(fact(result, "quick_ratio") == Ratio{4, 1});
  const Result worse = moved_in_may({{0, 4000}, {5000, 6000}, {1800, 0}, {1000, 650}});
  CHECK(fact(worse, "quick_ratio").to_decimal(1) == "2.3");
}

// AbraCalc, "SaaS Quick Ratio Calculator", worked example: 5,000 new and 1,000 expansion against
// 1,500 churned and 500 contraction is 3, net new MRR 4,000.
TEST_CASE("gains of 6,000 against losses of 2,000 are a quick ratio of 3 and 4,000 net new") {
  const Result result = moved_in_may({{0, 5000}, {2000, 3000}, {1500, 0}, {1000, 500}});
  CHECK(fact(result, "quick_ratio") == Ratio{3, 1});
  CHECK(fact(result, "net_new") == Ratio{4000, 1});
}

// dnoise, "NRR (Net Revenue Retention)", dnoise.online/en/metrics/nrr-ndr:
// (200,000 - 6,000 - 4,000 + 20,000) / 200,000 = 105 %.
TEST_CASE("200,000 less 6,000 and 4,000 and with 20,000 more is a net retention of 105 %") {
  const Result result = moved_in_may({{6000, 0}, {94000, 90000}, {100000, 120000}});
  CHECK(to_text(result.fact("nrr")) == "105.0 %");
  CHECK(to_text(result.fact("net_churn_rate")) == "-5.0 %");
}

// Reputation, "How is NPS Calculated?", help.reputation.com: 50 % promoters, 10 % detractors -> 40.
// DELA, annual report 2018, glossary: 30 % promoters, 20 % detractors -> +10.
TEST_CASE("50 % promoters and 10 % detractors score 40, 30 % and 20 % score 10") {
  const auto score = [](const char* promoters, const char* passives, const char* detractors) {
    return *by_hand(nps_metric,
                    {{"promoters", promoters}, {"passives", passives}, {"detractors", detractors}})
                .value.amount;
  };
  CHECK(score("50", "40", "10") == Ratio{40, 1});
  CHECK(score("30", "50", "20") == Ratio{10, 1});
}

// Dock, "How to Calculate Renewal Rates: 7 metrics you should know",
// dock.us/library/calculate-renewal-rates: "if 85 out of 100 annual contracts renew, your logo
// renewal rate is 85%". Monetizely, "Understanding Contract Renewal Rate: A Critical SaaS Success
// Metric", getmonetizely.com: 80 of 100 contracts in Q2 are 80 %. BigDelta, "Renewal Rate",
// bigdelta.com/library/metrics/renewal-rate: 22 of 24 expiring contracts are 92 %.
TEST_CASE("renewal rates by number as Dock, Monetizely and BigDelta print them") {
  CHECK(to_text(by_hand(renewal_metric, {{"renewed", "85"}, {"due", "100"}}).value) == "85.0 %");
  CHECK(to_text(by_hand(renewal_metric, {{"renewed", "80"}, {"due", "100"}}).value) == "80.0 %");
  CHECK(by_hand(renewal_metric, {{"renewed", "22"}, {"due", "24"}}).value.amount->to_decimal(2) ==
        "0.92");
}

// Planhat, "SaaS Renewal Rate", planhat.com/blog/saas-renewal-rate: 10 contracts of 1,000 a month
// come up, 2 of them churn: 80 % by number and by value; with one of the renewed at 4,000 the rate
// by value is 110 %.
TEST_CASE("renewal rates by number and by value as Planhat prints them") {
  std::string text = "customer_id,term_end,value,renewed,renewed_value\n";
  for (int i = 0; i < 10; ++i) {
    text += std::to_string(i) + ",2026-05-15,1000," +
            (i < 2    ? "no,\n"
             : i == 2 ? "yes,4000\n"
                      : "yes,1000\n");
  }
  const Result result = from_csv(renewal_metric, text, "2026-05");
  CHECK(*result.value.amount == Ratio{80, 100});
  CHECK(fact(result, "gross_value_rate") == Ratio{80, 100});
  CHECK(fact(result, "net_value_rate") == Ratio{110, 100});
}

// "Renewal Percentage Calculator", codingace.net/crmp/renewal_percentage.html: starting base,
// renewed base, expansion, contraction, and the gross and net renewal rates of four months.
TEST_CASE("gross and net renewal rates of four months as CodingAce prints them") {
  struct Month {
    int base, renewed, expansion, contraction;
    const char *gross, *net;
  };
  for (const Month& month :
       {Month{120, 102, 8, 4, "0.8500", "0.8833"}, Month{135, 118, 9, 3, "0.8741", "0.9185"},
        Month{150, 126, 12, 5, "0.8400", "0.8867"}, Month{140, 124, 10, 2, "0.8857", "0.9429"}}) {
    const int at_new = month.renewed + month.expansion - month.contraction;
    const std::string text = "customer_id,term_end,value,renewed,renewed_value\na,2026-05-15," +
                             std::to_string(month.renewed) + ",yes," + std::to_string(at_new) +
                             "\nb,2026-05-15," + std::to_string(month.base - month.renewed) +
                             ",no,\n";
    const Result result = from_csv(renewal_metric, text, "2026-05");
    CHECK(fact(result, "gross_value_rate").to_decimal(4) == month.gross);
    CHECK(fact(result, "net_value_rate").to_decimal(4) == month.net);
  }
}

// https://certifiedcalculator.com/customer-retention-cost-calculation/, "Example": 500 customers
// and expenses of $10,000 are $20.00 a customer.
TEST_CASE("10,000 spent on 500 customers is a retention cost of 20") {
  const Result result = by_hand(retention_cost_metric, {{"cost", "10000"}, {"customers", "500"}});
  CHECK(to_text(result.value) == "20.00");
}

// http://mosaic.tech/financial-metrics/customer-retention-cost, "CRC = 125,000/250 = $500".
TEST_CASE("125,000 spent on 250 customers is a retention cost of 500") {
  const Result result = by_hand(retention_cost_metric, {{"cost", "125000"}, {"customers", "250"}});
  CHECK(to_text(result.value) == "500.00");
}

// https://www.customerfacing.io/glossary/customer-retention-cost: a month costs 10k for support,
// 10k for customer success, 5k for marketing, 1k for a platform, 500 for loyalty and 500 for
// other software; "$324k / 1,000 = $324" a customer and year.
TEST_CASE("27,000 a month on 1,000 customers is a retention cost of 324 a year") {
  std::string ledger = "category,amount,begin,end\n";
  for (const char* line : {"support,120000", "success,120000", "marketing,60000", "platform,12000",
                           "loyalty,6000", "software,6000"}) {
    ledger += std::string(line) + ",2025-01-01,2025-12-31\n";
  }
  Question question = question_of(retention_cost_metric);
  question.period = read_period("2025", std::nullopt);
  question.options = {{"customers", "1000"}};
  const Report report = run(question, {{"", "ledger.csv", ledger}}, {});
  CHECK(to_text(report.results.at(0).value) == "324.00");
}

// https://gainsight.com/resource/cost-of-retention-calculator: "you should not include customers
// added in the current year".
TEST_CASE("rule retained leaves out customers who were added in the period") {
  Question question = question_of(retention_cost_metric, "retained");
  question.period = read_period("2025", std::nullopt);
  const std::string customers =
      "customer_id,started_on,churned_on\na,2024-01-01,\nb,2024-01-01,\nc,2025-02-01,\n";
  const Report report = run(question,
                            {{"costs", "ledger.csv", "spent_on,amount\n2025-05-01,600\n"},
                             {"customers", "customers.csv", customers}},
                            {});
  CHECK(fact(report.results.at(0), "customers") == Ratio{2, 1});
  CHECK(to_text(report.results.at(0).value) == "300.00");
}

// The general definitions, "Intervals", and that of CSAT: 40 of 50 -> 80 %, 66.96 %..88.76 %.
TEST_CASE("40 positive answers of 50 are a satisfaction of 80 %, from 66.96 % to 88.76 %") {
  const Result result = by_hand(csat_metric, {{"positive", "40"}, {"answers", "50"}});
  CHECK(to_text(result.value) == "80.0 %");
  check_interval(result, 0.6696, 0.8876, 5e-5);
}

// Delighted, "How is CSAT calculated?", help.delighted.com/article/240-how-is-csat-calculated: 42
// answers of 5, 32 of 4, 10 of 3, 9 of 2 and 14 of 1 are 74 of 107, 69.16 %.
TEST_CASE("14, 9, 10, 32 and 42 answers from 1 to 5 are a satisfaction of 69.16 %") {
  const Result result = from_csv(csat_metric, scores({14, 9, 10, 32, 42}));
  CHECK(fact(result, "positive") == Ratio{74, 1});
  CHECK(percent(*result.value.amount, 2) == "69.16");
}

// VOC Metrics, "What is CSAT and how is CSAT score calculated?", intercom.help/voc-metrics: 10 of
// 5, 20 of 4, 10 of 3, 5 of 2 and 5 of 1 are 60 %.
TEST_CASE("5, 5, 10, 20 and 10 answers from 1 to 5 are a satisfaction of 60 %") {
  CHECK(*from_csv(csat_metric, scores({5, 5, 10, 20, 10})).value.amount == Ratio{60, 100});
}

// Formbricks, "Rating", formbricks.com/docs/xm-and-surveys/surveys/question-type/rating:
// satisfied is the highest of 3, 4 or 5 of 5, 6 or 7 of 7.
TEST_CASE("of one answer of each score 1 of 3, 2 of 5 and 2 of 7 are satisfied") {
  const auto share = [](const char* scale, int highest) {
    Question question = question_of(csat_metric);
    question.options = {{"scale", scale}};
    const std::vector<int> counts(static_cast<std::size_t>(highest), 1);
    return *run(question, {{"", "t.csv", scores(counts)}}, {}).results.at(0).value.amount;
  };
  CHECK(share("1-3", 3) == Ratio{1, 3});
  CHECK(share("1-5", 5) == Ratio{2, 5});
  CHECK(share("1-7", 7) == Ratio{2, 7});
}

// CYS, "Customer Effort Score: 7-point scale to average", support.cys.group, article 3000095529:
// 80, 210, 140, 110, 160, 180 and 120 answers from 1 to 7 have an average of 4.08. 460 of the
// 1000 lie above the middle: 46.0 % by the definition of CES, 43.0 % lie below it.
TEST_CASE("1000 answers on 1..7 with an average of 4.08 are 46.0 % easy") {
  const Result result = from_csv(ces_metric, scores({80, 210, 140, 110, 160, 180, 120}));
  CHECK(to_text(result.value) == "46.0 %");
  CHECK(to_text(result.fact("mean")) == "4.08");
  CHECK(fact(result, "difficult") == Ratio{430, 1});
  CHECK(to_text(result.fact("net")) == "3.0 %");
}

// Delighted, "How is CES calculated?", help.delighted.com/article/249-how-is-ces-calculated: on
// 1..5, 5 answers of 1 and 2, 5 of 3 and 10 of 4 and 5 are 50.
TEST_CASE("5 difficult, 5 neutral and 10 easy answers on 1..5 are an effort score of 50 %") {
  Question question = question_of(ces_metric);
  question.options = {{"scale", "1-5"}};
  const Report report = run(question, {{"", "t.csv", scores({2, 3, 5, 6, 4})}}, {});
  const Result& result = report.results.at(0);
  CHECK(*result.value.amount == Ratio{1, 2});
  CHECK(fact(result, "difficult") == Ratio{5, 1});
  CHECK(fact(result, "neutral") == Ratio{5, 1});
}

// https://www.customerfacing.io/glossary/first-contact-resolution-rate: of 13 tickets opened in
// December 8 were resolved on the first contact and 5 are still in progress: 61.54 %.
TEST_CASE("CustomerFacing's first contact resolution rate is 8 of 13") {
  std::string text = "ticket_id,opened_on,status,contacts\n";
  for (int i = 0; i < 13; ++i) {
    text += std::to_string(i) + ",2025-12-05," + (i < 8 ? "resolved" : "in progress") + ",1\n";
  }
  const Result result = from_csv(fcr_metric, text, "2025-12");
  CHECK(*result.value.amount == Ratio{8, 13});
  CHECK(to_text(result.value) == "61.5 %");
  CHECK(fact(result, "open") == Ratio{5, 1});
}

// https://www.sparrowdesk.com/customer-support-metrics/first-contact-resolution-fcr
TEST_CASE("SparrowDesk's first contact resolution is 120 of 200") {
  const Result result = by_hand(fcr_metric, {{"first-contact", "120"}, {"received", "200"}});
  CHECK(*result.value.amount == Ratio{3, 5});
}
