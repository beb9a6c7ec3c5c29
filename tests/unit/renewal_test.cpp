#include "csm/metrics/renewal.hpp"

#include "csm/registry.hpp"
#include "metrics/terms.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

const Period may = read_period("2026-05", {});

const std::string head = "customer_id,contract_id,term_start,term_end,value,currency,renewed\n";

Ratio fact(const Result& result, std::string_view name) {
  INFO(name);
  REQUIRE(result.fact(name).amount);
  return *result.fact(name).amount;
}

Report of(const std::string& rows, std::string_view period = "2026-05",
          std::string_view grace = "") {
  Question question = test::ask("renewal", period);
  if (!grace.empty()) question.options.emplace("grace", grace);
  return test::answer(question, rows);
}

/// "renewed lost open" of the contracts that came due in May 2026.
std::string outcomes(const std::string& rows, std::string_view grace = "") {
  const Result result = of(head + rows, "2026-05", grace).results.at(0);
  std::string text;
  for (const std::string_view name : {"renewed", "lost", "open"}) {
    text += (text.empty() ? "" : " ") + fact(result, name).to_decimal(0);
  }
  return text;
}

Result by_hand(const std::string& renewed, const std::string& due) {
  Question question = test::ask("renewal");
  question.options = {{"renewed", renewed}, {"due", due}};
  return compute_by_hand(question).results.at(0);
}

const Breakdown& breakdown(const Result& result, std::string_view name) {
  for (const Fact& fact : result.facts) {
    if (fact.name == name) return std::get<Breakdown>(fact.value);
  }
  throw std::logic_error("no such breakdown");
}

/// A row far from May that makes the data known until a day.
std::string known(const std::string& until) { return "zz,zz," + until + ",2030-01-01,,,\n"; }

}  // namespace

TEST_CASE("85 of 100 contracts renewed is 85 %") {
  RenewalTally tally;
  tally.renewed = 85;
  tally.lost = 15;
  const Result result = finish(tally);
  CHECK(*result.value.amount == Ratio{85, 100});
  CHECK(result.value.unit == Unit::share);
  REQUIRE(result.interval);
  CHECK(result.interval->method == "wilson");
  CHECK(fact(result, "due") == Ratio{100, 1});
}

// 60 + 42 renewed of 60 + 42 + 18; 8 more on one, 4 less on the other.
TEST_CASE("102 of 120 renewed with an uplift of 8 and a downsell of 4 is 85 % gross, 88.33 % net") {
  const Result result = of("customer_id,term_end,value,renewed,renewed_value\n"
                           "a,2026-05-10,60,yes,68\nb,2026-05-10,42,yes,38\nc,2026-05-31,18,no,\n")
                            .results.at(0);
  CHECK(fact(result, "gross_value_rate") == Ratio{102, 120});
  CHECK(fact(result, "net_value_rate") == Ratio{106, 120});
  CHECK(fact(result, "net_value_rate").to_decimal(4) == "0.8833");
  CHECK(*result.value.amount == Ratio{2, 3});
}

TEST_CASE("a contract is due from the period's first day up to its last") {
  CHECK(outcomes("a,1,2025-01-01,2026-04-30,,,no\n") == "0 0 0");
  CHECK(outcomes("a,1,2025-01-01,2026-05-01,,,no\n") == "0 1 0");
  CHECK(outcomes("a,1,2025-01-01,2026-05-31,,,no\n") == "0 1 0");
  CHECK(outcomes("a,1,2025-01-01,2026-06-01,,,no\n") == "0 0 0");
}

TEST_CASE("the row's own yes or no goes before any later contract") {
  const std::string next = "a,2,2026-05-10,2027-05-10,,,\n";
  CHECK(outcomes("a,1,2025-05-10,2026-05-10,,,no\n" + next) == "0 1 0");
  CHECK(outcomes("a,1,2025-05-10,2026-05-10,,,yes\n") == "1 0 0");
  CHECK(outcomes("a,1,2025-05-10,2026-05-10,,,\n" + next) == "1 0 0");
  CHECK(outcomes("a,1,2025-05-10,2026-05-10,,,NA\n" + next) == "1 0 0");
}

TEST_CASE("a later contract renews up to 30 days after the end, and early from after the start") {
  const std::string due = "a,1,2025-05-10,2026-05-10,,,\n" + known("2026-07-31");
  CHECK(outcomes(due + "a,2,2026-06-09,2027-01-01,,,\n") == "1 0 0");
  CHECK(outcomes(due + "a,2,2026-06-10,2027-01-01,,,\n") == "0 1 0");
  CHECK(outcomes(due + "a,2,2025-05-11,2027-01-01,,,\n") == "1 0 0");
  CHECK(outcomes(due + "a,2,2025-05-10,2027-01-01,,,\n") == "0 1 0");
  CHECK(outcomes(due + "b,2,2026-05-10,2027-01-01,,,\n") == "0 1 0");
}

TEST_CASE("what ends no later renews nothing") {
  const std::string due = "a,1,2025-05-10,2026-05-10,,,\n" + known("2026-07-31");
  CHECK(outcomes(due + "a,2,2026-01-01,2026-05-10,,,no\n") == "0 2 0");
  CHECK(outcomes(due + "a,2,2026-01-01,2026-05-09,,,no\n") == "0 2 0");
  CHECK(outcomes(due + "a,2,2026-01-01,2026-06-11,,,no\n") == "1 0 0");
}

TEST_CASE("the grace is the user's") {
  const std::string rows =
      "a,1,2025-05-10,2026-05-10,,,\na,2,2026-05-11,2027-05-10,,,\n" + known("2026-07-31");
  CHECK(outcomes(rows, "0") == "0 1 0");
  CHECK(outcomes(rows, "1") == "1 0 0");
  CHECK(outcomes(rows, "1d") == "1 0 0");
  for (const char* bad : {"", "x", "-1", "1m", "1.5", "30 d", "36501", "99999999999999999999"}) {
    INFO(bad);
    CHECK(test::fails_with(ErrorCode::usage, [&] { read_days("grace", bad); }));
  }
}

TEST_CASE("a contract is open until its grace is over in the data, then lost") {
  const std::string due = "a,1,2025-05-10,2026-05-10,,,\n";
  CHECK(outcomes(due + known("2026-06-08")) == "0 0 1");
  CHECK(outcomes(due + known("2026-06-09")) == "0 1 0");
  CHECK(outcomes(due + known("2026-05-11"), "1") == "0 1 0");
  CHECK(outcomes("a,1,,2026-05-10,,,\n") == "0 0 1");
}

TEST_CASE("open contracts are out of the base, mark the result partial and bound the rate") {
  const Report report =
      of(head + "a,1,2025-05-10,2026-05-10,,,yes\nb,2,2025-05-10,2026-05-10,,,no\n" +
         "c,3,2025-05-10,2026-05-31,,,\nd,4,2025-05-10,2026-05-31,,,\n" + known("2026-06-10"));
  const Result& result = report.results.at(0);
  CHECK(*result.value.amount == Ratio{1, 2});
  CHECK(fact(result, "due") == Ratio{4, 1});
  CHECK(fact(result, "best_case") == Ratio{3, 4});
  CHECK(fact(result, "worst_case") == Ratio{1, 4});
  CHECK(result.span->is_partial());
  CHECK_FALSE(result.span->outlasts_data());
  const Result decided =
      of(head + "a,1,2025-05-10,2026-05-10,,,yes\n" + known("2026-06-10")).results[0];
  CHECK_FALSE(decided.span->is_partial());
  CHECK(fact(decided, "best_case") == fact(decided, "worst_case"));
}

TEST_CASE("of several successors the first by start counts, then by id") {
  const auto net = [](const std::string& rows) {
    return fact(of(head + "a,1,2025-05-10,2026-05-10,100,,\n" + rows).results.at(0),
                "net_value_rate");
  };
  const std::string early = "a,9,2026-05-01,2027-05-01,110,,\n";
  const std::string late = "a,2,2026-05-02,2027-05-01,120,,\n";
  CHECK(net(early + late) == Ratio{110, 100});
  CHECK(net(late + early) == Ratio{110, 100});
  // Ids that are numbers go by their value: 9 before 10.
  const std::string ten = "a,10,2026-05-01,2027-05-01,130,,\n";
  CHECK(net(ten + early) == Ratio{110, 100});
  CHECK(net(early + ten) == Ratio{110, 100});
}

TEST_CASE("a successor shared by several has its value split by theirs, exactly") {
  // 100 and 200 become one contract of 100: 33.333... and the rest, together 100.
  const Result result = of(head +
                           "a,1,2025-05-10,2026-05-10,100,,\na,2,2025-05-11,2026-05-12,200,,\n"
                           "a,3,2026-05-13,2027-05-13,100,,\n")
                            .results.at(0);
  CHECK(fact(result, "gross_value_rate") == Ratio{1, 1});
  CHECK(fact(result, "renewed") == Ratio{2, 1});
  // 2025-05-11..2026-05-12 starts and ends later than the first, so the first's successor is it.
  CHECK(fact(result, "net_value_rate") == Ratio{300, 300});
  const std::string shared =
      "a,1,2025-05-10,2026-05-12,100,,\na,2,2025-05-10,2026-05-12,200,,\n"
      "a,3,2026-05-13,2027-05-13,100,,\n";
  CHECK(fact(of(head + shared).results.at(0), "net_value_rate") == Ratio{100, 300});
}

TEST_CASE("a successor's value is split also with what came due in another month") {
  // Both end up in the contract of 90: 30 to the one due in May, 60 to the one due in June.
  const std::string rows =
      "a,1,2025-06-02,2026-05-31,100,,\na,2,2025-06-01,2026-06-02,200,,\n"
      "a,3,2026-06-03,2027-05-31,90,,\n";
  CHECK(fact(of(head + rows, "2026-05").results.at(0), "net_value_rate") == Ratio{30, 100});
  CHECK(fact(of(head + rows, "2026-06").results.at(0), "net_value_rate") == Ratio{60, 200});
}

TEST_CASE("the parts of a split add up, whatever the values") {
  const auto term = [](int start, int value) {
    Term t;
    t.start = day(2025, 1, start);
    t.end = day(2026, 5, 31 - start);
    t.id = std::to_string(start);
    t.value = Decimal{value};
    return t;
  };
  Terms terms;
  for (int i = 1; i <= 7; ++i) terms.add(term(i, i));
  Term next = term(1, 0);
  next.start = day(2026, 6, 1);
  next.end = day(2027, 6, 1);
  next.value = dec("100.01");
  terms.add(next);
  Decimal sum;
  Conversion none({}, may);
  const auto due = terms.due_in(may, 60, {}, none).due;
  REQUIRE(due.size() == 7);
  for (const DueTerm& part : due) sum = sum + *part.fact.new_value;
  CHECK(sum == dec("100.01"));
}

TEST_CASE("what came due does not depend on the order or the split of a customer's rows") {
  const auto add = [](Terms& terms, int i) {
    Term t;
    t.start = day(2025, 5, 1 + i % 3);
    t.end = i < 6 ? day(2026, 5, 10) : day(2027, 5, 10);
    if (i >= 6) t.start = day(2026, 5, 9 + i);
    t.id = std::to_string(i % 4);
    t.value = Decimal{i + 1};
    terms.add(t);
  };
  Terms forth;
  Terms left;
  Terms right;
  for (int i = 0; i < 8; ++i) add(forth, i);
  for (int i = 7; i >= 0; --i) add(i % 2 == 0 ? left : right, i);
  left.merge(right);
  const auto tally_of = [](const Terms& terms) {
    RenewalTally tally;
    Conversion none({}, may);
    for (const DueTerm& due : terms.due_in(may, 30, {}, none).due) {
      tally.add(due.fact);
    }
    return tally;
  };
  CHECK(tally_of(forth) == tally_of(left));
  CHECK(tally_of(forth).renewed == 6);
}

TEST_CASE("a share of a large amount is exact") {
  CHECK(share_of(100, 1, 3) == 33);
  CHECK(share_of(100, 3, 3) == 100);
  CHECK(share_of(7, 0, 5) == 0);
  Int128 large = 1;
  for (int i = 0; i < 30; ++i) large *= 10;
  CHECK(share_of(large, large - 1, large) == large - 1);
  CHECK(share_of(large, large / 3, large) == large / 3);
  CHECK(share_of(large - 1, large / 2, large) == large / 2 - 1);
}

TEST_CASE("value rates leave out contracts without a value and say so") {
  const Result result =
      of(head + "a,1,2025-05-10,2026-05-10,100,,no\nb,2,2025-05-10,2026-05-10,,,no\n").results[0];
  CHECK(*result.value.amount == Ratio{0, 1});
  CHECK(fact(result, "gross_value_rate") == Ratio{0, 1});
  const Result none = of(head + "a,1,2025-05-10,2026-05-10,,,no\n").results[0];
  CHECK_FALSE(none.fact("gross_value_rate").amount);
  CHECK_FALSE(none.fact("net_value_rate").amount);
  CHECK(breakdown(none, "gross_value_rates").empty());
}

TEST_CASE("without the new value of a renewed contract there is no net rate") {
  for (const char* row : {"a,1,2025-05-10,2026-05-10,100,USD,yes\n",
                          "a,1,2025-05-10,2026-05-10,100,USD,\na,2,2026-05-10,2027-01-01,,,\n",
                          "a,1,2025-05-10,2026-05-10,100,USD,\n"
                          "a,2,2026-05-10,2027-01-01,90,EUR,\n"}) {
    INFO(row);
    const Result result = of(head + row).results.at(0);
    CHECK(fact(result, "gross_value_rate") == Ratio{1, 1});
    CHECK_FALSE(result.fact("net_value_rate").amount);
  }
}

TEST_CASE("counts are over all currencies, value rates a currency each") {
  const Result result =
      of(head + "a,1,2025-05-10,2026-05-10,100,USD,\na,2,2026-05-10,2027-05-10,150,USD,\n" +
         "b,3,2025-05-10,2026-05-10,70,EUR,no\n")
          .results.at(0);
  CHECK(*result.value.amount == Ratio{1, 2});
  CHECK_FALSE(result.fact("gross_value_rate").amount);
  CHECK_FALSE(result.fact("net_value_rate").amount);
  const Breakdown& net = breakdown(result, "net_value_rates");
  REQUIRE(net.size() == 2);
  CHECK(net[0].first == "EUR");
  CHECK(*net[0].second.amount == Ratio{0, 1});
  CHECK(net[1].first == "USD");
  CHECK(*net[1].second.amount == Ratio{3, 2});
}

TEST_CASE("bad contracts are named") {
  const std::string columns = "customer_id,term_start,term_end,value,renewed,renewed_value\n";
  for (const char* row :
       {"a,2026-05-02,2026-05-01,1,,\n", "a,2026-05-02,2026-05-03,-1,,\n",
        "a,2026-05-02,2026-05-03,1,yes,-1\n", "a,2026-05-02,2026-05-03,1,no,5\n",
        ",2026-05-02,2026-05-03,1,,\n", "a,2026-05-02,,1,,\n", "a,2026-05-02,soon,1,,\n",
        "a,2026-05-02,2026-05-03,1,perhaps,\n", "a,2026-05-02,2026-05-03,much,,\n"}) {
    INFO(row);
    CHECK(of(columns + row).input->bad == 1);
  }
  CHECK(of(columns + "a,2026-05-02,2026-05-02,0,no,0\n").input->bad == 0);
}

TEST_CASE("the default period is the month of the newest start, and all reaches back") {
  const std::string rows = head + "a,1,2025-01-10,2026-01-10,,,yes\nb,2,2026-03-05,2027-01-01,,,\n";
  CHECK(of(rows, "").results.at(0).span->period.label == "2026-03");
  const Result all = of(rows, "all").results.at(0);
  CHECK(fact(all, "due") == Ratio{1, 1});
}

TEST_CASE("a contract that runs to the year 9999 never comes due") {
  const Report report =
      of("customer_id,term_end,renewed\na,9999-12-31,\nb,2026-01-01,yes\n", "all");
  CHECK(fact(report.results.at(0), "due") == Ratio{1, 1});
}

TEST_CASE("nothing due, and nothing decided, is n/a with its reason") {
  const Result none = of(head + known("2026-06-30")).results.at(0);
  CHECK_FALSE(none.value.amount);
  CHECK(none.reason == "no contract came due");
  CHECK_FALSE(none.fact("best_case").amount);
  const Result open = of(head + "a,1,2026-05-01,2026-05-10,,,\n").results.at(0);
  CHECK_FALSE(open.value.amount);
  CHECK(open.reason == "of 1 contract due none is decided yet");
  CHECK(fact(open, "best_case") == Ratio{1, 1});
  CHECK(fact(open, "worst_case") == Ratio{0, 1});
}

TEST_CASE("purchases that expire are renewed by buying again in time") {
  const std::string columns = "customer_id,purchased_on,expires_on,amount\n";
  const std::string due = "a,2025-05-10,2026-05-10,100\n";
  const auto rate = [&](const std::string& rows) {
    return of(columns + due + rows + "z,2026-08-01,2027-01-01,5\n").results.at(0).value.amount;
  };
  CHECK(rate("") == Ratio{0, 1});
  CHECK(rate("a,2026-06-09,2027-06-09,80\n") == Ratio{1, 1});
  CHECK(rate("a,2026-06-10,2027-06-10,80\n") == Ratio{0, 1});
  CHECK(rate("a,2026-05-10,,80\n") == Ratio{0, 1});
  CHECK(rate("a,2026-05-10,2027-06-10,-80\n") == Ratio{0, 1});
  const Report report = of(columns + due + "a,2026-05-10,2027-05-10,80\na,2026-05-11,,1\n" +
                           "a,2026-05-12,,-5\na,2026-05-12,2026-05-11,5\n");
  CHECK(fact(report.results.at(0), "net_value_rate") == Ratio{80, 100});
  CHECK(report.input->bad == 1);
  CHECK(report.input->not_counted.at("refunds") == 1);
  CHECK(report.input->not_counted.at("purchases that do not expire") == 1);
}

TEST_CASE("a lifetime tells when a purchase expires; its own day goes before it") {
  Question question = test::ask("renewal", "2026-05");
  question.options = {{"lifetime", "12m"}};
  const Result result =
      test::answer(question,
                   "customer_id,purchased_on,expires_on\na,2025-05-31,\nb,2025-01-31,2026-05-01\n"
                   "c,2025-05-30,2025-06-01\nd,2026-08-01,\na,2026-06-01,\n")
          .results.at(0);
  CHECK(fact(result, "due") == Ratio{2, 1});
  CHECK(fact(result, "renewed") == Ratio{1, 1});
  CHECK_FALSE(result.fact("gross_value_rate").amount);
}

TEST_CASE("months of a lifetime end on the same day, or the month's last") {
  CHECK(read_lifetime("lifetime", "12m").end_of(day(2025, 5, 10)) == day(2026, 5, 10));
  CHECK(read_lifetime("lifetime", "1m").end_of(day(2026, 1, 31)) == day(2026, 2, 28));
  CHECK(read_lifetime("lifetime", "1y").end_of(day(2024, 2, 29)) == day(2025, 2, 28));
  CHECK(read_lifetime("lifetime", "30d").end_of(day(2026, 1, 31)) == day(2026, 3, 2));
  for (const char* bad : {"", "12", "0d", "0m", "-1d", "1w", "1 y", "101y", "36501d", "d"}) {
    INFO(bad);
    CHECK(test::fails_with(ErrorCode::usage, [&] { read_lifetime("lifetime", bad); }));
  }
}

TEST_CASE("each row another customer: only the row's own word renews") {
  Question question = test::ask("renewal", "2026-05");
  question.assume_unique = true;
  const Result result = test::answer(question, head +
                                                   "a,1,2025-05-10,2026-05-10,,,\n"
                                                   "a,2,2026-05-10,2027-05-10,,,\n"
                                                   "a,3,2025-05-10,2026-05-10,,,yes\n")
                            .results.at(0);
  CHECK(fact(result, "renewed") == Ratio{1, 1});
  CHECK(fact(result, "open") == Ratio{1, 1});
}

TEST_CASE("a contract with neither renewed nor term_start is warned about") {
  const Report report = of(head + "a,1,,2026-05-10,,,\na,2,2026-05-10,2027-05-10,,,\n");
  CHECK(fact(report.results.at(0), "open") == Ratio{1, 1});
  REQUIRE(report.warnings.size() == 1);
}

TEST_CASE("by hand: renewed of due") {
  const Result result = by_hand("85", "100");
  CHECK(*result.value.amount == Ratio{85, 100});
  CHECK(fact(result, "lost") == Ratio{15, 1});
  CHECK_FALSE(result.fact("open").amount);
  CHECK_FALSE(result.fact("best_case").amount);
  CHECK_FALSE(by_hand("0", "0").value.amount);
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("101", "100"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("1.5", "100"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("-1", "100"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("x", "100"); }));
}
