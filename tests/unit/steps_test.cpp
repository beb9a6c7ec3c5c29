#include "csm/steps.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

Period period(std::string_view text) { return read_period(text, std::nullopt); }

std::string labels(std::string_view text, Grain grain) {
  std::string all;
  for (const Period& step : steps_of(period(text), grain)) {
    all += (all.empty() ? "" : " ") + step.label;
  }
  return all;
}

}  // namespace

TEST_CASE("a period's steps are the units of the calendar in it, each called as it is typed") {
  CHECK(labels("2026-05..2026-07", Grain::month) == "2026-05 2026-06 2026-07");
  CHECK(labels("2025..2026", Grain::quarter) ==
        "2025-Q1 2025-Q2 2025-Q3 2025-Q4 2026-Q1 2026-Q2 2026-Q3 2026-Q4");
  CHECK(labels("2025..2026", Grain::year) == "2025 2026");
  CHECK(labels("2026-02-27..2026-03-01", Grain::day) == "2026-02-27 2026-02-28 2026-03-01");
}

// ISO 8601: 28 December is always in the last week of its year.
TEST_CASE("weeks begin on Monday and belong to the year of their Thursday") {
  CHECK(labels("2026-W52..2027-W01", Grain::week) == "2026-W52 2026-W53 2027-W01");
  CHECK(unit_of(day(2027, 1, 1), Grain::week).label == "2026-W53");
  CHECK(unit_of(day(2024, 12, 30), Grain::week).label == "2025-W01");
  CHECK(unit_of(day(2026, 12, 28), Grain::week).begin == day(2026, 12, 28));
}

TEST_CASE("units that a period holds only in part are cut and called by their days") {
  CHECK(labels("2026-05-10..2026-06-15", Grain::month) ==
        "2026-05-10..2026-05-31 2026-06-01..2026-06-15");
  CHECK(labels("2026-05-31..2026-06", Grain::month) == "2026-05-31 2026-06");
}

TEST_CASE("steps leave no day out and have none twice") {
  for (const Grain grain : {Grain::day, Grain::week, Grain::month, Grain::quarter, Grain::year}) {
    const Period whole = period("2023-11-17..2025-02-28");
    const std::vector<Period> steps = steps_of(whole, grain);
    CHECK(steps.front().begin == whole.begin);
    CHECK(steps.back().end == whole.end);
    for (std::size_t i = 1; i < steps.size(); ++i) CHECK(steps[i].begin == steps[i - 1].end);
  }
}

TEST_CASE("the period before whole months is as many months, before other days as many days") {
  CHECK(before(period("2026-03")) == period("2026-02"));
  CHECK(before(period("2026-01")) == period("2025-12"));
  CHECK(before(period("2026-Q1")) == period("2025-Q4"));
  CHECK(before(period("2026")) == period("2025"));
  CHECK(before(period("2026-W01")) == period("2025-W52"));
  CHECK(before(period("2026-05-03")) == period("2026-05-02"));
  CHECK(before(period("2026-04..2026-05")) == period("2026-02..2026-03"));
  CHECK(before(period("2026-05-11..2026-05-20")) == period("2026-05-01..2026-05-10"));
}

TEST_CASE("more steps than anybody looks at are refused") {
  const auto error = test::error_of([] { steps_of(period("1900..2026"), Grain::day); });
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->where == "--every");
}

TEST_CASE("a unit that there is not is refused with those that there are") {
  const auto error = test::error_of([] { read_grain("fortnight", "--every"); });
  REQUIRE(error);
  CHECK(error->message == "\"fortnight\" is none of day, week, month, quarter, year");
}
