#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/slow_churn.hpp"
#include "support/slow_known_until.hpp"
#include "support/slow_mrr.hpp"
#include "support/slow_nps.hpp"
#include "support/slow_table.hpp"

using namespace csm::slow;

namespace {

const int may = day_of("2026-05-01");
const int june = day_of("2026-06-01");

/// One cell a word, a full stop for a blank one: table_of("customer_id mrr", {"a 10", "b ."}).
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

ChurnFigures churn_of(const Table& table) { return slow_churn(table, {may, june}); }

MrrFigures mrr_of(const Table& table) { return slow_mrr(table, {may, june})[""]; }

MrrFigures billed_in(const std::string& begin, const std::string& end, const std::string& row) {
  MrrOptions options{day_of(begin), day_of(end)};
  options.annual_when_billed = true;
  return slow_mrr(table_of("customer_id started_on ended_on interval amount", {row}), options)[""];
}

NpsFigures nps_of(const std::vector<std::string>& scores) {
  return slow_nps(table_of("score", scores), {});
}

}  // namespace

TEST_CASE("a day is read from the calendar and written back") {
  CHECK(parse_day("1970-01-02") == 1);
  CHECK(parse_day("2024-02-29"));
  CHECK_FALSE(parse_day("2026-02-29"));
  CHECK_FALSE(parse_day("2026-5-01"));
  CHECK(format_day(june - 1) == "2026-05-31");
}

TEST_CASE("a decimal is read exactly or not at all") {
  CHECK(parse_decimal("-12.50") == Rational(-25, 2));
  CHECK(parse_decimal("007") == Rational(7));
  CHECK_FALSE(parse_decimal("1,000"));
  CHECK_FALSE(parse_decimal("1."));
  CHECK_FALSE(parse_decimal(""));
}

TEST_CASE("a table is written in every format with its cells unharmed") {
  const Table table{{"id", "say"}, {{"a,b", "x\"y"}, {"", "two\nlines"}}};
  CHECK(to_csv(table) == "id,say\n\"a,b\",\"x\"\"y\"\n,\"two\nlines\"\n");
  CHECK(to_tsv(table) == "id\tsay\na,b\t\"x\"\"y\"\n\t\"two\nlines\"\n");
  CHECK(to_ndjson(table) ==
        "{\"id\": \"a,b\", \"say\": \"x\\\"y\"}\n{\"id\": null, \"say\": \"two\\u000alines\"}\n");
  CHECK(to_json({{"id"}, {{"1"}}}) == "[\n {\"id\": \"1\"}\n]\n");
  CHECK(to_csv({{"id"}, {{""}}}) == "id\n\"\"\n");
}

TEST_CASE("what starts on the first day joined, what ends on the first day was lost") {
  const auto figures =
      churn_of(table_of("customer_id started_on churned_on",
                        {"a 2026-04-01 2026-05-01", "b 2026-05-01 .", "c 2026-04-30 2026-06-01",
                         "d 2026-06-01 .", "e 2026-05-09 2026-05-09", "f 2026-01-01 2026-04-30"}));
  CHECK(figures.opening == 2);  // a, c
  CHECK(figures.churned_existing == 1);
  CHECK(figures.joined == 2);  // b, e
  CHECK(figures.churned_new == 1);
  CHECK(figures.closing == 2);
  CHECK(figures.opening_rule == Rational(1));
  CHECK(figures.exposed == Rational(2, 3));
  CHECK(figures.cohort == Rational(1, 2));
  CHECK(figures.stripe == Rational(1, 2));
}

TEST_CASE("with the last day of service as the end a customer is there one day longer") {
  const Table table = table_of("customer_id started_on churned_on",
                               {"a 2026-01-01 2026-05-31", "b 2026-05-02 2026-05-01"});
  CHECK(churn_of(table).churned_existing == 1);
  CHECK(churn_of(table).bad == 1);
  const auto shifted = slow_churn(table, {may, june, true});
  CHECK(shifted.churned_existing == 0);
  CHECK(shifted.bad == 1);
  CHECK(shifted.churned_new == 0);
}

TEST_CASE("subscriptions that follow each other are one customer who stays") {
  const std::vector<std::string> rows = {"a 2026-01-01 2026-05-10", "a 2026-05-10 ."};
  const auto figures = churn_of(table_of("customer_id started_on ended_on", rows));
  CHECK(figures.opening == 1);
  CHECK(figures.closing == 1);
  CHECK(figures.lapsed_and_returned == 0);
  const auto apart =
      slow_churn(table_of("customer_id started_on ended_on", rows), {may, june, false, true});
  CHECK(apart.churned_existing == 1);
  CHECK(apart.joined == 1);
}

TEST_CASE("a gap of a day between two subscriptions is a lapse and a return") {
  const auto figures = churn_of(table_of(
      "customer_id started_on ended_on",
      {"a 2026-01-01 2026-05-10", "a 2026-05-11 .", "b 2026-01-01 2026-02-01", "b 2026-05-11 ."}));
  CHECK(figures.lapsed_and_returned == 1);
  CHECK(figures.joined == 1);
  CHECK(figures.returned == 1);
}

TEST_CASE("trials and unpaid rows are no customers, canceled without an end is a bad row") {
  const auto figures = churn_of(table_of(
      "customer_id started_on ended_on canceled_on current_period_end trial_end status",
      {"a 2026-01-01 . . . . trialing", "b 2026-04-20 2026-05-04 . . 2026-05-04 active",
       "c 2026-04-20 . . . 2026-05-04 active", "d 2026-01-01 . . . . cancelled",
       "e 2026-01-01 . 2026-05-02 2026-06-01 . active", "f 2026-01-01 . . 2026-05-20 . canceled",
       "g 2026-01-01 NA . . . past_due", "h 2026-01-01 2026-02-30 . . . active"}));
  CHECK(figures.not_customers == 2);  // a, b
  CHECK(figures.bad == 2);            // d, h
  CHECK(figures.joined == 1);         // c
  CHECK(figures.opening == 3);        // e, f, g
  CHECK(figures.churned_existing == 1);
  CHECK(figures.closing == 3);
}

TEST_CASE("a snapshot is the period, and who is not new was there at opening") {
  const auto figures = churn_of(table_of(
      "customer_id churned is_new",
      {"a no no", "b yes no", "c no yes", "d yes yes", "e no .", "007 no no", "7 yes no"}));
  CHECK(figures.opening == 5);
  CHECK(figures.churned_existing == 2);
  CHECK(figures.joined == 2);
  CHECK(figures.churned_new == 1);
  CHECK(figures.closing == 4);
  CHECK(churn_of(table_of("customer_id status", {"a active", "b cancelled", "c unpaid"})).cohort ==
        Rational(1, 2));
}

TEST_CASE("100 at 100 a month and 50 at 600 a year are 12,500 a month") {
  Table table = table_of("customer_id started_on interval amount", {});
  for (int i = 0; i < 100; ++i)
    table.rows.push_back({"m" + std::to_string(i), "2026-01-01", "month", "100"});
  for (int i = 0; i < 50; ++i)
    table.rows.push_back({"y" + std::to_string(i), "2026-01-01", "year", "600"});
  const auto figures = mrr_of(table);
  CHECK(figures.mrr == 12500);
  CHECK(figures.arr == 150000);
  CHECK(figures.customers == 150);
  CHECK(figures.arpa == Rational(250, 3));
}

TEST_CASE("an amount is brought to a month after quantity and discounts") {
  const auto month = [](const std::string& row) {
    return mrr_of(table_of("customer_id started_on amount interval interval_count quantity "
                           "discount_percent discount_amount",
                           {"a 2026-01-01 " + row}))
        .mrr;
  };
  CHECK(month("1200 year . . . .") == 100);
  CHECK(month("50 . . 2 . 10") == 90);
  CHECK(month("50 . . 2 10 10") == 80);
  CHECK(month("5 . . 1 . 10") == 0);
  CHECK(month("90 quarter 1 . . .") == 30);
  CHECK(month("60 month 6 . . .") == 10);
  CHECK(month("12 week 2 . . .") == 26);
  CHECK(month("12 day . . . .") == 365);
  CHECK(month("12 once . . . .") == 0);
}

TEST_CASE("gross retention is 80 % and net 90 % where 10 left, 10 shrank and 10 grew of 100") {
  const auto figures =
      mrr_of(table_of("customer_id started_on ended_on mrr",
                      {"a 2026-01-01 2026-05-15 10", "b 2026-01-01 2026-05-15 45",
                       "b 2026-05-15 . 35", "c 2026-01-01 2026-05-15 45", "c 2026-05-15 . 55",
                       "d 2026-05-02 . 5", "e 2026-05-02 . 7", "e 2026-02-01 2026-03-01 7"}));
  CHECK(figures.opening == 100);
  CHECK(figures.churned == 10);
  CHECK(figures.contraction == 10);
  CHECK(figures.expansion == 10);
  CHECK(figures.new_money == 5);
  CHECK(figures.reactivation == 7);
  CHECK(figures.mrr == 102);
  CHECK(figures.net_new == 2);
  CHECK(figures.grr == Rational(4, 5));
  CHECK(figures.nrr == Rational(9, 10));
  CHECK(figures.gross_churn_rate == Rational(1, 5));
  CHECK(figures.net_churn_rate == Rational(1, 10));
  CHECK(figures.quick_ratio == Rational(22, 20));
  CHECK(figures.churned_customers == 1);
  CHECK(figures.new_customers == 1);
  CHECK(figures.reactivation_customers == 1);
}

TEST_CASE("a pause is a contraction and its end an expansion, a free plan is churn") {
  const std::string header = "customer_id started_on ended_on paused_on resumed_on status mrr";
  const auto paused = mrr_of(table_of(header, {"a 2026-01-01 . 2026-05-09 . active 10"}));
  CHECK(paused.contraction == 10);
  CHECK(paused.churned_customers == 0);
  const auto resumed = mrr_of(table_of(header, {"a 2026-01-01 . . 2026-05-09 paused 10"}));
  CHECK(resumed.expansion == 10);
  const auto fallen = mrr_of(
      table_of(header, {"a 2026-01-01 2026-05-09 . . active 10", "a 2026-05-09 . . . active 0"}));
  CHECK(fallen.churned == 10);
  const auto grown = mrr_of(
      table_of(header, {"a 2026-01-01 2026-05-09 . . active 0", "a 2026-05-09 . . . past_due 10"}));
  CHECK(grown.new_money == 10);
  CHECK(grown.past_due == 10);
}

TEST_CASE("currencies stand apart, and bad rows of money are left out and counted") {
  auto by_currency = slow_mrr(
      table_of("customer_id started_on currency interval_count discount_percent amount",
               {"a 2026-01-01 USD . . 10", "a 2026-05-01 EUR . . 20", "b 2026-01-01 USD 13 . 10",
                "c 2026-01-01 USD 1 101 10", "d 2026-01-01 USD 1 0 -1", "e 2026-01-01 US 1 0 10",
                "f 2026-01-01 USD 1 0 NA", "NA 2026-01-01 USD 1 0 1"}),
      {may, june});
  CHECK(by_currency.size() == 2);
  CHECK(by_currency["USD"].mrr == 11);
  CHECK(by_currency["USD"].customers == 2);
  CHECK(by_currency["EUR"].new_money == 20);
  CHECK(by_currency["USD"].bad == 5);
}

TEST_CASE("a yearly amount counts whole in the month it is billed and not in the others") {
  CHECK(billed_in("2026-05-01", "2026-06-01", "a 2024-05-31 . year 1200").mrr == 1200);
  CHECK(billed_in("2026-06-01", "2026-07-01", "a 2024-05-31 . year 1200").mrr == 0);
  CHECK(billed_in("2026-05-01", "2026-06-01", "a 2024-05-31 2026-05-31 year 1200").mrr == 0);
  CHECK(billed_in("2026-05-01", "2026-06-01", "a 2026-05-02 2026-05-03 year 1200").mrr == 1200);
  CHECK(billed_in("2026-02-01", "2026-03-01", "a 2024-02-29 . year 1200").mrr == 1200);
  CHECK(billed_in("2026-05-01", "2026-06-01", "a 2024-02-29 . month 1200").mrr == 1200);
  CHECK(billed_in("2026-05-01", "2026-06-01", "a 2026-01-01 . year 1200").customers == 0);
}

TEST_CASE("the score of 0, 7, 7, 9, 9, 9 is 33.33 with variance 5/9") {
  const auto figures = nps_of({"0", "7", "7", "9", "9", "9"});
  CHECK(figures.nps == Rational(100, 3));
  CHECK(figures.variance == Rational(5, 9));
  CHECK(figures.mean == Rational(41, 6));
  CHECK(figures.whole_scores[7] == 2);
}

TEST_CASE("8.5 is passive, 11 a bad row and a missing word unscored") {
  const auto figures = nps_of({"8.5", "6.99", "9.0", "11", "-1", "ten", "NA", "-", ".", "null"});
  CHECK(figures.passives == 1);
  CHECK(figures.detractors == 1);
  CHECK(figures.promoters == 1);
  CHECK(figures.fractional_scores == 2);
  CHECK(figures.bad == 3);
  CHECK(figures.unscored == 4);
  CHECK_FALSE(nps_of({"NA"}).nps);
}

TEST_CASE("the latest answer is by day, then the greatest response id, then the lowest score") {
  const Table table = table_of(
      "customer_id response_id answered_on sent_on score",
      {"a r9 2026-05-02 2026-05-01 1", "a r1 2026-05-03 2026-05-01 8",
       "a r2 2026-05-03 2026-05-01 9", "a r2 2026-05-03 2026-05-01 10",
       "b r1 2026-06-01 2026-05-31 0", "c r1 . 2026-05-31 .", ". r1 2026-05-04 2026-05-01 0"});
  const auto figures = slow_nps(table, {may, june, true});
  CHECK(figures.whole_scores[9] == 1);
  CHECK(figures.mean == Rational(9));
  CHECK(figures.bad == 1);
  CHECK(figures.unscored == 1);
  CHECK(figures.response_rate == Rational(5, 6));
  CHECK(slow_nps(table, {}).detractors == 3);
}

TEST_CASE("the data is known until its newest day that cannot lie in the future") {
  const Table table =
      table_of("customer_id started_on ended_on current_period_end status amount",
               {"a 2026-01-01 2027-01-01 . active 1",
                "b 2026-02-03 2026-05-31 2026-07-01 canceled 1", "c 2026-09-09 . . active -1"});
  CHECK(known_until_for_mrr(table) == june - 1);
  CHECK(known_until_for_churn(table) == day_of("2026-09-09"));
  CHECK(default_period(june - 1)->begin == may);
  CHECK(default_period(june - 1)->end == june);
  CHECK_FALSE(is_partial({may, june}, june - 1));
  CHECK(is_partial({may, june}, june - 2));
}
