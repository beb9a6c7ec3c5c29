#include "records/written_date.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

std::optional<Date> day_of(const std::optional<WrittenTime>& written) {
  return written ? std::optional(written->day) : std::nullopt;
}

}  // namespace

TEST_CASE("day, month and year with / . or - have the order told, with a time or without") {
  for (const std::string_view text :
       {"24/01/2025", "24.1.2025", "24-01-2025", "24/1/25", "24.01.25", "24/01/2025 04:00:00 AM",
        "24/01/2025 4:00 pm", "24/01/2025, 4:00:05 PM", "24/01/2025 16:00", "24/01/25 9:18",
        "24/01/2025 21:06:21 +0400", "24/01/2025T10:47:00Z", "24/01/2025 10:47 UTC"}) {
    INFO(text);
    CHECK(day_of(read_slashed_date(text, true)) == day(2025, 1, 24));
    CHECK_FALSE(read_slashed_date(text, false));
  }
  CHECK(day_of(read_slashed_date("12/25/25 20:18", false)) == day(2025, 12, 25));
  CHECK(day_of(read_slashed_date("3/12/2025 10:47", false)) == day(2025, 3, 12));
  CHECK(day_of(read_slashed_date("3/12/69", true)) == day(1969, 12, 3));
  CHECK(day_of(read_slashed_date("3/12/68", true)) == day(2068, 12, 3));
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
    CHECK(day_of(read_clear_date(text)) == day(2026, 5, 5));
  }
  CHECK(day_of(read_clear_date("1 September 2025")) == day(2025, 9, 1));
  CHECK(day_of(read_clear_date("1-Sep-25")) == day(2025, 9, 1));
  for (const std::string_view text :
       {"5 Mai 2026", "5 Mayo 2026", "31 April 2026", "May 2026", "5 May", "2026/13/01",
        "05/05/2026", "20260505", "5May2026", "May", "", "2026/05", "2026/05/05/05"}) {
    INFO(text);
    CHECK_FALSE(read_clear_date(text));
  }
}

// 1748736000 is 2025-06-01T00:00:00Z by `date -u -d @1748736000`.
TEST_CASE("Unix time has its day in UTC") {
  CHECK(day_of(read_unix_seconds("1748736000")) == day(2025, 6, 1));
  CHECK(day_of(read_unix_seconds("1748735999")) == day(2025, 5, 31));
  CHECK(day_of(read_unix_seconds("1748735999.9")) == day(2025, 5, 31));
  CHECK(day_of(read_unix_millis("1748736000000")) == day(2025, 6, 1));
  CHECK(day_of(read_unix_millis("1748735999999")) == day(2025, 5, 31));
  CHECK(day_of(read_unix_seconds("0")) == day(1970, 1, 1));
  for (const std::string_view text : {"-1", "x", "", "999999999999999", "2025-06-01", "1e30"}) {
    INFO(text);
    CHECK_FALSE(read_unix_seconds(text));
  }
}

TEST_CASE("a number of our time that has one reading is clear, by its digits") {
  CHECK(form_of_clear_number("1748736000") == DateReading::unix_seconds);
  CHECK(form_of_clear_number("1748736000.25") == DateReading::unix_seconds);
  CHECK(form_of_clear_number("1748736000000") == DateReading::unix_millis);
  CHECK(form_of_clear_number("20250601") == DateReading::yyyymmdd);
  CHECK(form_of_clear_number("45809") == DateReading::excel);
  CHECK(form_of_clear_number("45809.75") == DateReading::excel);
  CHECK(form_of_clear_number("36526") == DateReading::excel);  // 1 January 2000
  CHECK(form_of_clear_number("73415") == DateReading::excel);  // 31 December 2100
  for (const std::string_view text :
       {"20251301", "19991231", "21010101", "20250601.5", "36525", "73416", "4580", "458090",
        "9999999999", "174873600", "-174873600", "17487360x0", "4580x", "9999999999999", ""}) {
    INFO(text);
    CHECK_FALSE(form_of_clear_number(text));
  }
}

TEST_CASE("eight digits are year, month and day") {
  CHECK(day_of(read_eight_digits("20260503")) == day(2026, 5, 3));
  for (const std::string_view text : {"20261301", "2026053", "202605031", "2026-5-3", "x0260503"}) {
    INFO(text);
    CHECK_FALSE(read_eight_digits(text));
  }
}

// The serial of 2026-05-03 as spreadsheets show it: 46145; of 1900-03-01 it is 61.
TEST_CASE("a spreadsheet's serial counts days, with the time behind the point") {
  CHECK(day_of(read_excel_serial("46145")) == day(2026, 5, 3));
  CHECK(day_of(read_excel_serial("46145.99")) == day(2026, 5, 3));
  CHECK(day_of(read_excel_serial("61")) == day(1900, 3, 1));
  CHECK(day_of(read_excel_serial("2958465")) == day(9999, 12, 31));
  for (const std::string_view text : {"60", "0", "-5", "2958466", "x", ""}) {
    INFO(text);
    CHECK_FALSE(read_excel_serial(text));
  }
}

namespace {

/// "18:30 +02:00", "18:30" without an offset, "" without a time.
std::string time_of(const std::optional<WrittenTime>& written) {
  REQUIRE(written);
  if (!written->time) return "";
  const std::int32_t seconds = written->time->seconds;
  std::string text = std::to_string(seconds / 3600) + ":" + std::to_string(seconds / 60 % 60) +
                     ":" + std::to_string(seconds % 60);
  if (const auto offset = written->time->offset) text += " " + std::to_string(*offset);
  return text;
}

}  // namespace

TEST_CASE("a time is read with its offset in seconds, to the east positive") {
  const std::pair<std::string_view, std::string_view> times[] = {
      {"2026-05-03", ""},
      {"2026-05-03T09:15", "9:15:0"},
      {"2026-05-03 09:15:30.99", "9:15:30"},
      {"2026-05-03T09:15:30Z", "9:15:30 0"},
      {"2026-05-03T09:15:30z", "9:15:30 0"},
      {"2026-05-03 09:15:30 UTC", "9:15:30 0"},
      {"2026-05-03 09:15:30 GMT", "9:15:30 0"},
      {"2026-05-03T09:15:30+02:00", "9:15:30 7200"},
      {"2026-05-03 21:06:21 +0400", "21:6:21 14400"},
      {"2026-05-03T09:15:30-0930", "9:15:30 -34200"},
      {"2026-05-03T09:15:30-08", "9:15:30 -28800"},
      {"2026-05-03T24:00:00Z", "23:59:59 0"},
      {"2026-05-03T23:59:60Z", "23:59:59 0"}};
  for (const auto& [text, wanted] : times) {
    INFO(text);
    CHECK(time_of(read_iso_time(text)) == wanted);
  }
}

TEST_CASE("noon is 12 PM and midnight 12 AM") {
  CHECK(time_of(read_slashed_date("24/01/2025 12:05 AM", true)) == "0:5:0");
  CHECK(time_of(read_slashed_date("24/01/2025 11:59:59 am", true)) == "11:59:59");
  CHECK(time_of(read_slashed_date("24/01/2025, 12:00 pm", true)) == "12:0:0");
  CHECK(time_of(read_clear_date("May 5, 2026, 11:47 PM")) == "23:47:0");
  CHECK(time_of(read_clear_date("5 May 2026 21:06:21 +0400")) == "21:6:21 14400");
  CHECK(time_of(read_slashed_date("24/01/2025", true)).empty());
}

TEST_CASE("Unix time is an instant in UTC, and eight digits have no time") {
  CHECK(time_of(read_unix_seconds("1748735999.9")) == "23:59:59 0");
  CHECK(time_of(read_unix_millis("1748736061999")) == "0:1:1 0");
  CHECK(time_of(read_eight_digits("20260503")).empty());
}

TEST_CASE("a spreadsheet's number has its time behind the point, and none where nothing is there") {
  CHECK(time_of(read_excel_serial("46145")).empty());
  CHECK(time_of(read_excel_serial("46145.0")).empty());
  CHECK(time_of(read_excel_serial("46145.25")) == "6:0:0");
  CHECK(time_of(read_excel_serial("46145.7499999999")) == "18:0:0");
  CHECK(time_of(read_excel_serial("46145.999999999")) == "23:59:59");
}
