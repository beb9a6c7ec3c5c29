#include "csm/metrics/health.hpp"

#include "csm/registry.hpp"
#include "metrics/health_model.hpp"
#include "metrics/measurements.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

Question ask_with(const std::string& factors, std::string_view period = "", Options options = {}) {
  Question question = test::ask("health", period);
  question.options = std::move(options);
  question.options.emplace("factor", factors);
  return question;
}

Report report_of(const std::string& factors, const std::string& csv, std::string_view period = "",
                 Options options = {}) {
  return test::answer(ask_with(factors, period, std::move(options)), csv);
}

std::string text_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const auto& quantity = std::get<Quantity>(cell);
  return quantity.amount ? quantity.amount->to_decimal(2) : "-";
}

/// The rows of the list: "a 53.33 yellow 33.33 20.00; b ...".
std::string listed(const Report& report) {
  std::string text;
  for (const auto& row : report.results.at(0).lists.at(0).rows) {
    text += text.empty() ? "" : "; ";
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : " ") + text_of(row[i]);
  }
  return text;
}

std::string listed(const std::string& factors, const std::string& csv, std::string_view period = "",
                   Options options = {}) {
  return listed(report_of(factors, csv, period, std::move(options)));
}

/// "red yellow green insufficient" of the customers.
std::string bands(const Report& report) {
  const Result& result = report.results.at(0);
  std::string text;
  for (const Fact& fact : result.facts) {
    if (fact.name != "bands") continue;
    for (const auto& [name, n] : std::get<Breakdown>(fact.value)) text += to_text(n) + " ";
  }
  return text + to_text(result.fact("insufficient"));
}

/// "improved worsened compared".
std::string movers(const Report& report) {
  const Result& result = report.results.at(0);
  return to_text(result.fact("improved")) + " " + to_text(result.fact("worsened")) + " " +
         to_text(result.fact("compared"));
}

Breakdown mrr(const Report& report) {
  for (const Fact& fact : report.results.at(0).facts) {
    if (fact.name == "mrr_by_band") return std::get<Breakdown>(fact.value);
  }
  return {};
}

std::string usage_message(const std::string& factors, Options options = {}) {
  const auto error = test::error_of(
      [&] { report_of(factors, "customer_id,a,b\nx,1,1\n", "", std::move(options)); });
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  return error->what();
}

const std::string of_a = "a:1:0..100";

}  // namespace

// (7 x 83 + 5 x 71 + 8 x 78 + 3 x 54) / 23 = 1722 / 23 = 74.8696
TEST_CASE("weights of 7, 5, 8 and 3 on 83, 71, 78 and 54 make 74.87") {
  const Report report = report_of("a:7:0..100\nb:5:0..100\nc:8:0..100\nd:3:0..100",
                                  "customer_id,a,b,c,d\nx,83,71,78,54\n");
  CHECK(report.results.at(0).value.amount->to_decimal(2) == "74.87");
  CHECK(report.results.at(0).value.unit == Unit::score);
  CHECK(*report.results.at(0).value.amount == dec("74.869565217391").ratio());
  CHECK(bands(report) == "0 1 0 0");
}

TEST_CASE("a factor lies on its own line, which may fall, and is clipped at both its ends") {
  const auto score = [](const std::string& line, const std::string& value) {
    const Report report = report_of("a:1:" + line, "customer_id,a\nx," + value + "\n");
    return plain(Decimal::of_atoms(report.results.at(0).value.amount->num *
                                   (Decimal::unit / report.results.at(0).value.amount->den)));
  };
  CHECK(score("0..30", "15") == "50");
  CHECK(score("0..30", "0") == "0");
  CHECK(score("0..30", "-1") == "0");
  CHECK(score("0..30", "30") == "100");
  CHECK(score("0..30", "999999999999") == "100");
  CHECK(score("10..0", "4") == "60");
  CHECK(score("10..0", "10") == "0");
  CHECK(score("10..0", "11") == "0");
  CHECK(score("10..0", "-3") == "100");
  CHECK(score("-5..5", "0") == "50");
  CHECK(score("-1.5..-0.5", "-0.75") == "75");
  CHECK(score("1e2..3e2", "150") == "25");
  CHECK(score("-10..-20", "-12.5") == "25");
}

// (0.4 x 50 + 0.2 x 60) / 0.6 = 53.33; of it 20 / 0.6 = 33.33 and 12 / 0.6 = 20.
TEST_CASE("the shares of the factors add up to the score") {
  CHECK(listed("a:0.4:0..30\nb:0.2:10..0", "customer_id,a,b\nx,15,4\n") ==
        "x 53.33 yellow 33.33 20.00");
  const Report report = report_of("a:1:0..3\nb:1:0..3\nc:1:0..3\nd:1:0..7",
                                  "customer_id,a,b,c,d\nx,1,1,1,3\ny,2,,1,5\n");
  for (const auto& row : report.results.at(0).lists.at(0).rows) {
    Ratio sum;
    for (std::size_t i = 3; i < row.size(); ++i) {
      if (const auto* share = std::get_if<Quantity>(&row[i])) sum = sum + *share->amount;
    }
    CHECK(sum == *std::get<Quantity>(row[1]).amount);
  }
}

TEST_CASE("the weight of a missing factor is left out, never taken for 0") {
  // a alone is 0.8 of 1: 50; b alone 0.2 of 1: too little.
  const std::string csv = "customer_id,a,b\nx,50,\ny,,50\nz,NA,-\nw,50,100\n";
  CHECK(listed("a:0.8:0..100\nb:0.2:0..100", csv) ==
        "x 50.00 yellow 50.00 missing; w 60.00 yellow 40.00 20.00; "
        "y - insufficient missing -; z - insufficient missing missing");
}

TEST_CASE("exactly 60 % of the weight is enough, and less is not") {
  const std::string csv = "customer_id,a,b\nx,50,\n";
  CHECK(bands(report_of("a:0.6:0..100\nb:0.4:0..100", csv)) == "0 1 0 0");
  CHECK(bands(report_of("a:3:0..100\nb:2:0..100", csv)) == "0 1 0 0");
  CHECK(bands(report_of("a:0.599999999999:0..100\nb:0.4:0..100", csv)) == "0 0 0 1");
  const std::string five = "customer_id,a,b,c,d,e\nx,5,5,5,,\ny,5,5,,,\n";
  CHECK(bands(report_of("a\nb\nc\nd\ne", five, "", {{"scoring", "sum"}})) == "0 1 0 1");
}

TEST_CASE("each band begins with its bound") {
  const auto bands_of = [](const std::string& value, const std::string& bounds) {
    const Options options = bounds.empty() ? Options{} : Options{{"bands", bounds}};
    return bands(report_of(of_a, "customer_id,a\nx," + value + "\n", "", options));
  };
  CHECK(bands_of("49.999999999999", "") == "1 0 0 0");
  CHECK(bands_of("50", "") == "0 1 0 0");
  CHECK(bands_of("74.999999999999", "") == "0 1 0 0");
  CHECK(bands_of("75", "") == "0 0 1 0");
  CHECK(bands_of("60", "60,60") == "0 0 1 0");
  CHECK(bands_of("59", "60,60") == "1 0 0 0");
  CHECK(bands_of("0", "0,100") == "0 1 0 0");
  CHECK(bands_of("100", "0,100") == "0 0 1 0");
  CHECK(bands_of("0", "0,0") == "0 0 1 0");
  CHECK(bands_of("12.5", "12.5,80.25") == "0 1 0 0");
}

TEST_CASE("the band is of the exact score, which is rounded to 12 decimals only to be held") {
  const auto bands_of = [](const std::string& value, const std::string& bounds) {
    return bands(
        report_of("a:1:0..3", "customer_id,a\nx," + value + "\n", "", {{"bands", bounds}}));
  };
  CHECK(bands_of("1", "33.333333333333,90") == "0 1 0 0");
  CHECK(bands_of("1", "33.333333333334,90") == "1 0 0 0");
  CHECK(bands_of("2", "66.666666666666,90") == "0 1 0 0");
  CHECK(bands_of("2", "66.666666666667,90") == "1 0 0 0");
  const Report report = report_of("a:1:0..3", "customer_id,a\nx,2\n");
  CHECK(*report.results.at(0).value.amount == dec("66.666666666667").ratio());
}

TEST_CASE("half of the last place is rounded to even") {
  // 100 x value / (2 x 10^14) is the value in halves of the last of 12 decimals.
  const auto score = [](const std::string& value) {
    return *report_of("a:1:0..200000000000000", "customer_id,a\nx," + value + "\n")
                .results.at(0)
                .value.amount;
  };
  CHECK(score("1") == Decimal::of_atoms(0).ratio());  // 0.5 of the last place
  CHECK(score("3") == Decimal::of_atoms(2).ratio());  // 1.5
  CHECK(score("5") == Decimal::of_atoms(2).ratio());  // 2.5
  CHECK(score("5.1") == Decimal::of_atoms(3).ratio());
}

TEST_CASE("lines without a common measure are exact however many there are") {
  std::string factors;
  std::string header = "customer_id";
  std::string row = "x";
  // Each factor is half way up its line, so the score is 50 whatever the weights are.
  for (int i = 0; i < 30; ++i) {
    const std::string name = "f" + std::to_string(i);
    const std::string best = std::to_string(2 * (100003 + 2 * i)) + ".000000000002";
    factors += (i == 0 ? "" : "\n") + name + ":0.00" + std::to_string(i + 1) + ":0.." + best;
    header += "," + name;
    row += "," + std::to_string(100003 + 2 * i) + ".000000000001";
  }
  const Report report = report_of(factors, header + "\n" + row + "\n");
  CHECK(*report.results.at(0).value.amount == Ratio{50, 1});
  CHECK(bands(report) == "0 1 0 0");
}

TEST_CASE("the median is the middle score, or the mean of the middle two") {
  const auto median = [](const std::string& rows) {
    return *report_of(of_a, "customer_id,a\n" + rows).results.at(0).fact("median").amount;
  };
  CHECK(median("x,10\n") == Ratio{10, 1});
  CHECK(median("x,10\ny,30\n") == Ratio{20, 1});
  CHECK(median("x,10\ny,90\nz,30\n") == Ratio{30, 1});
  CHECK(median("x,10\ny,90\nz,31\nw,30\n") == Ratio{61, 2});
  CHECK(median("x,10\ny,10\nz,90\nw,\n") == Ratio{10, 1});
}

TEST_CASE("of a customer the latest row before the period's end counts") {
  const std::string csv =
      "customer_id,measured_on,a\nx,2026-05-31,10\nx,2026-06-01,90\nx,2026-05-30,50\n"
      "y,2026-06-01,70\nz,,70\n";
  const Report report = report_of(of_a, csv, "2026-05");
  CHECK(listed(report) == "x 10.00 red 10.00 -");
  CHECK(report.input->not_counted ==
        std::map<std::string, std::int64_t>{
            {"outside the period", 2}, {"without a date", 1}, {"other rows of a customer", 1}});
  const Report whole = report_of(of_a, csv);
  CHECK(listed(whole) == "y 70.00 yellow 70.00 -; x 90.00 green 90.00 10.00");
  CHECK(whole.input->used() == 3);
}

TEST_CASE("a column of days that is blank leaves nobody, and no column at all leaves everybody") {
  const Report blank = report_of(of_a, "customer_id,measured_on,a\nx,,10\n");
  CHECK_FALSE(blank.results.at(0).value.amount);
  CHECK(blank.results.at(0).reason == "no customer has a row that counts");
  CHECK(blank.results.at(0).lists.empty());
  CHECK(blank.input->not_counted.at("without a date") == 1);
  CHECK(listed(of_a, "customer_id,a\nx,10\n") == "x 10.00 red 10.00");
}

TEST_CASE("rows of a file without days stay out where another file has them") {
  const Report report = test::answer_all(
      ask_with(of_a), {"customer_id,a\nx,10\n", "customer_id,measured_on,a\ny,2026-05-01,20\n"});
  CHECK(listed(report) == "y 20.00 red 20.00 -");
  CHECK(report.input->not_counted.at("without a date") == 1);
}

TEST_CASE("a period asks for the day of the rows") {
  CHECK(test::fails_with(ErrorCode::refused,
                         [] { report_of(of_a, "customer_id,a\nx,1\n", "2026-05"); }));
  CHECK(listed(of_a, "customer_id,a\nx,10\n", "all") == "x 10.00 red 10.00");
}

TEST_CASE("of several rows of a day the lowest score counts, and insufficient is the lowest") {
  const auto kept = [](const std::string& rows) {
    return listed("a:0.5:0..100\nb:0.5:0..100", "customer_id,a,b\n" + rows);
  };
  CHECK(kept("x,10,20\nx,30,10\n") == "x 15.00 red 5.00 10.00");
  CHECK(kept("x,10,20\nx,,10\n") == "x - insufficient missing -");
  // One score: the smaller a; of one a, which makes one b, the smaller MRR.
  CHECK(kept("x,10,20\nx,20,10\n") == "x 15.00 red 5.00 10.00");
  const Report tie = report_of(of_a, "customer_id,a,mrr\nx,10,5\nx,10,4\nx,10,6\n");
  CHECK(to_number(mrr(tie).at(0).second) == "4.00");
  const Report unknown = report_of(of_a, "customer_id,a,mrr\nx,10,5\nx,10,\n");
  CHECK(mrr(unknown).empty());
  // Beyond the line's end the score is one, and the smaller number counts.
  const Report clipped = report_of(of_a, "customer_id,a,mrr\nx,-1,5\nx,-2,6\n");
  CHECK(to_number(mrr(clipped).at(0).second) == "6.00");
}

TEST_CASE("over the whole file a customer moved since its own day before the last") {
  const std::string csv =
      "customer_id,measured_on,a\n"
      "up,2026-01-01,10\nup,2026-03-01,60\nup,2026-02-01,80\nup,2026-04-01,90\n"
      "down,2026-01-01,80\ndown,2026-02-01,70\nstill,2026-01-01,51\nstill,2026-02-01,74\n"
      "once,2026-02-01,10\nlost,2026-01-01,10\nlost,2026-02-01,\n"
      "found,2026-01-01,\nfound,2026-02-01,50\n";
  const Report report = report_of(of_a, csv);
  CHECK(movers(report) == "1 1 3");
  CHECK(listed(report) ==
        "once 10.00 red 10.00 -; found 50.00 yellow 50.00 -; down 70.00 yellow 70.00 80.00; "
        "still 74.00 yellow 74.00 51.00; up 90.00 green 90.00 60.00; "
        "lost - insufficient missing 10.00");
}

TEST_CASE("in a period a customer moved since its latest row before the period's begin") {
  const std::string csv =
      "customer_id,measured_on,a\n"
      "up,2026-04-30,10\nup,2026-05-01,60\nup,2026-05-31,80\n"
      "late,2026-05-01,10\nlate,2026-05-31,80\n"
      "idle,2026-03-01,90\nidle,2026-04-01,20\n"
      "next,2026-04-01,20\nnext,2026-06-01,90\n";
  const Report report = report_of(of_a, csv, "2026-05");
  CHECK(movers(report) == "1 0 3");
  CHECK(listed(report) ==
        "idle 20.00 red 20.00 20.00; next 20.00 red 20.00 20.00; late 80.00 green 80.00 -; "
        "up 80.00 green 80.00 10.00");
  CHECK(report.input->used() == 5);
}

TEST_CASE("without days nobody moved, and that is not 0 but unknown") {
  CHECK(movers(report_of(of_a, "customer_id,a\nx,1\n")) == "n/a n/a n/a");
  CHECK(movers(report_of(of_a, "customer_id,measured_on,a\nx,2026-05-01,1\n")) == "0 0 0");
}

TEST_CASE("MRR is by band, and by currency where there are several") {
  const std::string head = "customer_id,a,mrr,currency\n";
  const Report one = report_of(of_a, head + "x,10,5.50,USD\ny,20,4,USD\nz,80,1,USD\nw,,2,USD\n");
  CHECK(mrr(one) == Breakdown{{"red", {Ratio{95, 10}, Unit::money, *Currency::of("USD")}},
                              {"yellow", {Ratio{0, 1}, Unit::money, *Currency::of("USD")}},
                              {"green", {Ratio{1, 1}, Unit::money, *Currency::of("USD")}},
                              {"insufficient", {Ratio{2, 1}, Unit::money, *Currency::of("USD")}}});
  const Report two = report_of(of_a, head + "x,10,5,USD\ny,20,4,EUR\nz,80,,JPY\n");
  std::string keys;
  for (const auto& [key, sum] : mrr(two)) keys += key + " " + to_number(sum) + ", ";
  CHECK(keys ==
        "EUR red 4.00, EUR yellow 0.00, EUR green 0.00, EUR insufficient 0.00, "
        "USD red 5.00, USD yellow 0.00, USD green 0.00, USD insufficient 0.00, ");
  CHECK(mrr(report_of(of_a, "customer_id,a\nx,1\n")).empty());
  CHECK(report_of(of_a, head + "x,10,-5,USD\n").input->bad == 1);
}

TEST_CASE("a sum adds the answers present, and its band is of what they could be") {
  const std::string csv = "customer_id,a,b,c\nx,5,5,5\ny,7,8,\nz,10,,\nw,8,7.5,7\n";
  const Report report = report_of("a\nb\nc", csv, "", {{"scoring", "sum"}});
  CHECK(listed(report) ==
        "x 15.00 yellow 5.00 5.00 5.00; y 15.00 green 7.00 8.00 missing; "
        "w 22.50 green 8.00 7.50 7.00; z - insufficient - missing missing");
  CHECK(*report.results.at(0).value.amount == Ratio{525, 30});
}

TEST_CASE("an answer outside 1..10 makes a bad row of a sum, and names its column") {
  const Report report = report_of("a\nb", "customer_id,a,b\nx,1,10\ny,0,5\nz,5,10.5\nw,5,x\n", "",
                                  {{"scoring", "sum"}});
  CHECK(report.input->first_bad ==
        std::vector<std::string>{
            "table:3:3: a: \"0\" lies outside 1..10, the answers that --scoring sum adds",
            "table:4:5: b: \"10.5\" lies outside 1..10, the answers that --scoring sum adds",
            "table:5:5: b: \"x\" is not a number (wanted digits, as in 1234.56)"});
  CHECK(report_of(of_a, "customer_id,a\nx,-700\n").input->bad == 0);
}

TEST_CASE("a factor's name may have colons of its own") {
  CHECK(listed("Q1: how?:1:0..10", "customer_id,Q1: how?\nx,5\n") == "x 50.00 yellow 50.00");
  CHECK(listed("Q1: how?", "customer_id,Q1: how?\nx,5\n", "", {{"scoring", "sum"}}) ==
        "x 5.00 yellow 5.00");
}

TEST_CASE("a column of the list that a factor is called like keeps its name") {
  const Report report =
      report_of("score:1:0..10\nband:1:0..10\nfactor_score:1:0..10\nearlier_score:1:0..10",
                "customer_id,score,band,factor_score,earlier_score\nx,1,2,3,4\n");
  CHECK(report.results.at(0).lists.at(0).columns ==
        std::vector<std::string>{"customer_id", "score", "band", "factor_factor_score",
                                 "factor_band", "factor_score", "earlier_score"});
  const Report dated =
      report_of("earlier_score:1:0..10", "customer_id,measured_on,earlier_score\nx,2026-05-01,1\n");
  CHECK(dated.results.at(0).lists.at(0).columns ==
        std::vector<std::string>{"customer_id", "score", "band", "factor_earlier_score",
                                 "earlier_score"});
}

TEST_CASE("a factor that is not of its form is refused") {
  for (const char* wrong : {"a", "", ":", "a:1", "a:0..1", ":1:0..1", "a:1:", "a:1:5", "1:0..1"}) {
    INFO(wrong);
    CHECK(usage_message(wrong).find("is not NAME:WEIGHT:WORST..BEST") != std::string::npos);
  }
  for (const char* wrong : {"a:0:0..1", "a:-1:0..1", "a::0..1", "a:x:0..1", "a:0.4%:0..1"}) {
    INFO(wrong);
    CHECK(usage_message(wrong).find("has the weight") != std::string::npos);
  }
  for (const char* wrong :
       {"a:1:..1", "a:1:0..", "a:1:x..1", "a:1:0..x", "a:1:0...5", "a:1:0..1..2", "a:1:0,5..1"}) {
    INFO(wrong);
    CHECK(usage_message(wrong).find("has no line") != std::string::npos);
  }
  CHECK(usage_message("a:1:5..5").find("one number for the worst and the best") !=
        std::string::npos);
  CHECK(usage_message("a:1:0..1\na:2:0..1").find("\"a\" is given twice") != std::string::npos);
  CHECK(usage_message("a:1:0..1\nA:2:0..1").find("names too") != std::string::npos);
  CHECK(usage_message("c:1:0..1").find("has no column") != std::string::npos);
  CHECK(usage_message("a:1:0..1", {{"scoring", "sum"}}).find("has a weight and a line") !=
        std::string::npos);
  CHECK(usage_message("a:1", {{"scoring", "sum"}}).find("has no column") != std::string::npos);
  CHECK(usage_message("", {{"scoring", "sum"}}).find("is no column's name") != std::string::npos);
  CHECK(usage_message("a", {{"scoring", "mean"}}).find("neither weighted nor sum") !=
        std::string::npos);
}

TEST_CASE("without a factor there is nothing to compute") {
  const auto error =
      test::error_of([] { test::answer(test::ask("health"), "customer_id,a\nx,1\n"); });
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->where == "--factor");
}

TEST_CASE("bands that are not of their form are refused") {
  for (const char* wrong :
       {"", "50", "50,", ",75", "75,50", "-1,50", "50,101", "50,75,90", "a,b", "50;75"}) {
    INFO(wrong);
    CHECK(usage_message(of_a, {{"bands", wrong}}).find("is not RED,GREEN") != std::string::npos);
  }
}

TEST_CASE("--currency asks for a column of MRR, whose currency it is") {
  Question question = ask_with(of_a);
  question.currency = Currency::of("EUR");
  CHECK(test::fails_with(ErrorCode::refused,
                         [&] { test::answer(question, "customer_id,a\nx,1\n"); }));
  const Report report = test::answer(question, "customer_id,a,mrr\nx,1,5\n");
  CHECK(mrr(report).at(0).second.currency == *Currency::of("EUR"));
}

TEST_CASE("with --assume-unique every row is a customer") {
  Question question = ask_with(of_a);
  question.assume_unique = true;
  CHECK(listed(test::answer(question, "customer_id,a\nx,30\nx,10\ny,20\n")) ==
        "x 10.00 red 10.00; y 20.00 red 20.00; x 30.00 red 30.00");
}

TEST_CASE("health of nobody is absent and never 0") {
  const Result result = finish(HealthTally{});
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "no customer has a row that counts");
  CHECK_FALSE(result.fact("median").amount);
  const Result unscored = report_of(of_a, "customer_id,a\nx,\ny,\n").results.at(0);
  CHECK(unscored.reason == "none of 2 customers has a score");
  CHECK(bands(report_of(of_a, "customer_id,a\nx,\ny,\n")) == "0 0 0 2");
}

TEST_CASE("a customer's days merge in any order to its two latest") {
  Question question = ask_with(of_a);
  const HealthModel model(question);
  const std::optional<Decimal> values[] = {Decimal{1}, Decimal{2}, Decimal{3}, Decimal{4}};
  const Date days[] = {day(2026, 5, 1), day(2026, 5, 3), day(2026, 5, 2), day(2026, 5, 3)};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    Measurements whole;
    for (const std::size_t i : order) {
      Factors row;
      row.measured_on = days[i];
      row.values = std::span(&values[i], 1);
      Measurements one;
      one.add(row, Period::all(), model);
      whole.merge(one);
    }
    CHECK(whole.latest()->day == days[1]);
    CHECK(whole.latest()->row.values.at(0) == Decimal{2});
    CHECK(whole.earlier()->day == days[2]);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("people see the ten lowest customers, and are told how many more there are") {
  std::string csv = "customer_id,a\n";
  for (int i = 10; i < 30; ++i) csv += "c" + std::to_string(i) + "," + std::to_string(i) + "\n";
  const Listing list = report_of(of_a, csv).results.at(0).lists.at(0);
  CHECK(list.rows.size() == 20);
  CHECK(list.most_in_text == 10);
}
