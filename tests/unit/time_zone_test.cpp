#include "csm/time_zone.hpp"

#include <random>

#include "io/find_zone.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"
#include "zone_rule.hpp"

using namespace csm;
using test::day;
using test::error_of;

namespace {

using std::chrono::local_seconds;
using std::chrono::sys_seconds;

/// What a text says without an offset, as one clock or the other.
std::chrono::seconds since_1970(std::string_view text) {
  const auto written = read_iso_time(text);
  REQUIRE(written);
  REQUIRE(written->time);
  return std::chrono::days{written->day.time_since_epoch().count()} +
         std::chrono::seconds{written->time->seconds};
}
sys_seconds utc(std::string_view text) { return sys_seconds{since_1970(text)}; }
local_seconds local(std::string_view text) { return local_seconds{since_1970(text)}; }

std::shared_ptr<const TimeZone> zone(std::string_view name) {
  auto found = find_zone(name);
  REQUIRE(found != nullptr);
  return found;
}

Date day_there(std::string_view name, std::string_view text, const TimeZone* written_in = nullptr) {
  return day_in(*zone(name), read_iso_time(text).value(), written_in);
}

}  // namespace

TEST_CASE("UTC and offsets from it are zones by themselves, and nothing else is") {
  for (const std::string_view name : {"UTC", "GMT", "Z", "+00:00", "-0000", "UTC+0", "GMT-00:00"}) {
    INFO(name);
    REQUIRE(TimeZone::of_offset(name));
    CHECK(TimeZone::of_offset(name)->local_time(utc("2026-05-03 09:15")) ==
          local("2026-05-03 09:15"));
  }
  const std::pair<std::string_view, std::string_view> others[] = {
      {"+02:00", "2026-05-03 11:15"}, {"+0545", "2026-05-03 15:00"},
      {"-9:30", "2026-05-02 23:45"},  {"UTC+5:30", "2026-05-03 14:45"},
      {"GMT-8", "2026-05-03 01:15"},  {"+14", "2026-05-03 23:15"}};
  for (const auto& [name, shown] : others) {
    INFO(name);
    REQUIRE(TimeZone::of_offset(name));
    CHECK(TimeZone::of_offset(name)->local_time(utc("2026-05-03 09:15")) == local(shown));
    CHECK(TimeZone::of_offset(name)->instant(local(shown)) == utc("2026-05-03 09:15"));
  }
  CHECK(TimeZone::of_offset("-9:30")->name() == "UTC-09:30");
  CHECK(TimeZone::of_offset("+02:00")->name() == "UTC+02:00");
  CHECK(TimeZone::of_offset("GMT")->name() == "UTC");
  for (const std::string_view name :
       {"", "utc", "02:00", "+", "+24:00", "+02:60", "+2:0", "+02:00x", "+02:00:00", "UTC 2", "PST",
        "Europe/Berlin", "+-2", "UTCx", "+123"}) {
    INFO(name);
    CHECK_FALSE(TimeZone::of_offset(name));
  }
}

// In New York clocks went from 02:00 to 03:00 on 8 March 2026, at 07:00 UTC, and go back from 02:00
// to 01:00 on 1 November 2026, at 06:00 UTC.
TEST_CASE("a time that clocks skip counts by the offset before, in New York") {
  const auto new_york = zone("America/New_York");
  CHECK(new_york->local_time(utc("2026-03-08 06:59:59")) == local("2026-03-08 01:59:59"));
  CHECK(new_york->local_time(utc("2026-03-08 07:00")) == local("2026-03-08 03:00"));
  CHECK(new_york->instant(local("2026-03-08 01:59:59")) == utc("2026-03-08 06:59:59"));
  CHECK(new_york->instant(local("2026-03-08 02:00")) == utc("2026-03-08 07:00"));
  CHECK(new_york->instant(local("2026-03-08 02:59:59")) == utc("2026-03-08 07:59:59"));
  CHECK(new_york->instant(local("2026-03-08 03:00")) == utc("2026-03-08 07:00"));
}

TEST_CASE("a time that clocks show twice is the first, in New York") {
  const auto new_york = zone("America/New_York");
  CHECK(new_york->local_time(utc("2026-11-01 05:30")) == local("2026-11-01 01:30"));
  CHECK(new_york->local_time(utc("2026-11-01 06:30")) == local("2026-11-01 01:30"));
  CHECK(new_york->instant(local("2026-11-01 00:59:59")) == utc("2026-11-01 04:59:59"));
  CHECK(new_york->instant(local("2026-11-01 01:30")) == utc("2026-11-01 05:30"));
  CHECK(new_york->instant(local("2026-11-01 01:59:59")) == utc("2026-11-01 05:59:59"));
  CHECK(new_york->instant(local("2026-11-01 02:00")) == utc("2026-11-01 07:00"));
}

// In Berlin at 01:00 UTC: 02:00 to 03:00 on 29 March 2026, 03:00 to 02:00 on 25 October 2026.
TEST_CASE("summer time begins and ends in Berlin by the same rules") {
  const auto berlin = zone("Europe/Berlin");
  CHECK(berlin->local_time(utc("2026-03-29 00:59:59")) == local("2026-03-29 01:59:59"));
  CHECK(berlin->local_time(utc("2026-03-29 01:00")) == local("2026-03-29 03:00"));
  CHECK(berlin->instant(local("2026-03-29 02:30")) == utc("2026-03-29 01:30"));
  CHECK(berlin->instant(local("2026-10-25 02:30")) == utc("2026-10-25 00:30"));
  CHECK(berlin->instant(local("2026-10-25 03:00")) == utc("2026-10-25 02:00"));
}

// In Sydney summer time of +11:00 ended on 5 April 2026 at 03:00, and standard time of +10:00 ends
// on 4 October 2026 at 02:00.
TEST_CASE("summer is around New Year in the south") {
  const auto sydney = zone("Australia/Sydney");
  CHECK(sydney->local_time(utc("2026-01-01 13:00")) == local("2026-01-02 00:00"));
  CHECK(sydney->local_time(utc("2026-07-01 14:00")) == local("2026-07-02 00:00"));
  CHECK(sydney->local_time(utc("2026-04-04 15:59:59")) == local("2026-04-05 02:59:59"));
  CHECK(sydney->local_time(utc("2026-04-04 16:00")) == local("2026-04-05 02:00"));
  CHECK(sydney->instant(local("2026-04-05 02:30")) == utc("2026-04-04 15:30"));
  CHECK(sydney->instant(local("2026-10-04 02:30")) == utc("2026-10-03 16:30"));
}

TEST_CASE("an offset need not be of whole hours: Kathmandu is 5:45 ahead") {
  CHECK(day_there("Asia/Kathmandu", "2026-05-31T18:14:59Z") == day(2026, 5, 31));
  CHECK(day_there("Asia/Kathmandu", "2026-05-31T18:15:00Z") == day(2026, 6, 1));
}

// Samoa went from -10:00 to +14:00 at the end of 29 December 2011: 10:00 UTC of the 30th.
TEST_CASE("a whole day that clocks skip counts by the offset before: 30 December 2011 in Samoa") {
  const auto apia = zone("Pacific/Apia");
  CHECK(apia->local_time(utc("2011-12-30 09:59:59")) == local("2011-12-29 23:59:59"));
  CHECK(apia->local_time(utc("2011-12-30 10:00")) == local("2011-12-31 00:00"));
  CHECK(apia->instant(local("2011-12-30 12:00")) == utc("2011-12-30 22:00"));
  CHECK(apia->instant(local("2011-12-31 12:00")) == utc("2011-12-30 22:00"));
}

TEST_CASE("a time with an offset is an instant, whatever zone its column is written in") {
  const auto new_york = zone("America/New_York");
  CHECK(day_there("Europe/Berlin", "2026-05-31T22:00:00Z") == day(2026, 6, 1));
  CHECK(day_there("Europe/Berlin", "2026-05-31T21:59:59Z", &*new_york) == day(2026, 5, 31));
  CHECK(day_there("Europe/Berlin", "2026-06-01T02:00:00+04:00") == day(2026, 6, 1));
  CHECK(day_there("Europe/Berlin", "2026-06-01T01:59:59+04:00") == day(2026, 5, 31));
}

TEST_CASE("a time without an offset is converted from its column's zone, and else left alone") {
  const auto new_york = zone("America/New_York");
  CHECK(day_there("Europe/Berlin", "2026-05-31 17:59:59", &*new_york) == day(2026, 5, 31));
  CHECK(day_there("Europe/Berlin", "2026-05-31 18:00:00", &*new_york) == day(2026, 6, 1));
  CHECK(day_there("Europe/Berlin", "2026-05-31 23:59:59") == day(2026, 5, 31));
}

TEST_CASE("a date alone is never moved, nor the ends of the calendar") {
  const auto new_york = zone("America/New_York");
  CHECK(day_there("Pacific/Kiritimati", "2026-05-31", &*new_york) == day(2026, 5, 31));
  CHECK(day_there("+14:00", "9999-12-31T23:59:59Z") == day(9999, 12, 31));
  CHECK(day_there("-12:00", "0001-01-01T00:00:00Z") == day(1, 1, 1));
}

TEST_CASE("24:00 and a leap second belong to the day that they are written with") {
  CHECK(day_there("UTC", "2016-12-31T23:59:60Z") == day(2016, 12, 31));
  CHECK(day_there("UTC", "2026-05-31T24:00:00Z") == day(2026, 5, 31));
  CHECK(day_there("+01:00", "2026-05-31T24:00:00Z") == day(2026, 6, 1));
}

// By the law of 2026, in 2040: Berlin from 25 March to 28 October at 01:00 UTC, New York from 11
// March at 07:00 UTC to 4 November at 06:00 UTC, Sydney until 1 April and from 7 October at 16:00
// UTC of the day before.
TEST_CASE("daylight saving goes on by a zone's rule behind the last change in its data") {
  const auto berlin = zone("Europe/Berlin");
  CHECK(berlin->local_time(utc("2040-03-25 00:59:59")) == local("2040-03-25 01:59:59"));
  CHECK(berlin->local_time(utc("2040-03-25 01:00")) == local("2040-03-25 03:00"));
  CHECK(berlin->instant(local("2040-03-25 02:30")) == utc("2040-03-25 01:30"));
  CHECK(berlin->local_time(utc("2040-10-28 00:59:59")) == local("2040-10-28 02:59:59"));
  CHECK(berlin->local_time(utc("2040-10-28 01:00")) == local("2040-10-28 02:00"));
  const auto new_york = zone("America/New_York");
  CHECK(new_york->local_time(utc("2040-03-11 06:59:59")) == local("2040-03-11 01:59:59"));
  CHECK(new_york->local_time(utc("2040-03-11 07:00")) == local("2040-03-11 03:00"));
  CHECK(new_york->instant(local("2040-11-04 01:30")) == utc("2040-11-04 05:30"));
  CHECK(new_york->local_time(utc("2040-11-04 06:00")) == local("2040-11-04 01:00"));
  const auto sydney = zone("Australia/Sydney");
  CHECK(sydney->local_time(utc("2040-03-31 15:59:59")) == local("2040-04-01 02:59:59"));
  CHECK(sydney->local_time(utc("2040-03-31 16:00")) == local("2040-04-01 02:00"));
  CHECK(sydney->local_time(utc("2040-10-06 16:00")) == local("2040-10-07 03:00"));
  CHECK(berlin->local_time(utc("2150-07-01 00:00")) == local("2150-07-01 02:00"));
  CHECK(berlin->local_time(utc("9998-01-01 00:00")) == local("9998-01-01 01:00"));
  CHECK(berlin->local_time(utc("9999-07-01 00:00")) == local("9999-07-01 02:00"));
  CHECK(zone("Asia/Tokyo")->local_time(utc("2040-07-01 00:00")) == local("2040-07-01 09:00"));
}

namespace {

std::vector<std::pair<sys_seconds, int>> steps_of_rule(std::string_view rule, sys_seconds after,
                                                       std::size_t most) {
  std::vector<std::pair<sys_seconds, int>> found;
  for (const auto& step : steps_by_rule(rule, after.time_since_epoch().count())) {
    if (found.size() == most) break;
    found.emplace_back(sys_seconds{std::chrono::seconds{step.begin}}, step.offset);
  }
  return found;
}

}  // namespace

TEST_CASE(
    "a rule of daylight saving says its days by weekday, or by number with leap days or without") {
  using Steps = std::vector<std::pair<sys_seconds, int>>;
  CHECK(steps_of_rule("CET-1CEST,M3.5.0,M10.5.0/3", utc("2039-10-30 01:00"), 3) ==
        Steps{{utc("2040-03-25 01:00"), 7200},
              {utc("2040-10-28 01:00"), 3600},
              {utc("2041-03-31 01:00"), 7200}});
  // Nuuk: an hour before Sunday begins, and as it begins, by clocks of -02:00 and -01:00.
  CHECK(steps_of_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", utc("2040-01-01 00:00"), 2) ==
        Steps{{utc("2040-03-25 01:00"), -3600}, {utc("2040-10-28 01:00"), -7200}});
  // Lord Howe saves half an hour.
  CHECK(steps_of_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", utc("2040-01-01 00:00"), 2) ==
        Steps{{utc("2040-03-31 15:00"), 37'800}, {utc("2040-10-06 15:30"), 39'600}});
  // Day 60 is 1 March in every year; 59 days after New Year is 29 February where there is one.
  CHECK(steps_of_rule("A0B,J60/0,J274/0", utc("2039-01-01 00:00"), 3) ==
        Steps{{utc("2039-03-01 00:00"), 3600},
              {utc("2039-09-30 23:00"), 0},
              {utc("2040-03-01 00:00"), 3600}});
  CHECK(steps_of_rule("A0B,59/0,273/0", utc("2039-01-01 00:00"), 3) ==
        Steps{{utc("2039-03-01 00:00"), 3600},
              {utc("2039-09-30 23:00"), 0},
              {utc("2040-02-29 00:00"), 3600}});
}

TEST_CASE("a rule without daylight saving, and what is no rule, gives no steps") {
  for (const std::string_view rule :
       {"", "JST-9", "<+01>-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365",
        "CET-1CEST,M3.5.0,M10.5.0/x", "CET-1CEST,M3.5.0,M10.5.0/3 ", "<CET-1CEST,M3.5.0,M10.5.0",
        "CET-1CEST,J366,J1"}) {
    INFO(rule);
    CHECK(steps_by_rule(rule, 0).empty());
  }
}

TEST_CASE("an offset is found in the table as by going through all steps") {
  std::mt19937_64 random(20260531);
  const auto number = [&](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
  };
  for (int round = 0; round < 50; ++round) {
    std::vector<ZoneOffsets::Step> steps{{0, 0}};
    std::int64_t begin = number(-4'000'000'000, 1'000'000'000);
    for (int i = 0; i < 200; ++i) {
      steps.push_back({begin, static_cast<std::int32_t>(number(-43'200, 50'400))});
      begin += number(1, 40'000'000);
    }
    steps.front().begin = steps[1].begin - 1;
    const ZoneOffsets offsets(steps);
    for (int i = 0; i < 1000; ++i) {
      const std::int64_t time = i % 2 == 0 ? steps[static_cast<std::size_t>(i) % 200].begin - i % 3
                                           : number(-5'000'000'000, 9'000'000'000);
      std::int32_t wanted = steps.front().offset;
      for (const ZoneOffsets::Step& step : steps) {
        if (step.begin <= time) wanted = step.offset;
      }
      REQUIRE(offsets.at(time) == wanted);
    }
  }
}

TEST_CASE("what a clock shows is the first instant at which it shows that") {
  std::mt19937_64 random(20261101);
  std::uniform_int_distribution<std::int64_t> seconds(0, 2'100'000'000);  // 1970 to 2036
  int repeated = 0;
  for (const auto name : {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe",
                          "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu"}) {
    const auto there = zone(name);
    for (int i = 0; i < 20'000; ++i) {
      const sys_seconds instant{std::chrono::seconds{seconds(random)}};
      const sys_seconds first = there->instant(there->local_time(instant));
      REQUIRE(there->local_time(first) == there->local_time(instant));
      REQUIRE(first <= instant);
      REQUIRE(instant - first <= std::chrono::hours{1});
      repeated += first == instant ? 0 : 1;
    }
  }
  CHECK(repeated > 0);
}

TEST_CASE("a zone that there is not is named with those that may be meant") {
  const auto message = [](std::string_view name) {
    const auto error = error_of([&] { zone_asked_for(name); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::usage);
    return error->message;
  };
  CHECK(message("Europe/Berln").ends_with("Did you mean Europe/Berlin?"));
  CHECK(message("europe/berlin").ends_with("Did you mean Europe/Berlin?"));
  CHECK(message("Berlin").ends_with("Did you mean Europe/Berlin?"));
  CHECK(message("new york").ends_with("Did you mean America/New_York?"));
  CHECK(message("Asia/Katmando").ends_with("Did you mean Asia/Katmandu?"));
  CHECK(message("PST").ends_with("abbreviations are none, for several zones have the same"));
  CHECK(find_zone("localtime") == nullptr);
  CHECK(find_zone("../../etc/passwd") == nullptr);
  CHECK(find_zone("/usr/share/zoneinfo/UTC") == nullptr);
  CHECK(find_zone("PST") == nullptr);
}
