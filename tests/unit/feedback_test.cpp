#include "csm/metrics/feedback.hpp"

#include "csm/registry.hpp"
#include "metrics/contrast.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::fact;

namespace {

using Options = std::map<std::string, std::string, std::less<>>;

Question ask_with(Options options, std::string themes = "", std::string_view period = "") {
  Question question = test::ask("feedback", period);
  question.options = std::move(options);
  if (!themes.empty()) {
    question.options["themes"] = "themes.txt";
    question.files["themes"] = {"themes.txt", std::move(themes)};
  }
  return question;
}

Report report_of(std::string csv, Options options = {}, std::string themes = "") {
  return test::answer(ask_with(std::move(options), std::move(themes)), std::move(csv));
}

const Listing& list_of(const Report& report, std::string_view name) {
  for (const Listing& list : report.results.at(0).lists) {
    if (list.name == name) return list;
  }
  throw std::logic_error("no such list");
}

/// A row of a list with bars between its cells.
std::string row_of(const std::vector<Cell>& cells) {
  std::string out;
  for (const Cell& cell : cells) {
    const auto* quantity = std::get_if<Quantity>(&cell);
    out += (out.empty() ? "" : "|") +
           (quantity != nullptr ? to_number(*quantity) : std::get<std::string>(cell));
  }
  return out;
}

std::vector<std::string> rows_of(const Report& report, std::string_view name) {
  std::vector<std::string> rows;
  for (const auto& row : list_of(report, name).rows) rows.push_back(row_of(row));
  return rows;
}

using Rows_ = std::vector<std::string>;

/// 30 detractors who say "slow app", 30 promoters who say "app app".
FeedbackTally slow_and_app() {
  const std::vector<std::string_view> slow = {"slow", "app"};
  const std::vector<std::string_view> app = {"app", "app"};
  FeedbackTally tally;
  tally.add({Decimal{2}, nullptr, true, slow}, 30);
  tally.add({Decimal{10}, nullptr, true, app}, 30);
  return tally;
}

}  // namespace

// Promoters: 10, 9; passive: 8; detractors: 2, 0; scored 5: NPS (2 - 2) / 5 = 0. Comments: 10, 2, 0
// and one without a score. Without price's answers (2, 0): (2 - 0) / 3, so impact -66.67.
TEST_CASE("comments, themes and their impact come out as by hand", "[feedback]") {
  const Report report = report_of(
      "score,comment\n10,Great support\n9,\n8,NA\n2,Too expensive\n0,\"The price, the support\"\n"
      ",price?\n,\n",
      {}, "support: support\nprice: price, expens*\nother: nothing\n");
  const Result& result = report.results[0];
  CHECK(result.value == Quantity::count(4));
  CHECK(fact(result, "comments") == Ratio{4, 1});
  CHECK(fact(result, "answers") == Ratio{6, 1});
  CHECK(fact(result, "comment_share") == Ratio{4, 6});
  CHECK(fact(result, "scored") == Ratio{5, 1});
  CHECK(fact(result, "unmatched") == Ratio{0, 1});
  CHECK(fact(result, "nps") == Ratio{0, 1});
  CHECK_FALSE(fact(result, "csat"));
  CHECK(fact(result, "promoters") == Ratio{1, 1});
  CHECK(fact(result, "passives") == Ratio{0, 1});
  CHECK(fact(result, "detractors") == Ratio{2, 1});
  CHECK(report.input->not_counted == std::map<std::string, std::int64_t>{{"without an answer", 1}});
  // price: 3 of 4 comments; scored 2 and 0, mean 1. support: 2 of 4, 10 and 0; without them
  // (1 - 1) / 3 = 0.
  CHECK(rows_of(report, "themes") == Rows_{"price|3|75.0|30.1|95.4|1.00|-100.0|-66.7",
                                           "support|2|50.0|15.0|85.0|5.00|0.0|0.0",
                                           "other|0|0.0|0.0|49.0|n/a|n/a|0.0"});
  CHECK(list_of(report, "words").rows.empty());
}

TEST_CASE("an answer is a score or a comment, and words for no value are neither", "[feedback]") {
  const Report report = report_of(
      "score,comment\n5, na \n5,N/A\n5,null\n5,-\n5,NULL\n5,n/a.\n,-\n-,\n,!!!\n"
      ",\"\n\"\n,\"\n NA\r\n\"\n");
  const Result& result = report.results[0];
  CHECK(fact(result, "answers") == Ratio{7, 1});
  CHECK(fact(result, "comments") == Ratio{2, 1});
  CHECK(report.input->not_counted.at("without an answer") == 4);
}

TEST_CASE("answers without a comment make 0, no answers make none", "[feedback]") {
  CHECK(report_of("score,comment\n5,\n").results[0].value == Quantity::count(0));
  for (const char* csv : {"score,comment\n", "score,comment\n,\n"}) {
    const Report report = report_of(csv, {}, "price: price\n");
    CHECK_FALSE(report.results[0].value.amount);
    CHECK_FALSE(report.results[0].reason.empty());
  }
}

TEST_CASE("a file without scores has comments and themes, but no sides and no impact",
          "[feedback]") {
  const Report report = report_of("feedback\nthe price\nslow\n", {}, "price: price\n");
  const Result& result = report.results[0];
  CHECK(result.value == Quantity::count(2));
  CHECK_FALSE(fact(result, "nps"));
  CHECK(fact(result, "unmatched") == Ratio{1, 1});
  CHECK(rows_of(report, "themes") == Rows_{"price|1|50.0|9.5|90.5|n/a|n/a|n/a"});
  CHECK(rows_of(report, "quotes") == Rows_{"price|n/a|table:2|the price"});
}

TEST_CASE("all scored answers in one theme leave nothing to compare with", "[feedback]") {
  const Report report = report_of("score,comment\n9,price\n3,price\n", {}, "price: price\n");
  CHECK(rows_of(report, "themes") == Rows_{"price|2|100.0|34.2|100.0|6.00|0.0|n/a"});
}

// 5, 4 positive, 3 neutral, 2 negative of 1..5; without price's 2 the share is 2 of 3.
TEST_CASE("satisfaction takes its own scale, the smallest that holds all answers", "[feedback]") {
  const std::string csv = "csat,comment\n5,good\n4,fine\n3,so so\n2,price\n";
  const Report five = report_of(csv, {{"score", "csat"}}, "price: price\n");
  CHECK(fact(five.results[0], "csat") == Ratio{1, 2});
  CHECK_FALSE(fact(five.results[0], "nps"));
  CHECK(fact(five.results[0], "promoters") == Ratio{2, 1});
  CHECK(fact(five.results[0], "passives") == Ratio{1, 1});
  CHECK(fact(five.results[0], "detractors") == Ratio{1, 1});
  CHECK(list_of(five, "themes").columns[6] == "csat");
  CHECK(rows_of(five, "themes") == Rows_{"price|1|25.0|4.6|69.9|2.00|0.0|-16.7"});

  const auto sides = [](const Report& report) {
    const Result& result = report.results[0];
    return to_number(result.fact("promoters")) + " " + to_number(result.fact("passives")) + " " +
           to_number(result.fact("detractors"));
  };
  const std::string all = "csat,comment\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,a\n";
  CHECK(sides(report_of(all, {{"score", "csat"}})) == "2 3 2");
  CHECK(sides(report_of(all + "8,a\n", {{"score", "csat"}})) == "3 0 5");
  CHECK(sides(report_of(all, {{"score", "csat"}, {"scale", "1-5"}})) == "2 1 2");
  CHECK(sides(report_of(all, {{"score", "csat"}, {"scale", "0-10"}})) == "2 1 4");
  CHECK(sides(report_of(all, {{"score", "csat"}, {"scale", "1-3"}})) == "1 1 1");
  CHECK(sides(report_of(all, {{"score", "csat"}, {"positive-from", "2"}})) == "6 0 1");
  CHECK(sides(report_of(all, {{"score", "csat"}, {"positive-from", "7"}})) == "1 5 1");
}

TEST_CASE("satisfaction in words has sides too, but no mean", "[feedback]") {
  const Report report =
      report_of("score,comment\ngood,price\nbad,price\nneutral,x\noffered,price\nnot offered,\n",
                {{"score", "csat"}}, "price: price\n");
  CHECK(fact(report.results[0], "csat") == Ratio{1, 3});
  CHECK(fact(report.results[0], "passives") == Ratio{1, 1});
  CHECK(fact(report.results[0], "comments") == Ratio{4, 1});
  CHECK(rows_of(report, "themes") == Rows_{"price|3|75.0|30.1|95.4|n/a|50.0|33.3"});
  CHECK(rows_of(report, "quotes") ==
        Rows_{"price|bad|table:3|price", "price|good|table:2|price", "price|n/a|table:5|price"});
  CHECK(report.input->not_counted.at("not offered") == 1);
}

// slow: y = 30 and 0, n = 60 and 60, prior 500 * 30 / 120 = 125: d = ln(155 / 405) - ln(125 / 435)
// = 0.28657, variance 1 / 155 + 1 / 125, z = 2.3838. app is its mirror with counts of 30 and 60 and
// prior 375: z = -0.28657 / sqrt(1 / 405 + 1 / 435). Pairs: 30 against 0 of 30, prior 250.
TEST_CASE("words are told apart by log-odds with a prior of all comments", "[feedback]") {
  const Result result = finish(slow_and_app(), FeedbackView{});
  REQUIRE(result.lists.size() == 1);
  std::vector<std::string> rows;
  for (const auto& row : result.lists[0].rows) rows.push_back(row_of(row));
  CHECK(rows == Rows_{"detractors|slow app|30|0|2.60", "detractors|slow|30|0|2.38",
                      "promoters|app|30|60|-4.15", "promoters|app app|0|30|-2.60"});
  const auto z = std::get<Quantity>(result.lists[0].rows[1][4]).amount->to_double();
  CHECK(z == Approx(2.383817942672422).margin(1e-9));
}

TEST_CASE("of each side so many words and so many phrases are shown", "[feedback]") {
  FeedbackView view;
  view.words = 1;
  CHECK(finish(slow_and_app(), view).lists[0].rows.size() == 4);
  view.words = 0;
  CHECK(finish(slow_and_app(), view).lists.empty());
}

TEST_CASE("a word in fewer than three comments is left out, however often it is said",
          "[feedback]") {
  const std::vector<std::string_view> loud(200, "slow");
  const std::vector<std::string_view> mild = {"nice"};
  for (const std::int64_t n : {2, 3}) {
    FeedbackTally tally;
    tally.add({Decimal{1}, nullptr, true, loud}, n);
    tally.add({Decimal{10}, nullptr, true, mild}, 200);
    std::size_t found = 0;
    const Result result = finish(tally, FeedbackView{});
    for (const auto& row : result.lists[0].rows) {
      found += row_of(row).find("|slow|") != std::string::npos ? 1U : 0U;
    }
    CHECK(found == (n == 3 ? 1U : 0U));
  }
}

TEST_CASE("one side alone, or one word alone, tells nothing apart", "[feedback]") {
  const std::vector<std::string_view> words = {"slow"};
  FeedbackTally tally;
  tally.add({Decimal{1}, nullptr, true, words}, 50);
  CHECK(finish(tally, FeedbackView{}).lists[0].rows.empty());
  tally.add({Decimal{10}, nullptr, true, words}, 50);
  CHECK(finish(tally, FeedbackView{}).lists[0].rows.empty());
}

TEST_CASE("words of equal weight go by their bytes", "[feedback]") {
  const std::vector<std::string_view> words = {"b", "c", "a"};
  const std::vector<std::string_view> others = {"x", "y", "z"};
  FeedbackTally tally;
  tally.add({Decimal{1}, nullptr, true, words}, 60);
  tally.add({Decimal{10}, nullptr, true, others}, 60);
  const Result result = finish(tally, FeedbackView{});
  std::string order;
  for (const auto& row : result.lists[0].rows) {
    const std::string word = std::get<std::string>(row[1]);
    if (word.size() == 1) order += word;
  }
  CHECK(order == "abcxyz");
}

TEST_CASE("quotes go by score, then the latest day, then the place; unscored ones last",
          "[feedback]") {
  const Report report = report_of(
      "score,answered_on,comment\n,2026-05-09,x none\n3,2026-05-01,x old\n3,2026-05-02,x new\n"
      "3,,x undated\n2.5,2026-05-01,x half\n3,2026-05-02,x later line\n10,2026-05-01,x top\n",
      {{"quotes", "7"}}, "t: x\n");
  CHECK(rows_of(report, "quotes") == Rows_{"t|2.50|table:6|x half", "t|3|table:4|x new",
                                           "t|3|table:7|x later line", "t|3|table:3|x old",
                                           "t|3|table:5|x undated", "t|10|table:8|x top",
                                           "t|n/a|table:2|x none"});
  const Report two =
      report_of("score,comment\n5,x e\n4,x d\n3,x c\n", {{"quotes", "2"}}, "t: x\nnone: y\n");
  CHECK(rows_of(two, "quotes") == Rows_{"t|3|table:4|x c", "t|4|table:3|x d"});
  CHECK(report_of("score,comment\n5,x\n", {{"quotes", "0"}}, "t: x\n").results[0].lists.size() ==
        2);
}

TEST_CASE("in a period a comment needs its day as a score does", "[feedback]") {
  const Report report = test::answer(
      ask_with({}, "", "2026-05"),
      "score,answered_on,sent_on,comment\n9,2026-05-01,,a\n,2026-05-31,,b\n9,2026-06-01,,c\n"
      ",,2026-05-02,d\n,,2026-05-02,\n,,2026-06-02,\n8,2026-04-30,2026-05-01,\n");
  CHECK(report.results[0].value == Quantity::count(2));
  CHECK(report.input->bad == 1);
  CHECK(report.input->not_counted ==
        std::map<std::string, std::int64_t>{{"outside the period", 3}, {"without an answer", 1}});
}

TEST_CASE("text of the data is kept in the lists as it is, and shown safely", "[feedback]") {
  const Report report =
      report_of("score,comment\n1,\"x \x1b[31m \u202e\x07\nend\xff\"\n", {}, "x\u202ey: x\n");
  CHECK(rows_of(report, "quotes") == Rows_{"x\u202ey|1|table:2|x \x1b[31m \u202e\x07\nend\xff"});
  CHECK(rows_of(report, "themes")[0].starts_with("x\u202ey|1|"));
  const std::string text = to_text_report(report);
  CHECK(text.find("x\\u202ey  ") != std::string::npos);
  CHECK(text.find("x \\x1b[31m \\u202e\\x07\\nend\\xff\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
}

TEST_CASE("options that say nothing or would change nothing are refused", "[feedback]") {
  const auto refused = [](Options options) {
    return test::fails_with(ErrorCode::usage, [&] { report_of("score,comment\n1,a\n", options); });
  };
  CHECK(refused({{"score", "ces"}}));
  CHECK(refused({{"scale", "1-5"}}));
  CHECK(refused({{"positive-from", "4"}}));
  CHECK(refused({{"score", "csat"}, {"scale", "1-6"}}));
  CHECK(refused({{"score", "csat"}, {"positive-from", "11"}}));
  CHECK(refused({{"words", "-1"}}));
  CHECK(refused({{"words", "1.5"}}));
  CHECK(refused({{"quotes", "3"}}));
  CHECK(test::fails_with(ErrorCode::usage, [] {
    report_of("score,comment\n1,a\n", {{"quotes", "x"}}, "a: a\n");
  }));
  Question confident = ask_with({});
  confident.confidence = 0.9;
  CHECK(
      test::fails_with(ErrorCode::usage, [&] { test::answer(confident, "score,comment\n1,a\n"); }));
  Question unique = ask_with({});
  unique.assume_unique = true;
  CHECK(test::fails_with(ErrorCode::usage, [&] { test::answer(unique, "score,comment\n1,a\n"); }));
  CHECK(test::fails_with(ErrorCode::refused, [] { report_of("score\n1\n"); }));
  CHECK(test::fails_with(ErrorCode::refused, [] {
    report_of("score,comment\n1,a\ngood,b\n", {{"score", "csat"}});
  }));
}
