#include "csm/metrics/clv.hpp"

#include "csm/records/amount.hpp"
#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

Question ask(Options options = {}, std::string_view period = "", std::string_view rule = "") {
  Question question = test::ask("clv", period, rule);
  question.options = std::move(options);
  return question;
}

/// Files by kind, with the header of the kind in front.
struct Files {
  std::string purchases;
  std::string customers;
  std::string costs;
};

Report report_of(const Question& question, const Files& files) {
  std::vector<Source> sources;
  if (!files.purchases.empty()) {
    sources.push_back({"purchases", "purchases.csv",
                       "customer_id,purchased_on,amount,currency\n" + files.purchases});
  }
  if (!files.customers.empty()) {
    sources.push_back({"customers", "customers.csv",
                       "customer_id,started_on,churned_on,status\n" + files.customers});
  }
  if (!files.costs.empty()) {
    sources.push_back({"costs", "costs.csv", "spent_on,amount,currency\n" + files.costs});
  }
  return run(question, sources, {});
}

Result result_of(const Question& question, const Files& files) {
  const Report report = report_of(question, files);
  REQUIRE(report.results.size() == 1);
  return report.results[0];
}

/// From subscriptions with a column mrr.
Report of_subscriptions(const std::string& rows, Question question = ask()) {
  return run(question,
             {{"subscriptions", "subs.csv", "customer_id,started_on,ended_on,mrr\n" + rows}}, {});
}

std::string text_of(const Result& result, std::string_view fact) {
  return to_text(result.fact(fact));
}

/// A fact as a number of days, where it is held in months of 365/12 days.
Ratio in_days(const Result& result, std::string_view fact) {
  const Ratio months = result.fact(fact).amount.value();
  return {months.num * 365, months.den * 12};
}

Result by_hand(Options options) { return compute_by_hand(ask(std::move(options))).results.at(0); }

/// From 1 January to 31 December 2025: 365 days, 12 months.
const Files one_year{"a,2025-01-01,100,USD\na,2025-12-31,60,USD\n", "", ""};

}  // namespace

TEST_CASE("lifetime value is purchase value x purchases a month x lifespan") {
  const Result result = result_of(ask({{"lifespan", "24"}}), one_year);
  CHECK(to_text(result.value) == "320.00 USD");  // 80 x 2/12 x 24
  CHECK(text_of(result, "average_purchase_value") == "80.00 USD");
  CHECK(*result.fact("purchase_frequency").amount == Ratio{1, 6});
  CHECK(*result.fact("lifespan").amount == Ratio{24, 1});
  CHECK(*result.fact("customer_months").amount == Ratio{12, 1});
  CHECK(*result.fact("customers").amount == Ratio{1, 1});
  CHECK(*result.fact("purchases").amount == Ratio{2, 1});
  CHECK(text_of(result, "revenue") == "160.00 USD");
  CHECK(text_of(result, "refunds") == "0.00 USD");
  CHECK_FALSE(result.fact("margin").amount);
  CHECK_FALSE(result.fact("arpa").amount);
  CHECK(result.span->period.label == "all");
  CHECK(result.span->period.begin == day(2025, 1, 1));
  CHECK(result.span->period.end == day(2026, 1, 1));
  CHECK(title(result.span->period) == "the whole file");
}

TEST_CASE("a lifespan is given in months or years") {
  const auto value = [](const char* lifespan) {
    return to_text(result_of(ask({{"lifespan", lifespan}}), one_year).value);
  };
  CHECK(value("24m") == "320.00 USD");
  CHECK(value("2y") == "320.00 USD");
  CHECK(value("0.5y") == "80.00 USD");
  CHECK(value("0") == "0.00 USD");
  for (const char* text : {"", "m", "y", "-1", "24 m", "2 years", "two", "24d"}) {
    INFO(text);
    CHECK(test::fails_with(ErrorCode::usage, [&] { value(text); }));
  }
}

TEST_CASE("a margin multiplies, as a share or in percent") {
  const auto value = [](const char* margin) {
    return to_text(result_of(ask({{"lifespan", "24"}, {"margin", margin}}), one_year).value);
  };
  CHECK(value("0.8") == "256.00 USD");
  CHECK(value("80%") == "256.00 USD");
  CHECK(value("1") == "320.00 USD");
  CHECK(value("0") == "0.00 USD");
  for (const char* text : {"", "%", "-0.1", "1.01", "80", "101%", "much"}) {
    INFO(text);
    CHECK(test::fails_with(ErrorCode::usage, [&] { value(text); }));
  }
}

TEST_CASE("an amount of 0 is a purchase; a refund is none and reduces revenue") {
  const Result result =
      result_of(ask({{"lifespan", "12"}}),
                {"a,2025-01-01,100,USD\na,2025-02-01,0,USD\na,2025-12-31,-40,USD\n", "", ""});
  CHECK(*result.fact("purchases").amount == Ratio{2, 1});
  CHECK(text_of(result, "revenue") == "60.00 USD");
  CHECK(text_of(result, "refunds") == "40.00 USD");
  CHECK(text_of(result, "average_purchase_value") == "30.00 USD");
  CHECK(to_text(result.value) == "60.00 USD");
}

TEST_CASE("a customer with refunds alone is none, and they reduce the revenue") {
  const Result result = result_of(ask({{"lifespan", "12"}}),
                                  {"a,2025-01-01,100,USD\nb,2025-12-31,-40,USD\n", "", ""});
  CHECK(*result.fact("customers").amount == Ratio{1, 1});
  CHECK(to_text(result.value) == "60.00 USD");
}

TEST_CASE("refunds beyond what was bought give a negative value") {
  const Result result = result_of(ask({{"lifespan", "12"}, {"acquisition-cost", "5"}}),
                                  {"a,2025-01-01,100,USD\na,2025-12-31,-140,USD\n", "", ""});
  CHECK(to_text(result.value) == "-40.00 USD");
  CHECK(text_of(result, "clv_to_cac") == "-8.00");
  CHECK_FALSE(result.fact("payback_months").amount);
}

TEST_CASE("with --merge-days purchases of one customer on one day are one") {
  const Files files{
      "a,2025-01-01,10,USD\na,2025-01-01T18:00:00Z,20,USD\nb,2025-01-01,30,USD\n"
      "a,2025-01-02,40,USD\na,2025-01-02,-5,USD\n",
      "", ""};
  const Result apart = result_of(ask({{"lifespan", "12"}}), files);
  const Result merged = result_of(ask({{"lifespan", "12"}, {"merge-days", "true"}}), files);
  CHECK(*apart.fact("purchases").amount == Ratio{4, 1});
  CHECK(*merged.fact("purchases").amount == Ratio{3, 1});
  CHECK(text_of(merged, "revenue") == "95.00 USD");
  CHECK(merged.value == apart.value);
}

TEST_CASE("a customer's months run from its first purchase to the end of the period") {
  const Files files{
      "a,2025-04-20,10,USD\na,2025-05-03,10,USD\nb,2025-05-31,10,USD\nc,2025-06-01,10,USD\n"
      "d,2025-04-30,10,USD\n",
      "", ""};
  const Result may = result_of(ask({{"lifespan", "12"}}, "2025-05"), files);
  CHECK(*may.fact("customers").amount == Ratio{3, 1});  // d is there, though it buys nothing
  CHECK(in_days(may, "customer_months") == Ratio{31 + 1 + 31, 1});
  CHECK(*may.fact("purchases").amount == Ratio{2, 1});
  CHECK(text_of(may, "revenue") == "20.00 USD");
}

TEST_CASE("beside services months run from the start, where earlier, to the day of leaving") {
  const Files files{
      "a,2025-05-10,10,USD\nb,2025-05-02,10,USD\nc,2025-05-31,10,USD\n",
      "a,2025-05-05,2025-05-15,\nb,2025-05-20,,\nd,2025-05-01,2025-05-01,\ne,2025-05-30,,\n"
      "f,2025-05-01,,trialing\n",
      ""};
  const Result result = result_of(ask({{"lifespan", "12"}}, "2025-05"), files);
  CHECK(*result.fact("customers").amount == Ratio{4, 1});  // a b c e
  CHECK(in_days(result, "customer_months") == Ratio{10 + 30 + 1 + 2, 1});
}

TEST_CASE("several rows of service of one customer are its time from first to last") {
  const Files files{"a,2025-05-10,10,USD\n",
                    "a,2025-05-05,2025-05-07,\na,2025-05-12,2025-05-20,\n"
                    "b,2025-05-01,2025-05-03,\nb,2025-05-02,,\n",
                    ""};
  const Result result = result_of(ask({{"lifespan", "12"}}, "2025-05"), files);
  CHECK(in_days(result, "customer_months") == Ratio{15 + 31, 1});
}

TEST_CASE("beside services the lifespan is the mean lifetime by Kaplan-Meier") {
  // One left after 10 days, one is there for 31: 10 + 21 x 1/2.
  const Files files{"x,2025-01-31,10,USD\n", "x,2025-01-01,2025-01-11,\ny,2025-01-01,,\n", ""};
  const Report report = report_of(ask(), files);
  const Result& result = report.results.at(0);
  CHECK(in_days(result, "lifespan") == Ratio{41, 2});
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes[0].find("restricted") != std::string::npos);
  CHECK(to_text(result.value) == "5.00 USD");  // 10 / 41 customer-days x 20.5 days
}

TEST_CASE("where everybody left, the mean lifetime is not restricted") {
  const Files files{"x,2025-01-01,10,USD\n", "x,2025-01-01,2025-01-11,\ny,2025-01-01,2025-01-21,\n",
                    ""};
  const Report report = report_of(ask(), files);
  CHECK(in_days(report.results.at(0), "lifespan") == Ratio{15, 1});
  CHECK(report.notes.at(0).find("restricted") == std::string::npos);
}

TEST_CASE("an end that lies ahead has not happened yet") {
  const Files files{"x,2025-01-31,10,USD\n",
                    "x,2025-01-01,2025-01-11,\ny,2025-01-01,2025-12-31,active\n", ""};
  CHECK(in_days(result_of(ask(), files), "lifespan") == Ratio{41, 2});
}

TEST_CASE("the lifetimes are those of the whole file, whatever the period") {
  const Files files{"x,2025-01-31,10,USD\n", "x,2025-01-01,2025-01-11,\ny,2025-01-01,,\n", ""};
  CHECK(in_days(result_of(ask({}, "2025-01-31"), files), "lifespan") == Ratio{41, 2});
}

TEST_CASE("services of nobody say nothing of a lifespan") {
  const Result result = result_of(ask(), {"x,2025-01-31,10,USD\n", "y,2025-01-01,,trialing\n", ""});
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "no row says how long a customer stayed");
}

TEST_CASE("without services the lifespan is from first to last purchase, an underestimate") {
  const Files files{
      "a,2025-01-01,10,USD\na,2025-01-21,10,USD\nb,2025-01-05,10,USD\na,2025-01-30,-1,USD\n", "",
      ""};
  const Report report = report_of(ask(), files);
  CHECK(in_days(report.results.at(0), "lifespan") == Ratio{10, 1});
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes[0].find("underestimate") != std::string::npos);
  // Also of purchases outside the period, by those who are customers in it.
  CHECK(in_days(result_of(ask({}, "2025-01-03"), files), "lifespan") == Ratio{20, 1});
}

TEST_CASE("where nobody bought on two days, purchases do not say how long customers stay") {
  const Result result =
      result_of(ask(), {"a,2025-01-01,10,USD\na,2025-01-01,20,USD\nb,2025-01-05,10,USD\n", "", ""});
  CHECK_FALSE(result.value.amount);
  CHECK_FALSE(result.fact("lifespan").amount);
  CHECK(result.reason.starts_with("nobody bought on two days"));
}

TEST_CASE("who left on the newest day of the data has left, also where that day is included") {
  Question question = ask();
  question.end_included = true;
  const Result result = result_of(question, {"c,2026-05-01,20,USD\n",
                                             "a,2026-01-01,2026-04-01,\nb,2026-02-01,,\n"
                                             "c,2026-04-15,2026-05-31,\n",
                                             ""});
  // 47 days to c's end, 44 more to a's with 2/3 left, 29 to b's last with 1/3: 86.
  CHECK(in_days(result, "lifespan").to_decimal(9) == "86.000000000");
}

TEST_CASE("a file of customers without a good row is no reason to take another lifespan") {
  const Files files{one_year.purchases, "a,x,,\n", "2025-05-10,30,USD\n"};
  Question question = ask();
  question.end_included = true;
  const Result result = result_of(question, files);
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "no row says how long a customer stayed");
  CHECK_FALSE(result.fact("retention_cost").amount);
}

TEST_CASE("a purchase after the customer left counts, with a warning") {
  const Files files{"a,2025-05-02,10,USD\na,2025-05-15,10,USD\nb,2025-05-14,10,USD\n",
                    "a,2025-05-01,2025-05-15,\nb,2025-05-01,2025-05-15,\n", ""};
  const Report report = report_of(ask({{"lifespan", "12"}}, "2025-05"), files);
  CHECK(*report.results.at(0).fact("purchases").amount == Ratio{3, 1});
  REQUIRE(report.warnings.size() == 1);
  CHECK(report.warnings[0].starts_with("1 customer bought on or after the day it left"));
}

TEST_CASE("each currency has the customers who bought in it, from their first purchase in it") {
  const Files files{
      "a,2025-05-01,10,USD\na,2025-05-21,10,EUR\nb,2025-05-31,5,USD\nb,2025-05-31,-5,EUR\n",
      "c,2025-05-01,2025-05-11,\n", ""};
  const Report report = report_of(ask({{"lifespan", "12"}, {"acquisition-cost", "1"}}), files);
  REQUIRE(report.results.size() == 2);
  const Result& eur = report.results[0];
  const Result& usd = report.results[1];
  CHECK(eur.value.currency.code() == "EUR");
  CHECK(*eur.fact("customers").amount == Ratio{1, 1});
  CHECK(in_days(eur, "customer_months") == Ratio{11, 1});
  CHECK(text_of(eur, "revenue") == "5.00 EUR");
  CHECK(*usd.fact("customers").amount == Ratio{2, 1});
  CHECK(in_days(usd, "customer_months") == Ratio{32, 1});
  CHECK(report.notes.size() == 2);
}

TEST_CASE("what lies after --as-of is outside the whole file's period") {
  Question question = ask({{"lifespan", "12"}});
  question.as_of = day(2025, 6, 30);
  const Report report = report_of(question, one_year);
  CHECK(report.results.at(0).span->period.end == day(2025, 7, 1));
  CHECK(*report.results.at(0).fact("purchases").amount == Ratio{1, 1});
  CHECK(report.input->not_counted.at("purchases outside the period") == 1);
}

TEST_CASE("without purchases or anybody's day in the period the value is absent, with the reason") {
  const Files files{"a,2025-01-01,100,USD\n", "", ""};
  Result result = result_of(ask({{"lifespan", "12"}}, "2026"), files);
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "there were no purchases");
  CHECK(*result.fact("customers").amount == Ratio{1, 1});
  result = result_of(ask({{"lifespan", "12"}}),
                     {"a,2025-01-01,100,USD\n", "a,2025-01-01,2025-01-01,\n", ""});
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "nobody was a customer on any day");
}

TEST_CASE("the value is rounded once, to 12 decimals, half to even") {
  const auto value = [](const char* purchase_value, const char* frequency) {
    return *by_hand(
                {{"purchase-value", purchase_value}, {"frequency", frequency}, {"lifespan", "1"}})
                .value.amount;
  };
  CHECK(value("0.000000000001", "0.5") == Ratio{0, 1});
  CHECK(value("0.000000000003", "0.5") == Ratio{2, Decimal::unit});
  CHECK(value("0.000000000001", "0.500000000001") == Ratio{1, Decimal::unit});
}

TEST_CASE("a value past 38 digits stops csm; a product past them on the way does not") {
  const std::string large = "999999999999999999";
  CHECK(test::fails_with(ErrorCode::failed, [&] {
    by_hand({{"purchase-value", large}, {"frequency", large}, {"lifespan", "1"}});
  }));
  CHECK(to_text(by_hand({{"purchase-value", large},
                         {"frequency", "0.000000000001"},
                         {"lifespan", "0.000001"}})
                    .value) == "1.00");
  PurchaseTally tally{1, 365, 7, Decimal::of_atoms(Int128{1} << 120).atoms(), 0, 1, 0};
  const Result result = finish(tally, {Ratio{12, 1}, {}, ""}, {}, Currency{});
  CHECK(*result.value.amount == Decimal::of_atoms(Int128{1} << 120).ratio());
}

TEST_CASE("a fact past 38 digits is absent, and takes no value away") {
  const Result result = by_hand({{"purchase-value", "0.000000000001"},
                                 {"frequency", "0.000000000001"},
                                 {"lifespan", "1"},
                                 {"acquisition-cost", "999999999999999999"}});
  CHECK(*result.value.amount == Ratio{0, 1});
  CHECK_FALSE(result.fact("payback_months").amount);
}

TEST_CASE("lifetime value by hand") {
  CHECK(
      to_text(by_hand({{"purchase-value", "50"}, {"frequency", "3"}, {"lifespan", "24"}}).value) ==
      "3,600.00");
  const Result result = by_hand({{"purchase-value", "50"},
                                 {"frequency", "3"},
                                 {"lifespan", "2y"},
                                 {"margin", "80%"},
                                 {"acquisition-cost", "480"}});
  CHECK(to_text(result.value) == "2,880.00");
  CHECK(text_of(result, "clv_to_cac") == "6.00");
  CHECK(text_of(result, "payback_months") == "4.0 months");
  CHECK_FALSE(result.fact("customers").amount);
  for (const char* left_out : {"purchase-value", "frequency", "lifespan"}) {
    Options options{{"purchase-value", "50"}, {"frequency", "3"}, {"lifespan", "24"}};
    options.erase(left_out);
    CHECK(test::fails_with(ErrorCode::usage, [&] { by_hand(options); }));
  }
}

TEST_CASE("an acquisition cost of 0 has no ratio, and is earned back at once") {
  const Result result = result_of(ask({{"lifespan", "12"}, {"acquisition-cost", "0"}}), one_year);
  CHECK_FALSE(result.fact("clv_to_cac").amount);
  CHECK(*result.fact("payback_months").amount == Ratio{0, 1});
}

TEST_CASE("retention cost is for the customers counted, or for those the services tell of") {
  Files files{"a,2025-05-01,10,USD\nb,2025-05-31,10,USD\n", "",
              "2025-05-10,30,USD\n2025-04-30,500,USD\n2025-05-10,7,EUR\n"};
  const Report report = report_of(ask({{"lifespan", "310"}}, "2025-05"), files);
  const Result& result = report.results.at(0);
  CHECK(text_of(result, "retention_cost") == "15.00 USD");
  CHECK(text_of(result, "clv_to_retention_cost") ==
        to_number({reduced(result.value.amount->num, result.value.amount->den * 15), Unit::score,
                   Currency{}}));
  CHECK(report.input->not_counted ==
        std::map<std::string, std::int64_t>{{"outside the period", 1},
                                            {"costs in a currency without a result", 1}});
  files.customers = "x,2025-01-01,,\ny,2025-05-31,,\nz,2025-01-01,2025-02-01,\n";
  files.costs = "2025-05-10,30,USD\n";
  CHECK(text_of(result_of(ask({{"lifespan", "12"}}, "2025-05"), files), "retention_cost") ==
        "15.00 USD");
  files.customers += "w,2025-05-01,2025-05-02,\n";
  CHECK(text_of(result_of(ask({{"lifespan", "12"}}, "2025-05"), files), "retention_cost") ==
        "10.00 USD");
}

TEST_CASE("without a cost in the result's currency there is no retention cost") {
  Files files = one_year;
  files.costs = "2025-05-10,7,EUR\n";
  CHECK_FALSE(result_of(ask({{"lifespan", "12"}}), files).fact("retention_cost").amount);
  files.costs = "2025-05-10,5,USD\n2025-05-10,-5,USD\n";
  const Result result = result_of(ask({{"lifespan", "12"}}), files);
  CHECK(text_of(result, "retention_cost") == "0.00 USD");
  CHECK_FALSE(result.fact("clv_to_retention_cost").amount);
}

TEST_CASE("of subscriptions it is revenue per account / churn") {
  SubscriptionTally tally;
  tally.add({annual_of_month(Decimal{100}), 6, 0}, 100);
  tally.add({0, 0, 0}, 3);
  tally.lost = 30;
  const Result result = finish(tally, {}, Currency{});
  CHECK(to_text(result.value) == "2,000.00");  // 100 / 5 %
  CHECK(*result.fact("customers").amount == Ratio{100, 1});
  CHECK(*result.fact("lifespan").amount == Ratio{20, 1});
  CHECK(text_of(result, "monthly_churn") == "5.0 %");
}

TEST_CASE("churn is that of the six calendar months before the one of the period's last day") {
  // The last day is 2026-05-20: November 2025 to April 2026 count.
  const Report report = of_subscriptions(
      "a,2025-01-01,2025-11-01,10\n"  // there until just before November: lost in it
      "b,2025-01-01,2025-10-31,10\n"  // gone when November begins
      "c,2025-01-01,2026-05-01,10\n"  // still there when April ends
      "d,2025-01-01,2026-04-30,10\n"  // lost in April
      "e,2025-11-01,,10\n"            // joined in November: in the base from December on
      "f,2025-12-05,2025-12-20,10\n"  // came and went within a month: in neither
      "g,2026-05-20,,10\n");
  const Result& result = report.results.at(0);
  CHECK(*result.fact("exposed").amount == Ratio{1 + 6 + 6 + 5, 1});
  CHECK(*result.fact("lost").amount == Ratio{2, 1});
  CHECK(*result.fact("customers").amount == Ratio{2, 1});
  CHECK(text_of(result, "arpa") == "10.00");
  CHECK(to_text(result.value) == "90.00");
  CHECK(report.notes == std::vector<std::string>{"churn is that of November 2025 to April 2026"});
  CHECK(report.rule->id == "subscription");
}

TEST_CASE("a period that ends with a month has the six months before that month") {
  const Question question = ask({}, "2026-05");
  const Report report =
      of_subscriptions("a,2025-01-01,2025-11-01,10\nb,2025-01-01,,10\n", question);
  CHECK(*report.results.at(0).fact("lost").amount == Ratio{1, 1});
  CHECK(*report.results.at(0).fact("exposed").amount == Ratio{7, 1});
}

TEST_CASE("several subscriptions of a customer are one customer, unless each row is another") {
  const std::string rows =
      "a,2025-01-01,2026-02-01,10\na,2026-01-15,,30\nb,2025-01-01,2026-02-01,10\n"
      "c,2026-05-31,,0\n";
  const Result result = of_subscriptions(rows).results.at(0);
  CHECK(text_of(result, "arpa") == "30.00");
  CHECK(*result.fact("lost").amount == Ratio{1, 1});
  CHECK(*result.fact("exposed").amount == Ratio{6 + 4, 1});
  Question unique = ask();
  unique.assume_unique = true;
  const Result apart = of_subscriptions(rows, unique).results.at(0);
  CHECK(*apart.fact("lost").amount == Ratio{2, 1});
  CHECK(*apart.fact("exposed").amount == Ratio{4 + 3 + 4, 1});
}

TEST_CASE("of subscriptions it is absent where nobody left, was there or pays") {
  const auto reason = [](const std::string& rows) {
    const Report report = of_subscriptions(rows);
    CHECK_FALSE(report.results.at(0).value.amount);
    return report.results.at(0).reason;
  };
  CHECK(reason("a,2025-01-01,,10\nb,2026-05-01,,10\n") ==
        "nobody left in the 6 months before the last, so nothing says how long customers stay");
  CHECK(reason("a,2026-05-01,,10\n") ==
        "nobody was there in the 6 months before the last to leave");
  CHECK(reason("a,2026-01-01,2026-05-01,10\nb,2026-05-02,,0\n") == "nobody pays at the end");
}

TEST_CASE("what rows are given tells the rule") {
  const Files files{"a,2025-05-01,10,USD\n", "a,2025-01-01,,\n", ""};
  CHECK(report_of(ask(), files).rule->id == "purchases");
  const std::string customers = "customer_id,started_on,churned_on,mrr,currency\n";
  const Source paying{"customers", "customers.csv",
                      customers + "a,2025-01-01,,10,USD\nb,2025-01-01,2025-04-10,x,USD\n"};
  CHECK(run(ask(), {paying}, {}).rule->id == "subscription");
  CHECK(run(ask(), {paying}, {}).input->bad == 1);
  const Source purchases{"purchases", "purchases.csv",
                         "customer_id,purchased_on,amount,currency\na,2025-05-01,10,USD\n"};
  const Report beside = run(ask(), {paying, purchases}, {});
  CHECK(beside.rule->id == "purchases");
  CHECK(beside.input->bad == 0);  // amounts play no part in who was there
  const Report asked = run(ask({}, "", "subscription"), {paying, purchases}, {});
  CHECK(asked.rule->id == "subscription");
  CHECK(asked.input->not_counted.at("purchases, which rule subscription does not look at") == 1);
}

TEST_CASE("a rule without its rows is refused") {
  const Source customers{"customers", "customers.csv",
                         "customer_id,started_on,churned_on\na,2025-01-01,\n"};
  const Source purchases{"purchases", "purchases.csv",
                         "customer_id,purchased_on,amount\na,2025-05-01,10\n"};
  const auto error = [](const Question& question, const std::vector<Source>& sources) {
    const auto found = test::error_of([&] { run(question, sources, {}); });
    return found ? found->message : "";
  };
  CHECK(error(ask(), {customers}).find("no column for mrr") != std::string::npos);
  CHECK(error(ask({}, "", "subscription"), {customers, purchases}).find("no column for mrr") !=
        std::string::npos);
  CHECK(error(ask({}, "", "subscription"), {purchases}) ==
        "clv needs customers or subscriptions: --from customers=FILE");
  CHECK(error(ask({}, "", "purchases"), {customers}) ==
        "clv needs purchases: --from purchases=FILE");
}

TEST_CASE("options that would change nothing are refused") {
  const auto refused = [](Question question, const Files& files) {
    return test::fails_with(ErrorCode::usage, [&] { report_of(question, files); });
  };
  Question unique = ask();
  unique.assume_unique = true;
  CHECK(refused(unique, one_year));
  Question included = ask();
  included.end_included = true;
  CHECK(refused(included, one_year));
  CHECK_FALSE(refused(included, {one_year.purchases, "a,2025-01-01,,\n", ""}));
  CHECK(refused(ask({{"category", "team"}}), one_year));
  for (const char* option : {"lifespan", "merge-days"}) {
    CHECK(test::fails_with(ErrorCode::usage, [&] {
      of_subscriptions("a,2025-01-01,,10\n", ask({{option, "24"}}));
    }));
  }
}
