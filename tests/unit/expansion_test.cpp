#include "csm/metrics/expansion.hpp"

#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "metrics/purchase_kinds.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

const std::string head = "customer_id,purchased_on,amount,kind\n";
const std::string subs_head = "customer_id,started_on,ended_on,amount\n";
const Currency usd = *Currency::of("USD");

/// The report of purchases and, where there are any, subscriptions.
Report both(const std::string& purchases, const std::string& subscriptions,
            Question question = test::ask("expansion", "2026-05")) {
  std::vector<Source> sources = {{"purchases", "sold", purchases}};
  if (!subscriptions.empty()) sources.push_back({"subscriptions", "subs", subscriptions});
  return run(question, sources, {});
}

Report of(const std::string& rows, Question question = test::ask("expansion", "2026-05")) {
  return both(head + rows, "", std::move(question));
}

Question with(const std::string& name, const std::string& value) {
  Question question = test::ask("expansion", "2026-05");
  question.options[name] = value;
  return question;
}

std::string value_of(const std::string& rows) { return to_text(of(rows).results.at(0).value); }

/// "key=value ..." of a breakdown, without zeros.
std::string breakdown(const Result& result, std::string_view name) {
  std::string text;
  for (const Fact& fact : result.facts) {
    if (fact.name != name) continue;
    for (const auto& [key, quantity] : std::get<Breakdown>(fact.value)) {
      if (quantity.amount == Ratio{0, 1}) continue;
      text += (text.empty() ? "" : " ") + key + "=" + to_number(quantity);
    }
  }
  return text;
}

std::optional<Error> error_of(const std::string& rows, Question question) {
  return test::error_of([&] { of(rows, question); });
}

}  // namespace

TEST_CASE("upsell, cross-sell, add-ons and loyalty count by their nature, recurring never") {
  CHECK(classify(PurchaseKind::upsell, false) == KindCounts::yes);
  CHECK(classify(PurchaseKind::cross_sell, false) == KindCounts::yes);
  CHECK(classify(PurchaseKind::add_on, false) == KindCounts::yes);
  CHECK(classify(PurchaseKind::loyalty, false) == KindCounts::yes);
  CHECK(classify(PurchaseKind::one_time, true) == KindCounts::of_existing_customers);
  CHECK(classify(PurchaseKind::renewal, false) == KindCounts::no);
  CHECK(classify(PurchaseKind::renewal, true) == KindCounts::yes);
  CHECK(classify(PurchaseKind::recurring, true) == KindCounts::no);
}

// 100 + 0 bought in two purchases, 20 given back; MRR 400 at opening: 80 / 400.
TEST_CASE("refunds reduce the figure and are no purchases; the rate is of the opening MRR") {
  KindSum sold;
  sold.add(dec("100"));
  sold.add(dec("0"));
  sold.add(dec("-20"));
  ExpansionTally tally;
  tally.add(PurchaseKind::upsell, sold);
  tally.add_customer(KindSet{}.set(index_of(PurchaseKind::upsell)));
  const Result result = finish(tally, annual_of_month(dec("400")), usd, false);
  CHECK(to_text(result.value) == "80.00 USD");
  CHECK(*result.fact("purchases").amount == Ratio{2, 1});
  CHECK(*result.fact("customers").amount == Ratio{1, 1});
  CHECK(*result.fact("refunds").amount == Ratio{20, 1});
  CHECK(*result.fact("opening").amount == Ratio{400, 1});
  CHECK(*result.fact("expansion_rate").amount == Ratio{1, 5});
}

TEST_CASE("without an opening MRR there is no rate, and an opening of 0 is not an unknown one") {
  const Result unknown = finish(ExpansionTally{}, std::nullopt, usd, false);
  CHECK(to_text(unknown.value) == "0.00 USD");
  CHECK_FALSE(unknown.fact("opening").amount);
  CHECK_FALSE(unknown.fact("expansion_rate").amount);
  const Result zero = finish(ExpansionTally{}, 0, usd, false);
  CHECK(zero.fact("opening").amount == Ratio{0, 1});
  CHECK_FALSE(zero.fact("expansion_rate").amount);
}

TEST_CASE("the breakdowns name every kind that can count, renewals only where asked for") {
  const auto keys = [](bool takes_renewals) {
    std::string text;
    const Result result = finish(ExpansionTally{}, std::nullopt, usd, takes_renewals);
    for (const auto& [key, amount] : std::get<Breakdown>(result.facts.at(4).value)) {
      text += key + " ";
    }
    return text;
  };
  CHECK(keys(false) == "upsell cross_sell add_on loyalty one_time ");
  CHECK(keys(true) == "upsell cross_sell add_on loyalty one_time renewal ");
}

TEST_CASE("a sum of purchases that outgrows 38 digits stops the program") {
  KindSum sum;
  sum.bought = ~(Int128{1} << 127);
  CHECK(test::fails_with(ErrorCode::failed, [&] { sum.add(dec("1")); }));
}

TEST_CASE("a purchase counts on the period's first day and its last, and not on the days beside") {
  CHECK(value_of("a,2026-05-01,1,upsell\n") == "1.00");
  CHECK(value_of("a,2026-05-31,1,upsell\n") == "1.00");
  CHECK(value_of("a,2026-04-30,1,upsell\n") == "0.00");
  CHECK(value_of("a,2026-06-01,1,upsell\n") == "0.00");
}

TEST_CASE("a one-time purchase counts where the customer bought before the period, whatever kind") {
  CHECK(value_of("a,2026-04-30,9,recurring\na,2026-05-02,1,one_time\n") == "1.00");
  CHECK(value_of("a,2020-01-01,0,renewal\na,2026-05-02,1,one_time\n") == "1.00");
  CHECK(value_of("a,2026-05-01,9,recurring\na,2026-05-02,1,one_time\n") == "0.00");
  CHECK(value_of("a,2026-04-30,-9,recurring\na,2026-05-02,1,one_time\n") == "0.00");
  CHECK(value_of("b,2026-04-30,9,recurring\na,2026-05-02,1,one_time\n") == "0.00");
  CHECK(value_of("a,2026-05-02,1,one_time\na,2026-04-30,9,recurring\n") == "1.00");
}

TEST_CASE("refunds of one-time purchases count where the purchases would") {
  CHECK(value_of("a,2026-04-30,9,one_time\na,2026-05-02,-9,one_time\n") == "-9.00");
  CHECK(value_of("a,2026-05-01,9,one_time\na,2026-05-02,-9,one_time\n") == "0.00");
}

TEST_CASE("who joined before the period by a subscription that is no trial exists too") {
  const auto value = [](const std::string& row) {
    const Report report = both(head + "a,2026-05-02,1,one_time\n",
                               "customer_id,started_on,ended_on,amount,status,trial_end\n" + row);
    return to_text(report.results.at(0).value);
  };
  CHECK(value("a,2026-04-30,,5,active,\n") == "1.00");
  CHECK(value("a,2026-05-01,,5,active,\n") == "0.00");
  CHECK(value("a,2026-04-30,,0,active,\n") == "1.00");
  CHECK(value("a,2026-01-01,2026-02-01,5,canceled,\n") == "1.00");
  CHECK(value("a,2026-04-30,,5,trialing,\n") == "0.00");
  CHECK(value("a,2026-04-20,,5,active,2026-05-01\n") == "0.00");  // begins to pay in May
  CHECK(value("a,2026-04-20,,5,active,2026-04-30\n") == "1.00");
  CHECK(value("A,2026-04-30,,5,active,\n") == "0.00");
}

// a: 10 upsell twice, one back; b: 5 upsell and 7 once, existing; c: 3 once, new.
TEST_CASE("customers count once however often they buy, by kind and in all") {
  const Result result =
      of("a,2026-05-01,10,upsell\na,2026-05-02,10,upsell\na,2026-05-03,-10,upsell\n"
         "b,2026-01-01,1,recurring\nb,2026-05-01,5,upsell\nb,2026-05-01,7,once\n"
         "c,2026-05-01,3,once\nd,2026-05-09,-2,add_on\n")
          .results.at(0);
  CHECK(to_text(result.value) == "20.00");
  CHECK(breakdown(result, "amount_by_kind") == "upsell=15.00 add_on=-2.00 one_time=7.00");
  CHECK(breakdown(result, "customers_by_kind") == "upsell=2 one_time=1");
  CHECK(*result.fact("customers").amount == Ratio{2, 1});
  CHECK(*result.fact("purchases").amount == Ratio{4, 1});
  CHECK(*result.fact("refunds").amount == Ratio{12, 1});
}

TEST_CASE("every purchase is counted, bad or left out with its reason") {
  const Report report =
      of("a,2026-05-01,1,upsell\na,2026-04-30,1,upsell\na,2026-06-01,1,recurring\n"
         "a,2026-05-01,1,recurring\na,2026-05-01,1,renewal\nb,2026-05-01,1,once\n"
         "a,2026-05-01,1,\na,2026-05-01,1,NA\na,2026-05-01,1,-\na,soon,1,upsell\n"
         "a,2026-05-01,,upsell\n,2026-05-01,1,upsell\n");
  CHECK(report.input->rows == 12);
  CHECK(report.input->bad == 6);
  CHECK(report.input->used() == 1);
  CHECK(report.input->not_counted ==
        std::map<std::string, std::int64_t>{{"outside the period", 2},
                                            {"recurring", 1},
                                            {"renewals, without --kind renewal", 1},
                                            {"one_time of newcomers", 1}});
}

TEST_CASE("renewals count where they are asked for") {
  const std::string rows = "a,2026-05-01,10,renewal\na,2026-05-02,1,upsell\n";
  const Report report = of(rows, with("kind", "renewal"));
  CHECK(to_text(report.results.at(0).value) == "11.00");
  CHECK(breakdown(report.results.at(0), "amount_by_kind") == "upsell=1.00 renewal=10.00");
  CHECK(report.input->not_counted.empty());
}

TEST_CASE("the kinds of exports are told without regard to case, blanks and punctuation") {
  KindWords words{test::ask("expansion")};
  const auto meaning = [&](std::string_view word) {
    const auto kind = words.kind_of(word);
    return kind ? std::string(name(*kind)) : "?";
  };
  for (const char* word :
       {"upsell", "Up-Sell", "UP SELL", "upgrade", "Seat upgrade", "expansion"}) {
    CHECK(meaning(word) == "upsell");
  }
  for (const char* word : {"cross_sell", "Cross-sell", "crosssell", "Cross Selling"}) {
    CHECK(meaning(word) == "cross_sell");
  }
  for (const char* word : {"add_on", "addon", "Add-On", "add-ons"})
    CHECK(meaning(word) == "add_on");
  for (const char* word : {"one_time", "One-off", "once", "single", "One Time Payment"}) {
    CHECK(meaning(word) == "one_time");
  }
  for (const char* word : {"recurring", "Subscription"}) CHECK(meaning(word) == "recurring");
  for (const char* word : {"renewal", "renew", "Renewed"}) CHECK(meaning(word) == "renewal");
  CHECK(meaning("Loyalty") == "loyalty");
  for (const char* word :
       {"gift", "New Business", "upsel", "!?", "upsellupsellupsellupsellupsell"}) {
    CHECK(meaning(word) == "?");
  }
}

TEST_CASE("an unknown kind refuses the run and is named with its place") {
  const auto error =
      error_of("a,2026-05-01,1,upsell\na,2020-01-01,1,Gift card\n", test::ask("expansion"));
  REQUIRE(error);
  CHECK(error->code == ErrorCode::refused);
  CHECK(error->where == "sold:3:16");
  CHECK(error->message.find("\"Gift card\"") != std::string::npos);
  CHECK(error->message.find("--kind-of 'Gift card=KIND'") != std::string::npos);
  CHECK(error->message.find("--map kind=COLUMN") != std::string::npos);
}

TEST_CASE("--kind-of says what a word means, before what csm knows") {
  const std::string rows =
      "a,2026-05-01,1,Gift card\na,2026-05-01,2,upgrade\na,2026-05-01,4,a=b\na,2026-05-01,8,!?\n";
  const Report report =
      of(rows, with("kind-of", "gift-CARD=loyalty\nUpgrade=recurring\na=b=add_on\n!?=upsell"));
  CHECK(breakdown(report.results.at(0), "amount_by_kind") ==
        "upsell=8.00 add_on=4.00 loyalty=1.00");
  CHECK(report.input->not_counted.at("recurring") == 1);
  CHECK(report.notes.at(0) ==
        "kinds as --kind-of says: \"!?\" is upsell, \"a=b\" is add_on, \"gift-CARD\" is loyalty, "
        "\"Upgrade\" is recurring");
}

TEST_CASE("what --kind-of cannot mean is refused") {
  const std::string rows = "a,2026-05-01,1,upsell\na,2026-05-01,1,one_time\n";
  const auto message = [&](const std::string& kind_of) {
    const auto error = error_of(rows, with("kind-of", kind_of));
    REQUIRE(error);
    CHECK(error->code == ErrorCode::usage);
    return error->message;
  };
  for (const char* half : {"gift", "=upsell", "gift=", " =upsell", "", "upsell=upsell\n"}) {
    CHECK(message(half).find("is not WORD=KIND") != std::string::npos);
  }
  CHECK(message("gift=loyal").find("Did you mean loyalty?") != std::string::npos);
  CHECK(message("gift=Loyalty").find("is no kind of purchase") != std::string::npos);
  CHECK(message("upsell=add_on\nUp-Sell=add_on").find("is mapped twice") != std::string::npos);
  CHECK(message("onetim=add_on") ==
        "\"onetim\" is the kind of no purchase; there are \"one_time\", \"upsell\". Did you mean "
        "one_time?");
}

TEST_CASE("a word of --kind-of is used by a row of any day, and without rows none need be") {
  CHECK_FALSE(
      error_of("a,2020-05-01,1,gift\na,2026-05-01,1,upsell\n", with("kind-of", "gift=loyalty")));
  CHECK_FALSE(error_of("a,2026-05-01,x,gift\n", with("kind-of", "gift=loyalty")));
}

TEST_CASE("--kind takes renewal alone and says why not another") {
  const auto message = [&](const std::string& kind) {
    const auto error = error_of("a,2026-05-01,1,upsell\n", with("kind", kind));
    REQUIRE(error);
    CHECK(error->code == ErrorCode::usage);
    return error->message.substr(0, error->message.find(';'));
  };
  CHECK(message("upsell") == "\"upsell\" counts unasked");
  CHECK(message("one_time") ==
        "\"one_time\" counts unasked, of customers who bought or joined before");
  CHECK(message("recurring") == "\"recurring\" is MRR and never counts here");
  CHECK(message("Renewal") == "\"Renewal\" is not renewal");
  CHECK(message("") == "\"\" is not renewal");
}

TEST_CASE("with purchases and subscriptions both rules answer, each with its name") {
  const std::string sold = head + "a,2026-05-01,30,upsell\n";
  const std::string subs =
      subs_head + "a,2026-01-01,2026-05-10,100\na,2026-05-10,,120\nb,2026-01-01,,100\n";
  const Report report = both(sold, subs);
  REQUIRE(report.results.size() == 2);
  CHECK(report.rule->id == "purchases");
  CHECK(report.results[0].rule->id == "purchases");
  CHECK(report.results[1].rule->id == "movements");
  CHECK(to_text(report.results[0].value) == "30.00");
  CHECK(to_text(report.results[1].value) == "20.00");
  CHECK(*report.results[0].fact("expansion_rate").amount == Ratio{15, 100});
  CHECK(*report.results[1].fact("expansion_rate").amount == Ratio{1, 10});
  CHECK(*report.results[1].fact("customers").amount == Ratio{1, 1});

  const Report purchases = both(sold, subs, test::ask("expansion", "2026-05", "purchases"));
  REQUIRE(purchases.results.size() == 1);
  CHECK(purchases.results[0].rule == nullptr);
  CHECK(*purchases.results[0].fact("opening").amount == Ratio{200, 1});
  const Report movements = both(sold, subs, test::ask("expansion", "2026-05", "movements"));
  REQUIRE(movements.results.size() == 1);
  CHECK(to_text(movements.results[0].value) == "20.00");
  CHECK(movements.input->not_counted.at("purchases, which rule movements does not look at") == 1);
}

TEST_CASE("the rows say the rule: subscriptions alone are movements") {
  const Report report = test::answer(test::ask("expansion", "2026-05"),
                                     subs_head + "a,2026-01-01,2026-05-10,1\na,2026-05-10,,3\n");
  CHECK(report.rule->id == "movements");
  CHECK(to_text(report.results.at(0).value) == "2.00");
}

TEST_CASE("a rule without the rows it is computed from is refused") {
  const auto error =
      error_of("a,2026-05-01,1,upsell\n", test::ask("expansion", "2026-05", "movements"));
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->where == "--rule");
  CHECK(error->message ==
        "movements is computed from customers or subscriptions, and there are only purchases; "
        "give them too: --from customers=FILE");
}

TEST_CASE("a customer exists over all currencies, amounts are of each") {
  const std::string sold =
      "customer_id,purchased_on,amount,kind,currency\na,2026-01-01,9,recurring,EUR\n"
      "a,2026-05-01,5,once,USD\na,2026-05-01,7,upsell,EUR\n";
  const std::string subs =
      "customer_id,started_on,ended_on,amount,currency\nb,2026-01-01,,50,EUR\n"
      "b,2026-01-01,2026-05-31,9,GBP\n";
  const Report report = both(sold, subs);
  REQUIRE(report.results.size() == 6);
  const auto shown = [&](std::size_t i) {
    const Result& result = report.results[i];
    return std::string(result.rule->id) + " " + to_text(result.value) + " " +
           to_text(result.fact("opening")) + " " + to_text(result.fact("expansion_rate"));
  };
  CHECK(shown(0) == "purchases 7.00 EUR 50.00 EUR 14.0 %");
  CHECK(shown(1) == "movements 0.00 EUR 50.00 EUR 0.0 %");
  CHECK(shown(2) == "purchases 0.00 GBP 9.00 GBP 0.0 %");
  CHECK(shown(4) == "purchases 5.00 USD 0.00 USD n/a");
  CHECK(shown(5) == "movements 0.00 USD 0.00 USD n/a");
  CHECK(report.notes.at(0) == "amounts in 3 currencies: a result each, never added");
  CHECK(report.warnings.empty());
}

TEST_CASE("an MRR in no stated currency beside purchases in one is warned of") {
  const Report report =
      both("customer_id,purchased_on,amount,kind,currency\na,2026-05-01,9,upsell,EUR\n",
           subs_head + "a,2026-01-01,,50\nb,2026-01-01,2026-05-02,0\n");
  CHECK(report.results.size() == 4);
  REQUIRE(report.warnings.size() == 1);
  CHECK(report.warnings[0].find("--currency CODE") != std::string::npos);
}

TEST_CASE("where one kind of rows could not be read, its figure is absent and the other stands") {
  const Report no_sales = both(head + "a,soon,1,upsell\n", subs_head + "a,2026-01-01,,50\n");
  REQUIRE(no_sales.results.size() == 2);
  CHECK_FALSE(no_sales.results[0].value.amount);
  CHECK(no_sales.results[0].reason == "no purchase could be read");
  CHECK(to_text(no_sales.results[1].value) == "0.00");
  const Report no_subs = both(head + "a,2026-05-01,1,upsell\n", subs_head + "a,soon,,50\n");
  REQUIRE(no_subs.results.size() == 2);
  CHECK(to_text(no_subs.results[0].value) == "1.00");
  CHECK_FALSE(no_subs.results[0].fact("opening").amount);
  CHECK(no_subs.results[1].reason == "no customer or subscription could be read");
}

TEST_CASE("--assume-unique is refused where who bought before is asked, not for movements") {
  Question question = test::ask("expansion", "2026-05");
  question.assume_unique = true;
  const auto error = error_of("a,2026-05-01,2,once\n", question);
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  const Report report =
      test::answer(question, subs_head + "a,2026-01-01,2026-05-10,1\na,2026-05-10,,3\n");
  CHECK(to_text(report.results.at(0).value) == "0.00");
}

TEST_CASE("an unknown kind that cannot be typed is not written into the remedy") {
  for (const std::string& word : {std::string(100000, 'x'), std::string("it's"),
                                  std::string("\"up\nx\""), std::string("\x1b[31m")}) {
    const auto error = error_of("a,2026-05-01,1," + word + "\n", test::ask("expansion"));
    REQUIRE(error);
    CHECK(error->message.size() < 400);
    CHECK(error->message.find("--kind-of WORD=KIND, one of") != std::string::npos);
  }
}

TEST_CASE("the same id as a purchase and as a subscription is not repeated") {
  const Report report =
      both("purchase_id,customer_id,purchased_on,amount,kind\n1,a,2026-05-01,9,upsell\n",
           "subscription_id,customer_id,started_on,ended_on,amount\n1,a,2026-01-01,2026-05-02,5\n");
  CHECK(report.warnings.empty());
  const Report repeated = both(
      "purchase_id,customer_id,purchased_on,amount,kind\n1,a,2026-05-01,9,upsell\n"
      "1,a,2026-05-01,9,upsell\n",
      "subscription_id,customer_id,started_on,ended_on,amount\n1,a,2026-01-01,2026-05-02,5\n");
  REQUIRE(repeated.warnings.size() == 1);
  CHECK(repeated.warnings[0].find("1 purchase_id stands on more than one row") == 0);
  CHECK(to_text(repeated.results[0].value) == "18.00");
}

TEST_CASE("what forks of expansion gather is what one computation would have") {
  Question question = test::ask("expansion", "2026-05");
  question.rule = &expansion_metric.rules[0];
  question.further_rules = {&expansion_metric.rules[1]};
  const char* kinds[] = {"once", "upsell", "recurring", "once", "add_on"};
  std::vector<Purchase> sold(10);
  std::vector<Customer> customers(4);
  static const char* const ids[] = {"a", "b", "c"};
  for (std::size_t i = 0; i < sold.size(); ++i) {
    sold[i].customer_id = {ids[i % 3]};
    sold[i].purchased_on = day(2026, 4, 28) + std::chrono::days{static_cast<int>(i)};
    sold[i].amount = Decimal{static_cast<int>(i) - 2};
    sold[i].kind_word = {kinds[i % 5]};
    sold[i].currency = i % 4 == 0 ? usd : Currency{};
  }
  for (std::size_t i = 0; i < customers.size(); ++i) {
    customers[i].customer_id = {ids[i % 3]};
    customers[i].service = {day(2026, 4, 30) + std::chrono::days{static_cast<int>(i)}, never};
    customers[i].annual_amount = annual_of_month(Decimal{static_cast<int>(i)});
  }
  const auto whole = expansion_metric.start(question, *question.period);
  whole->add(std::span<const Purchase>(sold));
  whole->add(std::span<const Customer>(customers));
  const auto merged = whole->fork();
  for (std::size_t i = sold.size(); i-- > 0;) {
    const auto fork = merged->fork();
    fork->add(std::span<const Purchase>(&sold[i], 1));
    if (i < customers.size()) fork->add(std::span<const Customer>(&customers[i], 1));
    merged->merge(*fork);
  }
  const auto report_of = [&](Computation& computation) {
    Report report{question.metric, question.rule, {}, InputSummary{}, {}, {}};
    computation.finish({*question.period, std::nullopt}, report);
    std::string text;
    for (const Result& result : report.results) {
      text += to_text(result.value) + " " + to_text(result.fact("customers")) + " " +
              to_text(result.fact("opening")) + " " + breakdown(result, "amount_by_kind") + "\n";
    }
    for (const auto& [reason, n] : report.input->not_counted) text += reason + std::to_string(n);
    return text;
  };
  CHECK(report_of(*merged) == report_of(*whole));
}
