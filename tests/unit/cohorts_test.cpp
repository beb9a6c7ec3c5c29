#include "csm/metrics/cohorts.hpp"

#include <algorithm>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::answer;
using test::ask;
using test::day;
using test::fact;

namespace {

Question asked(std::string_view rule = "customers", std::optional<Date> as_of = day(2026, 5, 31)) {
  Question question = ask("cohorts", "", rule);
  question.as_of = as_of;
  return question;
}

Result only(const Report& report) {
  REQUIRE(report.results.size() == 1);
  return report.results[0];
}

const Listing& list(const Result& result, std::string_view name) {
  const auto found = std::find_if(result.lists.begin(), result.lists.end(),
                                  [&](const Listing& each) { return each.name == name; });
  REQUIRE(found != result.lists.end());
  return *found;
}

/// "2026-01 2: 100 50 -": a cohort, its customers, and its shares in percent.
std::vector<std::string> in_lines(const Result& result) {
  const Listing& cohorts = list(result, "cohorts");
  std::vector<std::string> lines;
  for (const std::vector<Cell>& row : cohorts.rows) {
    std::string line =
        std::get<std::string>(row[0]) + " " + to_number(std::get<Quantity>(row[1])) + ":";
    for (std::size_t i = cohorts.shares_from; i < row.size(); ++i) {
      const auto& share = std::get<Quantity>(row[i]).amount;
      line += " " + (share ? Ratio{share->num * 100, share->den}.to_decimal(2) : "-");
    }
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

const Breakdown& breakdown(const Result& result, std::string_view name) {
  const auto found = std::find_if(result.facts.begin(), result.facts.end(),
                                  [&](const Fact& each) { return each.name == name; });
  REQUIRE(found != result.facts.end());
  return std::get<Breakdown>(found->value);
}

std::optional<Ratio> at(const Result& result, std::string_view name, std::string_view key) {
  for (const auto& [other, quantity] : breakdown(result, name)) {
    if (other == key) return quantity.amount;
  }
  return std::nullopt;
}

/// anna stays; bob leaves two months after joining, to the day; carl is away from 1 March to 10
/// April.
constexpr const char* three =
    "customer_id,started_on,ended_on\n"
    "anna,2026-01-31,\n"
    "bob,2026-01-10,2026-03-10\n"
    "carl,2026-02-15,2026-03-01\n"
    "carl,2026-04-10,\n";

}  // namespace

TEST_CASE("three customers by hand: who is here at each age, and blank where not all are as old") {
  const Result result = only(answer(asked(), three));
  // anna is 1 month old on 28 February and 4 on 31 May. bob is still here just before 10 March.
  // carl is away on 15 March and back on 15 April; 15 June is not known yet.
  CHECK(in_lines(result) == Lines{"2026-01 2: 100.00 100.00 100.00 50.00 50.00",
                                  "2026-02 1: 100.00 0.00 100.00 100.00 -"});
  CHECK(*at(result, "retention_by_age", "1") == Ratio{2, 3});
  CHECK(*at(result, "retention_by_age", "2") == Ratio{3, 3});
  CHECK(*at(result, "retention_by_age", "3") == Ratio{2, 3});
  CHECK(*at(result, "retention_by_age", "4") == Ratio{1, 2});
  CHECK_FALSE(at(result, "retention_by_age", "5"));
}

TEST_CASE("three customers by hand: the curve runs from joining to the end of the last service") {
  const Result result = only(answer(asked(), three));
  // anna 121 days and carl 106 so far, whatever the gap; bob 59 days.
  const Listing& curve = list(result, "survival");
  REQUIRE(curve.rows.size() == 3);
  const auto row = [&](std::size_t i) {
    std::vector<std::string> numbers;
    for (std::size_t column = 0; column < 5; ++column) {
      numbers.push_back(to_number(std::get<Quantity>(curve.rows[i][column])));
    }
    return numbers;
  };
  CHECK(row(0) == Lines{"59", "3", "1", "0", "66.7"});
  CHECK(row(1) == Lines{"106", "2", "0", "1", "66.7"});
  CHECK(row(2) == Lines{"121", "1", "0", "1", "66.7"});
  CHECK(*fact(result, "customers") == Ratio{3, 1});
  CHECK(*fact(result, "left") == Ratio{1, 1});
  CHECK(*fact(result, "here") == Ratio{2, 1});
  CHECK(*at(result, "survival", "1") == Ratio{1, 1});
  CHECK(at(result, "survival", "3")->to_decimal(6) == "0.666667");
  CHECK_FALSE(at(result, "survival", "6"));
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason ==
        "more than half, 66.7 %, are still here after 4.0 months, the longest time seen");
}

TEST_CASE("a cohort's age is known when its newest customer has reached it, to the day") {
  const std::string two =
      "customer_id,started_on,churned_on\n"
      "a,2026-03-01,\n"
      "b,2026-03-20,\n";
  CHECK(in_lines(only(answer(asked("customers", day(2026, 4, 19)), two))) ==
        Lines{"2026-03 2: 100.00"});
  CHECK(in_lines(only(answer(asked("customers", day(2026, 4, 20)), two))) ==
        Lines{"2026-03 2: 100.00 100.00"});
}

TEST_CASE("a change of plan on a day, and services side by side, are no gap") {
  const Result result = only(answer(asked(),
                                    "customer_id,started_on,ended_on\n"
                                    "a,2026-01-15,2026-02-15\n"
                                    "a,2026-02-15,2026-05-01\n"
                                    "a,2026-01-20,2026-02-01\n"));
  CHECK(in_lines(result) == Lines{"2026-01 1: 100.00 100.00 100.00 100.00 0.00"});
}

TEST_CASE("who leaves on the day of joining is of its cohort, and gone from the first month on") {
  CHECK(in_lines(only(answer(asked(),
                             "customer_id,started_on,churned_on\n"
                             "a,2026-03-02,2026-03-02\n"
                             "b,2026-03-31,\n"))) == Lines{"2026-03 2: 100.00 50.00 50.00"});
}

TEST_CASE("trials are no customers, and do not make anybody join earlier") {
  const Report report = answer(asked(),
                               "customer_id,started_on,ended_on,status\n"
                               "a,2026-01-05,,trialing\n"
                               "a,2026-03-05,,active\n"
                               "b,2026-03-07,,unpaid\n");
  CHECK(in_lines(only(report)) == Lines{"2026-03 1: 100.00 100.00 100.00"});
  CHECK(report.input->not_counted.at("on trial, unpaid or ended within the trial") == 2);
}

TEST_CASE("the period is that of joining, by the first of all rows") {
  Question question = asked();
  question.period = read_period("2026-02..2026-05", std::nullopt);
  const Report report = answer(question, three);
  CHECK(in_lines(only(report)) == Lines{"2026-02 1: 100.00 0.00 100.00 100.00"});
  CHECK(report.input->not_counted.at("of customers who joined outside the period") == 2);
  CHECK(report.input->used() == 2);
}

TEST_CASE("who joins after the data ends is no part, and what ends after it has not ended") {
  const Report report = answer(asked("customers", day(2026, 3, 8)), three);
  // bob's end lies two days ahead; carl has left, as far as is known: its other row is of April.
  CHECK(in_lines(only(report)) == Lines{"2026-01 2: 100.00 100.00", "2026-02 1: 100.00 -"});
  CHECK(*fact(only(report), "left") == Ratio{1, 1});
  const Report before = answer(asked("customers", day(2026, 1, 9)), three);
  CHECK(only(before).reason == "nobody joined");
  CHECK(before.input->not_counted.at("that begin after the data ends") == 4);
}

TEST_CASE("cohorts of quarters and years age in quarters and years") {
  const std::string two =
      "customer_id,started_on,churned_on\n"
      "a,2024-11-30,2025-02-28\n"
      "b,2024-10-01,\n";
  Question question = asked();
  question.options["cohort"] = "quarter";
  // a is a quarter old on 28 February 2025, and still here just before it.
  CHECK(in_lines(only(answer(question, two))) ==
        Lines{"2024-Q4 2: 100.00 100.00 50.00 50.00 50.00 50.00 50.00"});
  question.options["cohort"] = "year";
  CHECK(in_lines(only(answer(question, two))) == Lines{"2024 2: 100.00 50.00"});
  question.options["cohort"] = "week";
  CHECK(test::fails_with(ErrorCode::usage, [&] { answer(question, two); }));
}

TEST_CASE("an age is counted in calendar months from the customer's own day") {
  const CohortGrain month{1};
  CHECK(month.age_on(day(2026, 1, 31), day(2026, 2, 27)) == 0);
  CHECK(month.age_on(day(2026, 1, 31), day(2026, 2, 28)) == 1);
  CHECK(month.age_on(day(2024, 1, 31), day(2024, 2, 28)) == 0);
  CHECK(month.age_on(day(2024, 1, 31), day(2024, 2, 29)) == 1);
  CHECK(month.age_on(day(2026, 1, 31), day(2026, 3, 30)) == 1);
  CHECK(month.age_on(day(2026, 1, 31), day(2026, 3, 31)) == 2);
  CHECK(month.age_on(day(2026, 1, 31), day(2026, 1, 31)) == 0);
  CHECK(month.age_on(day(2025, 12, 5), day(2026, 1, 4)) == 0);
  CHECK(month.age_on(day(2025, 12, 5), day(2026, 1, 5)) == 1);
  CHECK(CohortGrain{3}.age_on(day(2025, 11, 30), day(2026, 2, 28)) == 1);
  CHECK(CohortGrain{12}.age_on(day(2024, 2, 29), day(2025, 2, 28)) == 1);
}

TEST_CASE("a cohort is called by its month, quarter or year") {
  const auto called = [](int months, Date joined_on) {
    const CohortGrain grain{months};
    return grain.label(grain.cohort_of(joined_on));
  };
  CHECK(called(1, day(2026, 12, 31)) == "2026-12");
  CHECK(called(3, day(2026, 12, 31)) == "2026-Q4");
  CHECK(called(3, day(2026, 1, 1)) == "2026-Q1");
  CHECK(called(12, day(2026, 1, 1)) == "2026");
  CHECK(called(1, day(999, 1, 1)) == "0999-01");
}

TEST_CASE("NRR by hand: what a cohort pays at each age of what it paid at first") {
  const Result result = only(answer(asked("mrr"),
                                    "customer_id,started_on,ended_on,amount,paused_on,resumed_on\n"
                                    "anna,2026-01-31,,100,,\n"
                                    "anna,2026-03-31,,50,,\n"
                                    "bob,2026-01-10,,60,2026-02-10,2026-03-10\n"));
  // Of 160: 160 on 28 and 10 February; 100 on 31 March, when anna's 50 begin and bob's pause ends
  // on the 10th; 150 + 60 from April on.
  CHECK(in_lines(result) == Lines{"2026-01 2: 100.00 100.00 62.50 131.25 131.25"});
  CHECK(*fact(result, "starting_mrr") == Ratio{160, 1});
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "no cohort is known for 12 months");
}

TEST_CASE("NRR after 12 months is over all cohorts that are known so long") {
  const Result result = only(answer(asked("mrr"),
                                    "customer_id,started_on,churned_on,mrr\n"
                                    "a,2025-01-01,,100\n"
                                    "b,2025-02-01,2025-12-24,300\n"
                                    "c,2025-06-01,,1000\n"));
  // c is 12 months old on 1 June 2026, the day after the data ends.
  CHECK(*result.value.amount == Ratio{100, 400});
  CHECK(result.value.unit == Unit::share);
  CHECK_FALSE(result.interval);
  Question by_year = asked("mrr");
  by_year.options["cohort"] = "year";
  CHECK_FALSE(only(answer(by_year,
                          "customer_id,started_on,churned_on,mrr\n"
                          "a,2025-01-01,,100\n"
                          "c,2025-06-01,,1000\n"))
                  .value.amount);
}

TEST_CASE("cohorts of MRR are of the first day that is paid for") {
  const Report report = answer(asked("mrr"),
                               "customer_id,started_on,ended_on,amount,interval,status,paused_on\n"
                               "free,2026-01-05,2026-03-05,0,month,active,\n"
                               "free,2026-03-05,,30,month,active,\n"
                               "once,2026-01-05,,900,once,active,\n"
                               "paused,2026-01-05,,80,month,paused,2026-01-01\n");
  CHECK(in_lines(only(report)) == Lines{"2026-03 1: 100.00 100.00 100.00"});
  CHECK(report.input->not_counted.at("without a recurring amount") == 2);
  CHECK(report.input->not_counted.at("of customers who paid nothing on the day they joined") == 1);
}

TEST_CASE("two currencies are two results, each of the customers who pay in it") {
  const Report report = answer(asked("mrr"),
                               "customer_id,started_on,churned_on,mrr,currency\n"
                               "a,2026-03-05,,10,USD\n"
                               "b,2026-04-05,,10,EUR\n");
  REQUIRE(report.results.size() == 2);
  CHECK(report.results[0].value.currency.code() == "EUR");
  CHECK(in_lines(report.results[0]) == Lines{"2026-04 1: 100.00 100.00"});
  CHECK(in_lines(report.results[1]) == Lines{"2026-03 1: 100.00 100.00 100.00"});
}

TEST_CASE("amounts are converted at the rate of the day of joining, so that rates are no growth") {
  Question question = asked("mrr");
  auto rates = std::make_shared<ExchangeRates>(*Currency::of("USD"), "rates.csv");
  rates->add(*Currency::of("EUR"), day(2026, 3, 1), {2, 1});
  rates->add(*Currency::of("EUR"), day(2026, 4, 1), {3, 1});
  question.rates = rates;
  const std::string two =
      "customer_id,started_on,ended_on,amount,currency\n"
      "a,2026-03-05,,10,EUR\n"
      "a,2026-04-01,,20,USD\n";
  const Result result = only(answer(question, two));
  // 20 at first; 40 from 5 April on.
  CHECK(in_lines(result) == Lines{"2026-03 1: 100.00 200.00 200.00"});
  CHECK(*fact(result, "starting_mrr") == Ratio{20, 1});
  CHECK(test::fails_with(ErrorCode::refused, [&] {
    answer(question, "customer_id,started_on,ended_on,amount,currency\na,2026-02-05,,10,EUR\n");
  }));
}

TEST_CASE("each row is another customer where that is assumed") {
  Question question = asked();
  question.assume_unique = true;
  CHECK(in_lines(only(answer(question, three))) ==
        Lines{"2026-01 2: 100.00 100.00 100.00 50.00 50.00", "2026-02 1: 100.00 0.00 0.00 0.00 -",
              "2026-04 1: 100.00 100.00 - - -"});
}

TEST_CASE("the median lifetime is in months of 365/12 days, with its interval") {
  std::string text = "customer_id,started_on,churned_on\n";
  for (int i = 0; i < 40; ++i) {
    // Ten customers leave after each of 73, 146, 219 and 292 days.
    const Date end = day(2025, 1, 1) + std::chrono::days{73 * (1 + i % 4)};
    text += "c" + std::to_string(i) + ",2025-01-01," + to_iso(end) + "\n";
  }
  const Result result = only(answer(asked(), text));
  CHECK(to_text(result.value) == "4.8 months");  // 146 x 12/365
  CHECK(*result.value.amount == Ratio{24, 5});
  // S = 3/4, 1/2, 1/4: Greenwood's sums 10/(40 x 30), + 10/(30 x 20), + 10/(20 x 10). The limits at
  // 73 days are 0.585..0.857, at 146 days 0.338..0.642, at 219 days 0.130..0.390.
  REQUIRE(result.interval);
  CHECK(result.interval->low == Approx(4.8));   // first at 146 days
  CHECK(result.interval->high == Approx(7.2));  // 219 days
  CHECK(result.interval->method == "brookmeyer-crowley");
}

TEST_CASE("a median without an upper end says from where on it is") {
  const Result result = only(answer(asked(),
                                    "customer_id,started_on,churned_on\n"
                                    "a,2026-01-01,2026-02-01\n"
                                    "b,2026-01-01,2026-03-01\n"
                                    "c,2026-01-01,\n"));
  CHECK(*result.value.amount == Ratio{59 * 12, 365});
  CHECK_FALSE(result.interval);
  CHECK(result.interval_reason ==
        "too few are left to say how long it is at most; with 95 % confidence it is 1.0 months or "
        "more");
}

TEST_CASE("ages end at 120, and the text says so") {
  const std::string old =
      "customer_id,started_on,churned_on\n"
      "a,2000-01-01,\n";
  Question question = asked();
  const Result result = only(answer(question, old));
  CHECK(list(result, "cohorts").columns.back() == "age_120");
  const Paragraph last = result.story.back();
  CHECK(std::get<std::string>(last) == "ages end at 120 months; --cohort year goes on");
  question.options["cohort"] = "year";
  CHECK(list(only(answer(question, old)), "cohorts").columns.back() == "age_26");
}

TEST_CASE("options of money say nothing of cohorts of customers") {
  Question question = asked();
  question.currency = Currency::of("USD");
  CHECK(test::fails_with(ErrorCode::usage, [&] { answer(question, three); }));
}
