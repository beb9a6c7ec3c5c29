#include "csm/date.hpp"

#include <array>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_of(int year, int month) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::optional<Date> by(const std::string& pattern, std::string_view text) {
  const auto written = DatePattern(pattern).read(text);
  return written ? std::optional(written->day) : std::nullopt;
}

/// Its seconds since midnight, and its offset where the pattern has one.
std::optional<std::pair<int, std::optional<int>>> time_by(const std::string& pattern,
                                                          std::string_view text) {
  const auto written = DatePattern(pattern).read(text);
  if (!written || !written->time) return std::nullopt;
  return std::pair(written->time->seconds, written->time->offset);
}

const Date third_of_may = day(2026, 5, 3);

}  // namespace

TEST_CASE("every day from 1600 to 2400 is read and written back, one day after the other") {
  Date expected = day(1600, 1, 1);
  REQUIRE(expected.time_since_epoch().count() == -135140);  // 370 * 365 + 90 leap days
  int wrong = 0;
  for (int year = 1600; year <= 2400; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int d = 1; d <= days_of(year, month); ++d, expected += std::chrono::days{1}) {
        const std::string text = padded(year, 4) + "-" + padded(month, 2) + "-" + padded(d, 2);
        const bool right = read_iso_date(text) == expected && to_iso(expected) == text &&
                           make_date(year, month, d) == expected;
        wrong += right ? 0 : 1;
      }
      wrong += make_date(year, month, days_of(year, month) + 1) ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
  CHECK(day(1970, 1, 1).time_since_epoch().count() == 0);
}

TEST_CASE("29 February exists in leap years only") {
  CHECK(read_iso_date("2024-02-29") == day(2024, 2, 29));
  CHECK(read_iso_date("2000-02-29") == day(2000, 2, 29));
  CHECK_FALSE(read_iso_date("2026-02-29"));
  CHECK_FALSE(read_iso_date("1900-02-29"));
  CHECK_FALSE(read_iso_date("2100-02-29"));
  CHECK_FALSE(read_iso_date("2026-02-30"));
  CHECK_FALSE(read_iso_date("2026-04-31"));
}

TEST_CASE("years go from 1 to 9999") {
  CHECK(to_iso(day(1, 1, 1)) == "0001-01-01");
  CHECK(to_iso(day(9999, 12, 31)) == "9999-12-31");
  CHECK_FALSE(make_date(0, 1, 1));
  CHECK_FALSE(make_date(10000, 1, 1));
  CHECK_FALSE(make_date(-1, 1, 1));
  CHECK_FALSE(make_date(2026, 0, 1));
  CHECK_FALSE(make_date(2026, 13, 1));
  CHECK_FALSE(make_date(2026, 5, 0));
  CHECK_FALSE(make_date(2026, 5, -1));
  CHECK_FALSE(make_date(2026, 257, 1));  // 1 in eight bits
  CHECK_FALSE(make_date(2026, 5, 259));
}

TEST_CASE("a date-time is the day that stands there, whatever its time and offset") {
  for (const std::string_view text :
       {"2026-05-03", "2026-05-03T09:15:00.5+02:00", "2026-05-03 09:15", "2026-05-03T23:59:59Z",
        "2026-05-03T00:00:00-12:00", "2026-05-03T00:00:00+14:00", "2026-05-03 09:15:30 UTC",
        "2026-05-03 09:15 GMT", "2026-05-03T09:15:30,25Z", "2026-05-03t09:15z",
        "2026-05-03 09:15:30.123456789", "2026-05-03 09:15:30+0530", "2026-05-03 09:15:30+05",
        "2026-05-03 09:15:30 +05:30", "2026-05-03 09:15:30 -0800", "2026-05-03  09:15",
        "2026-05-03T24:00:00", "2026-05-03T23:59:60Z"}) {
    INFO(text);
    CHECK(read_iso_date(text) == third_of_may);
  }
}

TEST_CASE("a time or an offset that does not exist makes the whole text no date") {
  for (const std::string_view text : {"2026-05-03T25:00",
                                      "2026-05-03T24:01",
                                      "2026-05-03T24:00:01",
                                      "2026-05-03T09:60",
                                      "2026-05-03T09:15:61",
                                      "2026-05-03T9:15",
                                      "2026-05-03T09:5",
                                      "2026-05-03T09:15:",
                                      "2026-05-03T09:15:00.",
                                      "2026-05-03T",
                                      "2026-05-03 ",
                                      "2026-05-03T09:15+24:00",
                                      "2026-05-03T09:15+02:60",
                                      "2026-05-03T09:15+2",
                                      "2026-05-03T09:15+02:",
                                      "2026-05-03T09:15ZZ",
                                      "2026-05-03 09:15 UTCx",
                                      "2026-05-03 09:15 CEST",
                                      "2026-05-03 09:15 PM",
                                      "2026-05-03T09:15Z+02:00",
                                      "2026-05-03T-9:15"}) {
    INFO(text);
    CHECK_FALSE(read_iso_date(text));
  }
}

TEST_CASE("a fraction of a second after 24:00 does not exist") {
  CHECK(read_iso_date("2026-05-03T24:00:00.000"));
  CHECK_FALSE(read_iso_date("2026-05-03T24:00:00.5"));
}

TEST_CASE("what is not written year-month-day is no ISO date") {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-05",
                                      "2026-5-3",
                                      "26-05-03",
                                      "2026/05/03",
                                      "2026.05.03",
                                      "20260503",
                                      "03-05-2026",
                                      "2026-05-03x",
                                      "x2026-05-03",
                                      " 2026-05-03",
                                      "-2026-05-03",
                                      "+2026-05-03",
                                      "2026-05-0",
                                      "2026-05-003",
                                      "2026-W18-7",
                                      "2026-123",
                                      "2026-00-03",
                                      "2026-05-00",
                                      "0000-05-03",
                                      "today",
                                      "NaT",
                                      "2026-05-03T09:15:00.5+02:00 and more"}) {
    INFO(text);
    CHECK_FALSE(read_iso_date(text));
  }
}

TEST_CASE("a pattern reads what strftime would have printed with it") {
  CHECK(by("%d/%m/%Y", "03/05/2026") == third_of_may);
  CHECK(by("%m/%d/%Y", "05/03/2026") == third_of_may);
  CHECK(by("%d.%m.%y", "03.05.26") == third_of_may);
  CHECK(by("%Y%m%d", "20260503") == third_of_may);
  CHECK(by("%d %b %Y", "03 May 2026") == third_of_may);
  CHECK(by("%B %d, %Y", "May 03, 2026") == third_of_may);
  CHECK(by("%d/%m/%Y %H:%M:%S", "03/05/2026 09:15:30") == third_of_may);
  CHECK(by("%m/%d/%Y %I:%M %p", "05/03/2026 09:15 PM") == third_of_may);
  CHECK(by("%m/%d/%Y %I:%M%p", "05/03/2026 12:00am") == third_of_may);
  CHECK(by("%d%%%m%%%Y", "03%05%2026") == third_of_may);
  CHECK(by("on %d of %m in %Y", "on 03 of 05 in 2026") == third_of_may);
}

TEST_CASE("a pattern reads the time and its offset, where it has an hour") {
  const std::optional<int> none;
  CHECK(time_by("%d/%m/%Y %H:%M:%S", "03/05/2026 09:15:30") == std::pair(33'330, none));
  CHECK(time_by("%d/%m/%Y %I:%M %p", "03/05/2026 12:05 AM") == std::pair(300, none));
  CHECK(time_by("%d/%m/%Y %p %I", "03/05/2026 pm 9") == std::pair(75'600, none));
  CHECK(time_by("%d/%m/%Y %H:%M %p", "03/05/2026 21:00 PM") == std::pair(75'600, none));
  CHECK(time_by("%d/%m/%Y %H%z", "03/05/2026 21+0200") == std::pair(75'600, std::optional(7200)));
  CHECK(time_by("%H:%M %z %d.%m.%y", "21:00 -09:30 03.05.26") ==
        std::pair(75'600, std::optional(-34'200)));
  CHECK_FALSE(time_by("%d/%m/%Y", "03/05/2026"));
  CHECK_FALSE(by("%d/%m/%Y %H%z", "03/05/2026 21"));
  CHECK_FALSE(by("%d/%m/%Y %H %z", "03/05/2026 21 PST"));
}

TEST_CASE("parts of a pattern may have one digit, and a blank matches any run of blanks") {
  CHECK(by("%d/%m/%Y", "3/5/2026") == third_of_may);
  CHECK(by("%d %m %Y", "3   5\t2026") == third_of_may);
  CHECK(by("%d/%m/%Y %H:%M", "3/5/2026 9:5") == third_of_may);
}

TEST_CASE("a pattern knows all English months, short and long, in any case") {
  const std::array<std::string, 12> names = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
  for (int month = 1; month <= 12; ++month) {
    const std::string& name = names[static_cast<std::size_t>(month - 1)];
    INFO(name);
    std::string upper = name;
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    for (const std::string& written : {name, upper, name.substr(0, 3), upper.substr(0, 3)}) {
      CHECK(by("%d %b %Y", "7 " + written + " 2026") == day(2026, month, 7));
      CHECK(by("%d-%B-%Y", "7-" + written + "-2026") == day(2026, month, 7));
    }
  }
  CHECK_FALSE(by("%d %b %Y", "7 Ma 2026"));
  CHECK_FALSE(by("%d %b %Y", "7 Mai 2026"));
  CHECK_FALSE(by("%d %b %Y", "7 Janu 2026"));
  CHECK_FALSE(by("%d %b %Y", "7 5 2026"));
}

TEST_CASE("years of two digits are 1969 to 2068") {
  CHECK(by("%d/%m/%y", "01/01/69") == day(1969, 1, 1));
  CHECK(by("%d/%m/%y", "01/01/99") == day(1999, 1, 1));
  CHECK(by("%d/%m/%y", "01/01/00") == day(2000, 1, 1));
  CHECK(by("%d/%m/%y", "01/01/68") == day(2068, 1, 1));
}

TEST_CASE("a text that does not fit its pattern to the end is no date") {
  for (const std::string_view text :
       {"", "03/05/2026 ", "03/05/2026x", "03/05/2026 09:15", "03-05-2026", "003/05/2026",
        "03/005/2026", "31/04/2026", "29/02/2026", "00/05/2026", "03/13/2026", "03/05/26", "03/05",
        "/05/2026", "3 /05/2026"}) {
    INFO(text);
    CHECK_FALSE(by("%d/%m/%Y", text));
  }
  CHECK_FALSE(by("%d/%m/%Y %H:%M", "03/05/2026 25:00"));
  CHECK_FALSE(by("%d/%m/%Y %H:%M", "03/05/2026 23:60"));
  CHECK_FALSE(by("%d/%m/%Y %H:%M:%S", "03/05/2026 23:59:61"));
  CHECK_FALSE(by("%d/%m/%Y %I:%M %p", "03/05/2026 13:00 PM"));
  CHECK_FALSE(by("%d/%m/%Y %I:%M %p", "03/05/2026 00:00 AM"));
  CHECK_FALSE(by("%d/%m/%Y %I:%M %p", "03/05/2026 12:00 XM"));
}

TEST_CASE("a pattern needs a day, a month and a year, and letters that csm knows") {
  for (const std::string pattern : {"", "date", "%d/%m", "%m/%Y", "%d/%Y", "%H:%M", "%d/%m/%Y %Z",
                                    "%d/%m/%Y %", "%D", "%F", "%e.%m.%Y", "%d/%m/%%Y", "%j %Y"}) {
    INFO(pattern);
    CHECK(test::fails_with(ErrorCode::usage, [&] { DatePattern{pattern}; }));
  }
  CHECK(DatePattern("%d/%m/%Y").pattern() == "%d/%m/%Y");
}
