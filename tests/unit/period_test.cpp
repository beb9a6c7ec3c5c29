#include "csm/period.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

Period read(std::string_view text) { return read_period(text, std::nullopt); }

/// "2026-05-01..2026-06-01", the end being the first day outside.
std::string days_of(const Period& period) {
  return to_iso(period.begin) + ".." + to_iso(period.end);
}
std::string days_of(std::string_view text) { return days_of(read(text)); }

Period relative(std::string_view text, Date today) { return read_period(text, today); }

}  // namespace

TEST_CASE("a period is a month, a quarter, a week, a year or a day") {
  CHECK(days_of("2026-05") == "2026-05-01..2026-06-01");
  CHECK(days_of("2026-12") == "2026-12-01..2027-01-01");
  CHECK(days_of("2024-02") == "2024-02-01..2024-03-01");
  CHECK(days_of("2026-Q1") == "2026-01-01..2026-04-01");
  CHECK(days_of("2026-Q2") == "2026-04-01..2026-07-01");
  CHECK(days_of("2026-Q3") == "2026-07-01..2026-10-01");
  CHECK(days_of("2026-Q4") == "2026-10-01..2027-01-01");
  CHECK(days_of("2026-W21") == "2026-05-18..2026-05-25");
  CHECK(days_of("2026") == "2026-01-01..2027-01-01");
  CHECK(days_of("2026-05-03") == "2026-05-03..2026-05-04");
  CHECK(days_of("2026-12-31") == "2026-12-31..2027-01-01");
  CHECK(days_of("2024-02-29") == "2024-02-29..2024-03-01");
}

// ISO 8601: a week belongs to the year that its Thursday lies in.
TEST_CASE("ISO weeks at the end of a year belong to the year of their Thursday") {
  CHECK(days_of("2026-W01") == "2025-12-29..2026-01-05");
  CHECK(days_of("2026-W53") == "2026-12-28..2027-01-04");
  CHECK(days_of("2027-W01") == "2027-01-04..2027-01-11");
  CHECK(days_of("2020-W53") == "2020-12-28..2021-01-04");
  CHECK(days_of("2021-W01") == "2021-01-04..2021-01-11");
  CHECK(days_of("2024-W01") == "2024-01-01..2024-01-08");
  CHECK(days_of("2025-W01") == "2024-12-30..2025-01-06");
  CHECK(days_of("2012-W01") == "2012-01-02..2012-01-09");
}

TEST_CASE("ISO weeks follow each other without a gap, 52 or 53 a year, from Monday") {
  Date expected = day(1999, 1, 4);
  for (int year = 1999; year <= 2400; ++year) {
    // A year has 53 weeks when it begins on a Thursday, or in a leap year on a Wednesday.
    const unsigned first = std::chrono::weekday{day(year, 1, 1)}.iso_encoding();
    const bool is_leap = make_date(year, 2, 29).has_value();
    const int weeks = first == 4 || (is_leap && first == 3) ? 53 : 52;
    for (int week = 1; week <= weeks; ++week, expected += std::chrono::days{7}) {
      const std::string text =
          std::to_string(year) + (week < 10 ? "-W0" : "-W") + std::to_string(week);
      INFO(text);
      const Period period = read(text);
      REQUIRE(period.begin == expected);
      REQUIRE(period.end == expected + std::chrono::days{7});
      REQUIRE(std::chrono::weekday{period.begin} == std::chrono::Monday);
    }
    if (weeks == 52) {
      REQUIRE(test::fails_with(ErrorCode::usage, [&] { read(std::to_string(year) + "-W53"); }));
    }
  }
}

TEST_CASE("A..B includes both ends, each at its own grain") {
  CHECK(days_of("2026-01..2026-03") == "2026-01-01..2026-04-01");
  CHECK(days_of("2026-01..2026-Q2") == "2026-01-01..2026-07-01");
  CHECK(days_of("2026-05-03..2026-W21") == "2026-05-03..2026-05-25");
  CHECK(days_of("2025..2026-02-28") == "2025-01-01..2026-03-01");
  CHECK(days_of("2026-05-03..2026-05-03") == "2026-05-03..2026-05-04");
  CHECK(days_of("2026-05-31..2026-05") == "2026-05-31..2026-06-01");
  CHECK(days_of("2026-Q4..2027-W01") == "2026-10-01..2027-01-11");
  CHECK(days_of("2026-W53..2027") == "2026-12-28..2028-01-01");
  CHECK(read("2026-01..2026-Q2").label == "2026-01..2026-Q2");
}

TEST_CASE("A..B that ends before it begins is an error that shows it") {
  for (const std::string_view text :
       {"2026-05..2026-03", "2026-05..2026-04", "2026-05-03..2026-05-02", "2027..2026"}) {
    const auto error = test::error_of([&] { read(text); });
    INFO(text);
    REQUIRE(error);
    CHECK(error->code == ErrorCode::usage);
    CHECK(error->where == "--period");
    CHECK(error->message.find(text) != std::string::npos);
  }
}

TEST_CASE("all is the whole file and holds every day") {
  Period days = read("2026-01-05..2026-05-31");
  days.is_whole_file = true;
  CHECK(title(days) == "the whole file");
  CHECK_FALSE(days.is_all());
  const Period all = read("all");
  CHECK(all.is_all());
  CHECK(all.label == "all");
  CHECK(all.contains(day(1, 1, 1)));
  CHECK(all.contains(day(9999, 12, 31)));
  CHECK_FALSE(read("2026").is_all());
}

TEST_CASE("a period holds its first day and not the day of its end") {
  const Period may = read("2026-05");
  CHECK_FALSE(may.contains(day(2026, 4, 30)));
  CHECK(may.contains(day(2026, 5, 1)));
  CHECK(may.contains(day(2026, 5, 31)));
  CHECK_FALSE(may.contains(day(2026, 6, 1)));
}

TEST_CASE("last-month is the month before today's, also over the end of a year") {
  CHECK(relative("last-month", day(2026, 6, 15)) == read("2026-05"));
  CHECK(relative("last-month", day(2026, 1, 1)) == read("2025-12"));
  CHECK(relative("last-month", day(2026, 1, 31)) == read("2025-12"));
  CHECK(relative("last-month", day(2026, 3, 31)) == read("2026-02"));
  CHECK(relative("last-month", day(2024, 3, 1)) == read("2024-02"));
}

TEST_CASE("last-quarter is the quarter before today's, also over the end of a year") {
  CHECK(relative("last-quarter", day(2026, 1, 1)) == read("2025-Q4"));
  CHECK(relative("last-quarter", day(2026, 3, 31)) == read("2025-Q4"));
  CHECK(relative("last-quarter", day(2026, 4, 1)) == read("2026-Q1"));
  CHECK(relative("last-quarter", day(2026, 6, 30)) == read("2026-Q1"));
  CHECK(relative("last-quarter", day(2026, 9, 30)) == read("2026-Q2"));
  CHECK(relative("last-quarter", day(2026, 12, 31)) == read("2026-Q3"));
}

TEST_CASE("a relative period without today's date is an error") {
  CHECK(test::fails_with(ErrorCode::usage, [] { read("last-month"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { read("last-quarter"); }));
}

TEST_CASE("what is no period is an error that names the spellings") {
  for (const std::string_view text : {"",
                                      "may",
                                      "2026-13",
                                      "2026-00",
                                      "2026-Q5",
                                      "2026-Q0",
                                      "2026-Q",
                                      "2026-Q11",
                                      "2026-W00",
                                      "2026-W54",
                                      "2025-W53",
                                      "2026-W1",
                                      "26-05",
                                      "2026-5",
                                      "2026-05-32",
                                      "2026-02-29",
                                      "2026-5-3",
                                      "05/2026",
                                      "2026/05",
                                      "last-week",
                                      "last",
                                      "2026..",
                                      "..2026",
                                      "..",
                                      "2026-05...2026-06",
                                      "2026-05..",
                                      "2026-05 ",
                                      " 2026-05",
                                      "2026-05-03T00:00",
                                      "0000",
                                      "0000-05",
                                      "20260",
                                      "2026-",
                                      "-2026",
                                      "+026",
                                      "2026-05..last-month",
                                      "2026-+5",
                                      "2026--5"}) {
    const auto error = test::error_of([&] { read(text); });
    INFO(text);
    REQUIRE(error);
    CHECK(error->code == ErrorCode::usage);
    for (const std::string_view spelling : {"2026-05", "2026-Q2", "2026-W21", "2026-05-03", "..",
                                            "last-month", "last-quarter", "all"}) {
      CHECK(error->message.find(spelling) != std::string::npos);
    }
  }
}

TEST_CASE("the month of a day is the calendar month that holds it") {
  CHECK(Period::month_of(day(2026, 5, 1)) == read("2026-05"));
  CHECK(Period::month_of(day(2026, 5, 31)) == read("2026-05"));
  CHECK(Period::month_of(day(2024, 2, 29)) == read("2024-02"));
  CHECK(Period::month_of(day(2026, 12, 31)) == read("2026-12"));
  CHECK(Period::month_of(day(2026, 5, 9)).label == "2026-05");
}

TEST_CASE("periods are called as people call them") {
  CHECK(title(read("2026-05")) == "May 2026");
  CHECK(title(read("2026-12")) == "December 2026");
  CHECK(title(read("2026-05-03")) == "3 May 2026");
  CHECK(title(read("2026-Q2")) == "2026-Q2");
  CHECK(title(read("2026-W21")) == "2026-W21");
  CHECK(title(read("2026")) == "2026");
  CHECK(title(read("2026-01..2026-03")) == "2026-01..2026-03");
  CHECK(title(Period::all()) == "the whole file");
  CHECK(in_words(day(2026, 5, 31)) == "31 May 2026");
}
