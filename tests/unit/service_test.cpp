#include "csm/records/service.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;

namespace {

const Date may = day(2026, 5, 1);
const Date june = day(2026, 6, 1);
const Period month{may, june, "2026-05"};

Date in_april(int d) { return day(2026, 4, d); }
Date in_may(int d) { return day(2026, 5, d); }

/// The columns of a row, each of which a test may name or leave out.
struct Columns {
  Date started_on;
  OptionalDay ended_on{};
  OptionalDay canceled_on{};
  OptionalDay current_period_end{};
  OptionalDay trial_end{};
  OptionalDay paused_on{};
  OptionalDay resumed_on{};
  Status status = Status::none;
  bool is_trial = false;
};

Fault find(const Columns& c, bool end_included, Service& out) {
  ServiceColumns columns;
  columns.started_on = c.started_on;
  columns.ended_on = c.ended_on;
  columns.canceled_on = c.canceled_on;
  columns.current_period_end = c.current_period_end;
  columns.trial_end = c.trial_end;
  columns.paused_on = c.paused_on;
  columns.resumed_on = c.resumed_on;
  columns.status = c.status;
  columns.is_trial = c.is_trial;
  return find_service(columns, end_included, out).fault;
}

/// The service of columns that are in order.
Service service_of(const Columns& columns, bool end_included = false) {
  Service service;
  const Fault fault = find(columns, end_included, service);
  REQUIRE(fault == nullptr);
  return service;
}

bool is_bad(const Columns& columns, bool end_included = false) {
  Service service;
  return find(columns, end_included, service) != nullptr;
}

}  // namespace

// The general definitions, Period: active just before t when start < t <= end.
TEST_CASE("what starts on the first day of May joined in May") {
  const Service service = service_of({.started_on = may});
  CHECK_FALSE(is_active_before(service, may));
  CHECK(is_active_before(service, june));
  CHECK(starts_in(service, month));
}

TEST_CASE("what starts on the last day of April was there at the opening of May") {
  const Service service = service_of({.started_on = in_april(30)});
  CHECK(is_active_before(service, may));
  CHECK_FALSE(starts_in(service, month));
}

TEST_CASE("what ends on the first day of May was lost in May") {
  const Service service = service_of({.started_on = in_april(1), .ended_on = may});
  CHECK(is_active_before(service, may));
  CHECK_FALSE(is_active_before(service, june));
}

TEST_CASE("what ends on the last day of May counts in May, and on the first of June it does not") {
  const Service last = service_of({.started_on = in_april(1), .ended_on = in_may(31)});
  CHECK_FALSE(is_active_before(last, june));
  const Service first = service_of({.started_on = in_april(1), .ended_on = june});
  CHECK(is_active_before(first, june));
  CHECK_FALSE(is_active_before(first, june + std::chrono::days{1}));
}

TEST_CASE("what starts on the day of the period's end does not start in it") {
  CHECK_FALSE(starts_in(service_of({.started_on = june}), month));
  CHECK(starts_in(service_of({.started_on = in_may(31)}), month));
}

TEST_CASE("no end is still active, on any day after the start") {
  const Service service = service_of({.started_on = in_april(1)});
  CHECK(service.end == never);
  CHECK(is_active_before(service, day(9999, 12, 31)));
}

TEST_CASE("with --end-included the end is the last day with service") {
  const Service service = service_of({.started_on = in_april(1), .ended_on = in_april(30)}, true);
  CHECK(service.end == may);
  CHECK(is_active_before(service, may));
  const Service one_day = service_of({.started_on = in_may(3), .ended_on = in_may(3)}, true);
  CHECK(is_active_before(one_day, in_may(4)));
  CHECK_FALSE(is_active_before(one_day, in_may(5)));
}

TEST_CASE("an end before the start makes a bad row, an end on the day of the start does not") {
  CHECK(is_bad({.started_on = in_may(3), .ended_on = in_may(2)}));
  CHECK_FALSE(is_bad({.started_on = in_may(3), .ended_on = in_may(3)}));
  CHECK(is_bad({.started_on = in_may(3), .canceled_on = in_may(2)}));
  const Service none = service_of({.started_on = in_may(3), .ended_on = in_may(3)});
  CHECK_FALSE(is_active_before(none, in_may(3)));
  CHECK_FALSE(is_active_before(none, in_may(4)));
}

// The definition of churn, "Start" and what follows it.
TEST_CASE("a customer starts at the later of started_on and trial_end") {
  CHECK(service_of({.started_on = in_april(1), .trial_end = in_may(1)}).start == in_may(1));
  CHECK(service_of({.started_on = in_may(1), .trial_end = in_april(1)}).start == in_may(1));
  CHECK(service_of({.started_on = in_may(1)}).start == in_may(1));
}

TEST_CASE("what ends on or before its trial's end never paid and is no customer") {
  CHECK(service_of({.started_on = in_april(1), .ended_on = in_may(1), .trial_end = in_may(1)})
            .is_trial);
  CHECK(service_of({.started_on = in_april(1), .ended_on = in_april(9), .trial_end = in_may(1)})
            .is_trial);
  CHECK_FALSE(service_of({.started_on = in_april(1), .ended_on = in_may(2), .trial_end = in_may(1)})
                  .is_trial);
  CHECK_FALSE(service_of({.started_on = in_april(1), .trial_end = in_may(1)}).is_trial);
}

TEST_CASE("an end included that is the day before the trial's end never paid") {
  const auto ended_on = [](int d) {
    return Columns{.started_on = in_april(1), .ended_on = in_april(d), .trial_end = in_april(20)};
  };
  CHECK(service_of(ended_on(19), true).is_trial);
  CHECK_FALSE(service_of(ended_on(20), true).is_trial);
}

TEST_CASE("trialing, incomplete and unpaid rows and rows marked as a trial are no customers") {
  for (const Status status : {Status::trialing, Status::incomplete, Status::unpaid}) {
    CHECK(service_of({.started_on = in_april(1), .status = status}).is_trial);
  }
  for (const Status status :
       {Status::none, Status::active, Status::past_due, Status::paused, Status::other}) {
    CHECK_FALSE(service_of({.started_on = in_april(1), .status = status}).is_trial);
  }
  CHECK(service_of({.started_on = in_april(1), .is_trial = true}).is_trial);
}

// The definition of churn, "End".
TEST_CASE("ended_on is the end, whatever canceled_on and current_period_end say") {
  const Columns columns{.started_on = in_april(1),
                        .ended_on = in_may(5),
                        .canceled_on = in_april(9),
                        .current_period_end = in_may(20),
                        .status = Status::canceled};
  CHECK(service_of(columns).end == in_may(5));
}

TEST_CASE("a cancellation ends at the later of canceled_on and current_period_end") {
  Columns columns{.started_on = in_april(1), .canceled_on = in_may(5)};
  CHECK(service_of(columns).end == in_may(5));
  columns.current_period_end = in_may(20);
  CHECK(service_of(columns).end == in_may(20));
  columns.current_period_end = in_may(1);
  CHECK(service_of(columns).end == in_may(5));
}

TEST_CASE("canceled_on ends a row of any status, and canceled without it ends with the period") {
  for (const Status status : {Status::none, Status::active, Status::past_due, Status::canceled}) {
    const Columns columns{.started_on = in_april(1), .canceled_on = in_may(5), .status = status};
    CHECK(service_of(columns).end == in_may(5));
  }
  const Columns paid_until{
      .started_on = in_april(1), .current_period_end = in_may(20), .status = Status::canceled};
  CHECK(service_of(paid_until).end == in_may(20));
}

TEST_CASE("current_period_end alone ends nothing") {
  const Columns columns{
      .started_on = in_april(1), .current_period_end = in_may(20), .status = Status::active};
  CHECK(service_of(columns).end == never);
}

TEST_CASE("canceled without any end is a bad row") {
  CHECK(is_bad({.started_on = in_april(1), .status = Status::canceled}));
}

// The definition of MRR: paused rows are 0 from paused_on (throughout where missing) to resumed_on.
TEST_CASE("a pause takes the revenue from paused_on up to resumed_on and leaves the customer") {
  const Service service =
      service_of({.started_on = in_april(1), .paused_on = in_may(10), .resumed_on = in_may(20)});
  CHECK_FALSE(is_paused_before(service, in_may(10)));
  CHECK(is_paused_before(service, in_may(11)));
  CHECK(is_paused_before(service, in_may(20)));
  CHECK_FALSE(is_paused_before(service, in_may(21)));
  CHECK(is_active_before(service, in_may(15)));
}

TEST_CASE("a pause on the first day of May is no pause at the opening of May") {
  const Service service = service_of({.started_on = in_april(1), .paused_on = may});
  CHECK_FALSE(is_paused_before(service, may));
  CHECK(is_paused_before(service, june));
}

TEST_CASE("paused without paused_on is paused throughout, up to resumed_on where that is given") {
  const Service all = service_of({.started_on = in_april(1), .status = Status::paused});
  CHECK(is_paused_before(all, in_april(2)));
  CHECK(is_paused_before(all, june));
  const Service until =
      service_of({.started_on = in_april(1), .resumed_on = in_may(5), .status = Status::paused});
  CHECK(is_paused_before(until, in_may(5)));
  CHECK_FALSE(is_paused_before(until, in_may(6)));
}

TEST_CASE("what has not started or has ended is not paused either") {
  const Service service =
      service_of({.started_on = in_may(1), .ended_on = in_may(20), .status = Status::paused});
  CHECK_FALSE(is_paused_before(service, in_may(1)));
  CHECK(is_paused_before(service, in_may(20)));
  CHECK_FALSE(is_paused_before(service, in_may(21)));
}

TEST_CASE("a row that says nothing of a pause has none") {
  const Service service = service_of({.started_on = in_april(1), .resumed_on = in_may(5)});
  CHECK_FALSE(is_paused_before(service, in_may(2)));
}
