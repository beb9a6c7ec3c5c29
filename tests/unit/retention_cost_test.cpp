#include "csm/metrics/retention_cost.hpp"

#include "csm/records/cost.hpp"
#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

const Currency usd = *Currency::of("USD");

Period days(Date first, Date last) { return {first, last + std::chrono::days{1}, "days"}; }

Cost spread(std::string_view amount, Date begin, Date end, Currency currency = usd) {
  Cost cost;
  cost.amount = dec(amount);
  cost.begin = begin;
  cost.end = end;
  cost.currency = currency;
  return cost;
}

/// What of a cost falls in a period, as an amount.
std::string part(const Cost& cost, const Period& period) {
  const auto atoms = part_in(cost, period);
  return atoms ? Decimal::of_atoms(*atoms).ratio().to_decimal(4) : "nothing";
}

Result by_hand(std::map<std::string, std::string, std::less<>> options) {
  Question question;
  question.metric = &retention_cost_metric;
  question.rule = &retention_cost_metric.rules[0];
  question.options = std::move(options);
  return compute_by_hand(question).results.at(0);
}

/// The report of a ledger for two customers.
Report of_ledger(const std::string& text, const std::string& category = "",
                 const std::string& period = "") {
  Question question;
  question.metric = &retention_cost_metric;
  question.rule = &retention_cost_metric.rules[0];
  question.options["customers"] = "2";
  if (!category.empty()) question.options["category"] = category;
  if (!period.empty()) question.period = read_period(period, std::nullopt);
  return run(question, {{"", "ledger", text}}, {});
}

std::string label_of(const std::string& ledger) {
  return of_ledger("spent_on,amount,begin,end\n" + ledger).results.at(0).span->period.label;
}

}  // namespace

TEST_CASE("retention cost is what was spent over the customers") {
  CostTally costs;
  costs.add("team", dec("7000").atoms());
  costs.add("training", dec("3500").atoms());
  costs.add("training", dec("-500").atoms());
  const Result result = finish(costs, {500, "", annual_of_month(dec("40000"))}, usd);
  CHECK(to_text(result.value) == "20.00 USD");
  CHECK(*result.fact("cost").amount == Ratio{10000, 1});
  CHECK(*result.fact("customers").amount == Ratio{500, 1});
  CHECK(*result.fact("cost_to_mrr").amount == Ratio{1, 4});
  const auto& categories = std::get<Breakdown>(result.facts.at(1).value);
  REQUIRE(categories.size() == 2);
  CHECK(categories[0].first == "team");
  CHECK(*categories[1].second.amount == Ratio{3000, 1});
}

TEST_CASE("without customers, or not knowing them, retention cost is absent and never 0") {
  CostTally costs;
  costs.add("team", dec("100").atoms());
  const Result nobody = finish(costs, {0, "", 0}, usd);
  CHECK_FALSE(nobody.value.amount);
  CHECK(nobody.reason == "there were no customers");
  const Result unknown = finish(costs, {std::nullopt, "", 0}, usd);
  CHECK_FALSE(unknown.value.amount);
  CHECK_FALSE(unknown.fact("customers").amount);
  CHECK(unknown.reason.find("not known") != std::string::npos);
  CHECK(*unknown.fact("cost").amount == Ratio{100, 1});
  CHECK_FALSE(unknown.fact("cost_to_mrr").amount);
}

TEST_CASE("a sum of costs that outgrows 38 digits stops the program") {
  CostTally costs;
  const Int128 most = ~(Int128{1} << 127);
  costs.add("team", most);
  CHECK(test::fails_with(ErrorCode::failed, [&] { costs.add("team", 1); }));
  costs.add("training", 1);
  CHECK(test::fails_with(ErrorCode::failed, [&] { finish(costs, {1, "", 0}, usd); }));
}

// Opening 10, of whom 3 left; 4 joined, of whom 1 left; closing 10.
TEST_CASE("the rules of retention cost divide by the customers that they name") {
  ChurnTally customers;
  customers.opening = 10;
  customers.churned_existing = 3;
  customers.joined = 4;
  customers.churned_new = 1;
  customers.closing = 10;
  CHECK(customers_of(customers, ServedRule::served) == 14);
  CHECK(customers_of(customers, ServedRule::retained) == 7);
  CHECK(customers_of(customers, ServedRule::closing) == 10);
}

TEST_CASE("a cost on a day falls in the period that has the day") {
  Cost cost;
  cost.amount = dec("12.5");
  cost.spent_on = day(2026, 5, 1);
  CHECK(part(cost, days(day(2026, 5, 1), day(2026, 5, 1))) == "12.5000");
  CHECK(part(cost, days(day(2026, 4, 1), day(2026, 4, 30))) == "nothing");
  CHECK(part(cost, days(day(2026, 5, 2), day(2026, 5, 31))) == "nothing");
  CHECK(part(cost, Period::all()) == "12.5000");
  cost.spent_on.reset();
  CHECK(part(cost, days(day(2026, 5, 1), day(2026, 5, 1))) == "nothing");
  CHECK(part(cost, Period::all()) == "12.5000");
}

// 100 over three days: after one 33.33, after two 66.67 (66.666...), after three 100.
TEST_CASE("a cost over days falls by day, both days included, in rounded running totals") {
  const Cost cost = spread("100", day(2026, 5, 1), day(2026, 5, 3));
  CHECK(part(cost, days(day(2026, 5, 1), day(2026, 5, 1))) == "33.3300");
  CHECK(part(cost, days(day(2026, 5, 2), day(2026, 5, 2))) == "33.3400");
  CHECK(part(cost, days(day(2026, 5, 3), day(2026, 5, 3))) == "33.3300");
  CHECK(part(cost, days(day(2026, 5, 1), day(2026, 5, 3))) == "100.0000");
  CHECK(part(cost, days(day(2026, 4, 1), day(2026, 4, 30))) == "nothing");
  CHECK(part(cost, days(day(2026, 5, 4), day(2026, 5, 31))) == "nothing");
  const Cost one_day = spread("7", day(2026, 5, 1), day(2026, 5, 1));
  CHECK(part(one_day, days(day(2026, 5, 1), day(2026, 5, 1))) == "7.0000");
}

TEST_CASE("running totals are rounded half to even to the currency's minor unit") {
  const Period first = days(day(2026, 5, 1), day(2026, 5, 1));
  const auto half = [&](std::string_view amount, Currency currency) {
    return part(spread(amount, day(2026, 5, 1), day(2026, 5, 2), currency), first);
  };
  CHECK(half("0.01", usd) == "0.0000");   // 0.005
  CHECK(half("0.03", usd) == "0.0200");   // 0.015
  CHECK(half("-0.01", usd) == "0.0000");  // -0.005
  CHECK(half("-0.03", usd) == "-0.0200");
  CHECK(half("1", *Currency::of("JPY")) == "0.0000");
  CHECK(half("3", *Currency::of("JPY")) == "2.0000");
  CHECK(half("0.003", *Currency::of("KWD")) == "0.0020");
  CHECK(half("0.03", Currency{}) == "0.0200");
}

TEST_CASE("a begin without an end, and the reverse, is a bad row") {
  Cost cost = spread("5", day(2026, 5, 1), day(2026, 5, 3));
  CHECK(complete(cost, {}).fault == nullptr);
  cost.end.reset();
  CHECK(complete(cost, {}).field == "begin");
  cost.begin.reset();
  cost.end = day(2026, 5, 3);
  CHECK(complete(cost, {}).field == "end");
  cost = spread("5", day(2026, 5, 1), day(9999, 12, 31));
  CHECK(complete(cost, {}).field == "end");
}

TEST_CASE("the default period is the months of the costs, as far as is known") {
  CHECK(label_of("2026-05-31,5,,\n") == "2026-05");
  CHECK(label_of("2026-05-31,5,,\n2025-12-01,5,,\n") == "2025-12..2026-05");
  CHECK(label_of(",5,2026-01-31,2026-02-01\n2026-02-01,5,,\n") == "2026-01..2026-02");
  CHECK(label_of("2026-01-05,5,2026-01-01,2026-12-31\n2026-03-01,5,,\n") == "2026-01..2026-03");
  CHECK(label_of("2026-04-05,5,2026-01-01,2026-03-31\n") == "2026-01..2026-03");
  CHECK(label_of("2026-04-05,5,2026-06-01,2026-06-30\n") == "2026-06");
  CHECK(label_of(",5,,\n") == "all");
}

TEST_CASE("categories are told without regard to case, and each must be there") {
  const std::string ledger =
      "spent_on,category,amount\n2026-05-01,Team,10\n2026-05-01,team,2\n2026-05-01,office,4\n"
      "2026-05-01,,8\n2026-05-01,\"a, b\",16\n";
  const auto value = [&](const std::string& category) {
    return to_text(of_ledger(ledger, category).results.at(0).value);
  };
  CHECK(value("") == "20.00");
  CHECK(value("TEAM") == "6.00");
  CHECK(value("team, office") == "8.00");
  CHECK(value("team\noffice") == "8.00");
  CHECK(value("a, b") == "8.00");
  CHECK(value("no category") == "4.00");
  const auto error = test::error_of([&] { value("ofice"); });
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->message.find("Did you mean office?") != std::string::npos);
  CHECK(test::fails_with(ErrorCode::usage, [&] { value("team,,office"); }));
}

TEST_CASE("every row of a ledger is used, bad or not counted with a reason") {
  const Report report = of_ledger(
      "spent_on,category,amount\n2026-05-01,team,10\n2026-04-01,team,10\n,team,10\n"
      "2026-04-01,office,10\n2026-05-01,team,x\n",
      "team", "2026-05");
  CHECK(report.input->rows == 5);
  CHECK(report.input->bad == 1);
  CHECK(report.input->used() == 1);
  CHECK(report.input->not_counted == std::map<std::string, std::int64_t>{{"of other categories", 1},
                                                                         {"outside the period", 1},
                                                                         {"without a date", 1}});
}

TEST_CASE("retention cost by hand is cost over customers") {
  CHECK(to_text(by_hand({{"cost", "10000"}, {"customers", "500"}}).value) == "20.00");
  CHECK(to_text(by_hand({{"cost", "0"}, {"customers", "3"}}).value) == "0.00");
  CHECK_FALSE(by_hand({{"cost", "10000"}, {"customers", "0"}}).value.amount);
  for (const char* customers : {"-1", "1.5", "many", "1e16"}) {
    CHECK(test::fails_with(ErrorCode::usage, [&] {
      by_hand({{"cost", "1"}, {"customers", customers}});
    }));
  }
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand({{"cost", "-1"}, {"customers", "1"}}); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand({{"cost", "1"}}); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand({{"customers", "1"}}); }));
}

TEST_CASE("a ledger without a good row is no cost of 0") {
  Question question;
  question.metric = &retention_cost_metric;
  question.rule = &retention_cost_metric.rules[0];
  const Source customers{"customers", "customers",
                         "customer_id,started_on,churned_on\na,2026-01-01,\n"};
  for (const char* ledger : {"spent_on,amount\n", "spent_on,amount\n2026-05-01,x\n"}) {
    const Report report = run(question, {{"costs", "ledger", ledger}, customers}, {});
    CHECK_FALSE(report.results.at(0).value.amount);
    CHECK_FALSE(report.results.at(0).fact("cost").amount);
    CHECK(report.results.at(0).reason == "no cost could be read");
  }
}

TEST_CASE("what forks gather is what one computation would have") {
  Question question;
  question.metric = &retention_cost_metric;
  question.rule = &retention_cost_metric.rules[0];
  const Period may{day(2026, 5, 1), day(2026, 6, 1), "2026-05"};
  const Cost costs[] = {spread("100", day(2026, 5, 1), day(2026, 5, 3)),
                        spread("31", day(2026, 5, 31), day(2026, 6, 30))};
  Customer customers[2];
  customers[0].customer_id = customers[1].customer_id = CustomerId{"a"};
  customers[0].service = {day(2026, 1, 1), day(2026, 5, 10)};
  customers[1].service = {day(2026, 5, 10), never};
  const auto whole = retention_cost_metric.start(question, may);
  whole->add(std::span<const Cost>(costs));
  whole->add(std::span<const Customer>(customers));
  const auto merged = whole->fork();
  for (int i = 0; i < 2; ++i) {
    const auto fork = merged->fork();
    fork->add(std::span<const Cost>(&costs[i], 1));
    fork->add(std::span<const Customer>(&customers[i], 1));
    merged->merge(*fork);
  }
  for (const auto* computation : {&whole, &merged}) {
    Report report{question.metric, question.rule, {}, InputSummary{}, {}, {}};
    (*computation)->finish({may, std::nullopt}, report);
    CHECK(to_text(report.results.at(0).value) == "101.00 USD");
    CHECK(*report.results.at(0).fact("customers").amount == Ratio{1, 1});
    CHECK(report.notes.size() == 1);
  }
}
