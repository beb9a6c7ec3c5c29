#include "report/html.hpp"

#include "report/bar_table.hpp"
#include "report/page_style.hpp"
#include "report/trend_chart.hpp"
#include "support/catch.hpp"

namespace csm::test {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++n;
  }
  return n;
}

/// Shares of months from January 2026 on; -1 is an absent one.
std::vector<Result> shares(const std::vector<int>& percents) {
  std::vector<Result> steps;
  Date day = *read_iso_date("2026-01-01");
  for (const int percent : percents) {
    Result& step = steps.emplace_back();
    step.span = Span{Period::month_of(day), std::nullopt};
    step.value = Quantity::share(percent, percent < 0 ? 0 : 100);
    day = step.span->period.end;
  }
  return steps;
}

std::vector<const Result*> pointers(const std::vector<Result>& results) {
  std::vector<const Result*> all;
  for (const Result& result : results) all.push_back(&result);
  return all;
}

}  // namespace

TEST_CASE("text of the data is never markup, in elements and attributes", "[html]") {
  CHECK(html("<script>alert(\"a\" & 'b')</script>") ==
        "&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;");
  CHECK(html("a\x1b[31m\x7f\xe2\x80\xae") == "a\\x1b[31m\\x7f\\u202e");
  CHECK(html("\xff") == "\\xff");
}

TEST_CASE("a number and its % stay in one line", "[html]") {
  CHECK(html_paragraph("down 3.5 % & more", "soft") ==
        "<p class=\"soft\">down 3.5&nbsp;% &amp; more</p>\n");
}

TEST_CASE("a table has a header a column, a cell a value and says how much more there is",
          "[html]") {
  Listing list{"things", "Things", {"customer_id", "share"}, {}};
  for (int i = 0; i < 3; ++i) {
    list.rows.push_back({"C" + std::to_string(i), Quantity::share(i, 4)});
  }
  const std::string table = html_table(list, 2);
  CHECK(count(table, "<th scope=\"col\"") == 2);
  CHECK(count(table, "<tr>") == 3);
  CHECK(table.find("customer id") != std::string::npos);
  CHECK(table.find("<td class=\"n\">25.0 %</td>") != std::string::npos);
  CHECK(table.find("C2") == std::string::npos);
  CHECK(table.find("and 1 more") != std::string::npos);
}

TEST_CASE("a line breaks where a figure is absent, and has a point for each that is there",
          "[html]") {
  const std::vector<Result> steps = shares({10, 20, -1, 30, 20});
  const std::string chart = trend_chart(pointers(steps), "Churn");
  CHECK(count(chart, "<path class=\"line\"") == 2);
  CHECK(count(chart, "<circle") == 4);
  CHECK(chart.find("<desc>From 10.0 % in January 2026 to 20.0 % in May 2026; the least 10.0 % in "
                   "January 2026, the most 30.0 % in April 2026</desc>") != std::string::npos);
}

TEST_CASE("a step that the data does not reach the end of has a hollow point", "[html]") {
  std::vector<Result> steps = shares({10, 20});
  steps[1].span->known_until = *read_iso_date("2026-02-10");
  CHECK(count(trend_chart(pointers(steps), "Churn"), "dot open") == 1);
}

TEST_CASE("one figure alone is no course", "[html]") {
  CHECK(trend_chart(pointers(shares({10})), "Churn").empty());
  CHECK(trend_chart(pointers(shares({-1, 10, -1})), "Churn").empty());
  CHECK(small_trend({}).empty());
}

TEST_CASE("figures that are all alike, all 0 or below 0 have a picture, too", "[html]") {
  for (const auto& percents : {std::vector<int>{0, 0}, {50, 50}, {100, 100}}) {
    const std::string chart = trend_chart(pointers(shares(percents)), "Churn");
    CHECK(count(chart, "<circle") == 2);
    CHECK(chart.find("nan") == std::string::npos);
    CHECK(chart.find("inf") == std::string::npos);
  }
  std::vector<Result> steps = shares({1, 2});
  steps[0].value = {Ratio{-50, 1}, Unit::points, {}};
  steps[1].value = {Ratio{-20, 1}, Unit::points, {}};
  CHECK(count(trend_chart(pointers(steps), "NPS"), "<circle") == 2);
}

TEST_CASE("the longest bar fills its cell, and nothing has none", "[html]") {
  const std::string table = bar_table(
      "Bands", {{"red", Quantity::count(2)}, {"green", Quantity::count(4)}, {"grey", {}}});
  CHECK(table.find("width=\"50.00\"") != std::string::npos);
  CHECK(table.find("width=\"100.00\"") != std::string::npos);
  CHECK(count(table, "<rect") == 2);
  CHECK(bar_table("Bands", {{"red", Quantity::count(0)}}).empty());
}

TEST_CASE("a page forbids all but its own style", "[html]") {
  const std::string page = html_page("A <b>", "<p>x</p>");
  CHECK(page.find("default-src 'none'; style-src 'sha256-") != std::string::npos);
  CHECK(page.find("<title>A &lt;b&gt;</title>") != std::string::npos);
  CHECK(page.find(page_style) != std::string::npos);
}

}  // namespace csm::test
