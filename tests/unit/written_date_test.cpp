#include "records/written_date.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

TEST_CASE("day, month and year with / . or - have the order told, with a time or without") {
  for (const std::string_view text :
       {"24/01/2025", "24.1.2025", "24-01-2025", "24/1/25", "24.01.25", "24/01/2025 04:00:00 AM",
        "24/01/2025 4:00 pm", "24/01/2025, 4:00:05 PM", "24/01/2025 16:00", "24/01/25 9:18",
        "24/01/2025 21:06:21 +0400", "24/01/2025T10:47:00Z", "24/01/2025 10:47 UTC"}) {
    INFO(text);
    CHECK(read_slashed_date(text, true) == day(2025, 1, 24));
    CHECK_FALSE(read_slashed_date(text, false));
  }
  CHECK(read_slashed_date("12/25/25 20:18", false) == day(2025, 12, 25));
  CHECK(read_slashed_date("3/12/2025 10:47", false) == day(2025, 3, 12));
  CHECK(read_slashed_date("3/12/69", true) == day(1969, 12, 3));
  CHECK(read_slashed_date("3/12/68", true) == day(2068, 12, 3));
}

TEST_CASE("what is no date between / is none, whatever of it would be one") {
  for (const std::string_view text : {"24/01",
                                      "24/01/",
                                      "24/01/2",
                                      "24/01/202",
                                      "24/01/20255",
                                      "24-01-25",
                                      "24//01/2025",
                                      "24/13/2025",
                                      "31/04/2025",
                                      "29/02/2025",
                                      "24/01/2025 ",
                                      "24/01/2025x",
                                      "24/01/2025 x",
                                      "24/01/2025 25:00",
                                      "24/01/2025 13:00 PM",
                                      "24/01/2025 0:30 am",
                                      "24/01/2025 10",
                                      "24/01/2025 10:60",
                                      "24/01/2025 4:00 xm",
                                      "24/01/2025,10:47",
                                      "24/01/202510:47",
                                      "1/24/01/2025",
                                      "024/01/2025",
                                      "2025/01/24"}) {
    INFO(text);
    CHECK_FALSE(read_slashed_date(text, true));
  }
}

TEST_CASE("a year in front and a month by its name can be read in one way only") {
  for (const std::string_view text :
       {"2026/05/05", "2026.5.5", "2026-5-5", "2026-May-05", "5 May 2026", "05-May-26",
        "5-may-2026", "5. May 2026", "05/MAY/2026", "May 5, 2026", "may 5 2026",
        "May 5, 2026, 10:47 AM", "5 May 2026 21:06:21 +0400", "2026/05/05 9:15"}) {
    INFO(text);
    CHECK(read_clear_date(text) == day(2026, 5, 5));
  }
  CHECK(read_clear_date("1 September 2025") == day(2025, 9, 1));
  CHECK(read_clear_date("1-Sep-25") == day(2025, 9, 1));
  for (const std::string_view text :
       {"5 Mai 2026", "5 Mayo 2026", "31 April 2026", "May 2026", "5 May", "2026/13/01",
        "05/05/2026", "20260505", "5May2026", "May", "", "2026/05", "2026/05/05/05"}) {
    INFO(text);
    CHECK_FALSE(read_clear_date(text));
  }
}

// 1748736000 is 2025-06-01T00:00:00Z by `date -u -d @1748736000`.
TEST_CASE("Unix time has its day in UTC") {
  CHECK(read_unix_seconds("1748736000") == day(2025, 6, 1));
  CHECK(read_unix_seconds("1748735999") == day(2025, 5, 31));
  CHECK(read_unix_seconds("1748735999.9") == day(2025, 5, 31));
  CHECK(read_unix_millis("1748736000000") == day(2025, 6, 1));
  CHECK(read_unix_millis("1748735999999") == day(2025, 5, 31));
  CHECK(read_unix_seconds("0") == day(1970, 1, 1));
  for (const std::string_view text : {"-1", "x", "", "999999999999999", "2025-06-01", "1e30"}) {
    INFO(text);
    CHECK_FALSE(read_unix_seconds(text));
  }
}

TEST_CASE("only ten or thirteen digits of our time are clearly Unix time") {
  CHECK(are_clearly_unix_seconds("1748736000"));
  CHECK(are_clearly_unix_seconds("1748736000.25"));
  CHECK(are_clearly_unix_millis("1748736000000"));
  for (const std::string_view text : {"20250601", "45809", "9999999999", "174873600", "-174873600",
                                      "1748736000000", "17487360x0", ""}) {
    INFO(text);
    CHECK_FALSE(are_clearly_unix_seconds(text));
  }
  CHECK_FALSE(are_clearly_unix_millis("9999999999999"));
  CHECK_FALSE(are_clearly_unix_millis("1748736000"));
}

TEST_CASE("eight digits are year, month and day") {
  CHECK(read_eight_digits("20260503") == day(2026, 5, 3));
  for (const std::string_view text : {"20261301", "2026053", "202605031", "2026-5-3", "x0260503"}) {
    INFO(text);
    CHECK_FALSE(read_eight_digits(text));
  }
}

// The serial of 2026-05-03 as spreadsheets show it: 46145; of 1900-03-01 it is 61.
TEST_CASE("a spreadsheet's serial counts days, with the time behind the point") {
  CHECK(read_excel_serial("46145") == day(2026, 5, 3));
  CHECK(read_excel_serial("46145.99") == day(2026, 5, 3));
  CHECK(read_excel_serial("61") == day(1900, 3, 1));
  CHECK(read_excel_serial("2958465") == day(9999, 12, 31));
  for (const std::string_view text : {"60", "0", "-5", "2958466", "x", ""}) {
    INFO(text);
    CHECK_FALSE(read_excel_serial(text));
  }
}
