#include "csm/metrics/fcr.hpp"

#include <algorithm>

#include "csm/registry.hpp"
#include "csm/run.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::answer;
using test::ask;
using test::day;
using test::fact;

namespace {

constexpr std::string_view header =
    "ticket_id,customer_id,opened_on,closed_on,status,contacts,reopens,first_contact,topic\n";

Report report_of(const std::string& rows, std::string_view period = "", std::string_view rule = "",
                 const std::string& repeat_within = "") {
  Question question = ask("fcr", period, rule);
  if (!repeat_within.empty()) question.options["repeat-within"] = repeat_within;
  return answer(question, std::string(header) + rows);
}

Result result_of(const std::string& rows, std::string_view period = "", std::string_view rule = "",
                 const std::string& repeat_within = "") {
  return report_of(rows, period, rule, repeat_within).results.at(0);
}

void check_fact(const Result& result, std::string_view name, int wanted) {
  INFO(name);
  CHECK(fact(result, name) == Ratio{wanted, 1});
}

/// Whether the one ticket counts as solved at the first contact.
bool is_first_contact(const std::string& row) {
  const Result result = result_of(row);
  REQUIRE(result.value.amount);
  return *result.value.amount == Ratio{1, 1};
}

Result by_hand(const std::string& first_contact, const std::string& received,
               std::string_view rule = "") {
  Question question = ask("fcr", "", rule);
  question.options = {{"first-contact", first_contact}, {"received", received}};
  return compute_by_hand(question).results.at(0);
}

}  // namespace

TEST_CASE("a ticket is first contact when solved with one contact and never reopened") {
  CHECK(is_first_contact("1,a,2026-05-01,2026-05-02,closed,1,0,,\n"));
  CHECK(is_first_contact("1,a,2026-05-01,2026-05-02,closed,1,,,\n"));
  CHECK(is_first_contact("1,a,2026-05-01,,solved,1,0,,\n"));
  CHECK(is_first_contact("1,a,2026-05-01,2026-05-02,,1,0,,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,2026-05-02,closed,2,0,,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,2026-05-02,closed,1,1,,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,,open,1,0,,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,,,1,0,,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,2026-05-02,closed,0,0,,\n"));
}

TEST_CASE("a known status goes before the day of closing") {
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,2026-05-02,pending,1,0,,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,2026-05-02,Reopened,1,0,,\n"));
  CHECK(is_first_contact("1,a,2026-05-01,,Resolved,1,0,,\n"));
}

TEST_CASE("the export's own yes or no goes before contacts") {
  CHECK(is_first_contact("1,a,2026-05-01,2026-05-02,closed,3,1,yes,\n"));
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,2026-05-02,closed,1,0,no,\n"));
  CHECK(is_first_contact("1,a,2026-05-01,2026-05-02,closed,,,yes,\n"));
  CHECK(is_first_contact("1,a,2026-05-01,2026-05-02,closed,1,0,NA,\n"));
}

TEST_CASE("status words of help desks are read without regard to case and punctuation") {
  for (const char* word : {"solved", "Closed", "RESOLVED"}) {
    CHECK(read_ticket_status(word) == TicketStatus::solved);
  }
  for (const char* word : {"new", "Open", "pending", "hold", "On-hold", "In Progress"}) {
    CHECK(read_ticket_status(word) == TicketStatus::open);
  }
  CHECK(read_ticket_status("Re-opened") == TicketStatus::reopened);
  CHECK(read_ticket_status("deleted") == TicketStatus::deleted);
  CHECK(read_ticket_status("Spam") == TicketStatus::deleted);
  CHECK(read_ticket_status("erledigt") == TicketStatus::other);
  CHECK(read_ticket_status("closed closed closed closed closed closed") == TicketStatus::other);
  CHECK(read_ticket_status("") == TicketStatus::none);
  CHECK(read_ticket_status("N/A") == TicketStatus::none);
}

TEST_CASE("a status word csm does not know is said, and the day of closing decides") {
  const Report report = report_of(
      "1,a,2026-05-01,2026-05-02,erledigt,1,0,,\n"
      "2,a,2026-05-01,,wartet,1,0,,\n");
  CHECK(*report.results.at(0).value.amount == Ratio{1, 2});
  REQUIRE(report.warnings.size() == 1);
  CHECK(report.warnings[0].find("\"erledigt\", \"wartet\"") != std::string::npos);
}

// By hand: 8 tickets of May; 2 first contacts (1, 7), one with two contacts, one reopened, one
// without a reply, one open, one unknown, one deleted; of those opened in May 7 are tickets.
TEST_CASE("the facts come out as by hand") {
  const std::string rows =
      "1,a,2026-05-01,2026-05-02,closed,1,0,,\n"
      "2,b,2026-05-02,2026-05-03,closed,2,0,,\n"
      "3,c,2026-05-03,2026-05-04,closed,1,1,,\n"
      "4,d,2026-05-04,2026-05-05,closed,0,0,,\n"
      "5,e,2026-05-05,,open,1,0,,\n"
      "6,f,2026-05-06,2026-05-07,closed,,0,,\n"
      "7,g,2026-05-07,2026-05-08,closed,1,0,,\n"
      "8,h,2026-05-08,2026-05-08,deleted,1,0,,\n";
  const Report report = report_of(rows, "2026-05");
  const Result& result = report.results.at(0);
  CHECK(result.value.unit == Unit::share);
  CHECK(*result.value.amount == Ratio{2, 6});
  check_fact(result, "first_contact", 2);
  check_fact(result, "received", 7);
  check_fact(result, "resolved", 6);
  check_fact(result, "reopened", 1);
  check_fact(result, "no_reply", 1);
  check_fact(result, "open", 1);
  check_fact(result, "unknown", 1);
  CHECK(report.input->not_counted.at("deleted, spam or merged") == 1);
  CHECK(report.input->not_counted.at("contacts not known") == 1);
  CHECK(*result_of(rows, "2026-05", "resolved").value.amount == Ratio{2, 5});
}

TEST_CASE("received takes tickets opened in the period, resolved those closed in it") {
  const std::string rows =
      "1,a,2026-04-30,2026-05-01,closed,1,0,,\n"
      "2,b,2026-05-01,2026-05-31,closed,2,0,,\n"
      "3,c,2026-05-31,2026-06-01,closed,1,0,,\n"
      "4,d,2026-06-01,2026-06-01,closed,1,0,,\n"
      "5,e,2026-05-10,,solved,1,0,,\n"
      "6,f,2026-05-10,,open,1,0,,\n";
  const Report received = report_of(rows, "2026-05");
  CHECK(*received.results.at(0).value.amount == Ratio{2, 4});
  CHECK(received.input->not_counted.at("outside the period") == 2);
  const Report resolved = report_of(rows, "2026-05", "resolved");
  CHECK(*resolved.results.at(0).value.amount == Ratio{1, 2});
  CHECK(resolved.input->not_counted.at("outside the period") == 2);
  CHECK(resolved.input->not_counted.at("solved without a day of closing") == 1);
  CHECK(resolved.input->not_counted.at("not solved") == 1);
  for (const Report* report : {&received, &resolved}) {
    check_fact(report->results.at(0), "received", 4);
    check_fact(report->results.at(0), "resolved", 2);
  }
  CHECK(*result_of(rows, "", "resolved").value.amount == Ratio{4, 5});
}

TEST_CASE("a further ticket up to so many days after the close undoes a first contact") {
  const auto figure = [](const std::string& opened_on, const std::string& days) {
    return *result_of("1,a,2026-05-01,2026-05-03,closed,1,0,,\n2,a," + opened_on + ",,open,1,0,,\n",
                      "", "", days)
                .value.amount;
  };
  CHECK(figure("2026-05-10", "7d") == Ratio{0, 2});
  CHECK(figure("2026-05-11", "7d") == Ratio{1, 2});
  CHECK(figure("2026-05-02", "7") == Ratio{0, 2});   // before the close already
  CHECK(figure("2026-05-01", "7d") == Ratio{1, 2});  // on the same day is not later
  CHECK(figure("2026-04-30", "7d") == Ratio{1, 2});
  CHECK(figure("2026-05-03", "0d") == Ratio{0, 2});
  CHECK(figure("2026-05-04", "0d") == Ratio{1, 2});
}

TEST_CASE("a further ticket outside the period undoes a first contact in it") {
  const std::string rows =
      "1,a,2026-05-30,2026-05-31,closed,1,0,,\n"
      "2,a,2026-06-02,2026-06-20,closed,1,0,,\n";
  CHECK(*result_of(rows, "2026-05", "", "7d").value.amount == Ratio{0, 1});
  CHECK(*result_of(rows, "2026-05").value.amount == Ratio{1, 1});
}

TEST_CASE("a ticket with a topic is followed by tickets of its topic alone") {
  const auto figure = [](const std::string& first, const std::string& second) {
    return *result_of("1,a,2026-05-01,2026-05-01,closed,1,0,," + first +
                          "\n2,a,2026-05-02,,open,1,0,," + second + "\n",
                      "", "", "7d")
                .value.amount;
  };
  CHECK(figure("login", "login") == Ratio{0, 2});
  CHECK(figure("login", "billing") == Ratio{1, 2});
  CHECK(figure("login", "") == Ratio{1, 2});
  CHECK(figure("", "billing") == Ratio{0, 2});
  CHECK(figure("N/A", "billing") == Ratio{0, 2});
}

TEST_CASE("another customer's ticket, or a deleted one, is no further ticket") {
  CHECK(*result_of("1,a,2026-05-01,2026-05-01,closed,1,0,,\n2,b,2026-05-02,,open,1,0,,\n", "", "",
                   "7d")
             .value.amount == Ratio{1, 2});
  CHECK(*result_of("1,a,2026-05-01,2026-05-01,closed,1,0,,\n2,a,2026-05-02,,spam,1,0,,\n", "", "",
                   "7d")
             .value.amount == Ratio{1, 1});
}

TEST_CASE("without a customer or a day of closing a first contact cannot be judged by repeats") {
  const Report report = report_of(
      "1,,2026-05-01,2026-05-01,closed,1,0,,\n"
      "2,,2026-05-01,2026-05-01,closed,2,0,,\n"
      "3,a,2026-05-01,,closed,1,0,,\n"
      "4,b,2026-05-01,2026-05-01,closed,1,0,,\n"
      "5,c,2026-05-20,,open,1,0,,\n",
      "", "", "7d");
  const Result& result = report.results.at(0);
  CHECK(*result.value.amount == Ratio{1, 3});
  check_fact(result, "unknown", 2);
  const auto& left_out = report.input->not_counted;
  CHECK(left_out.at("without a customer, so a further ticket cannot be seen") == 1);
  CHECK(left_out.at("without a day of closing, so a further ticket cannot be seen") == 1);
  CHECK(report.warnings.empty());
}

TEST_CASE("what closed too late for a further ticket to be seen is said") {
  const Report report = report_of("1,a,2026-05-01,2026-05-01,closed,1,0,,\n", "", "", "7d");
  REQUIRE(report.warnings.size() == 1);
  CHECK(report.warnings[0].find("1 ticket at the first contact") == 0);
}

TEST_CASE("repeats do not depend on the order or the split of a customer's tickets") {
  const FcrFact first{true, true, true, true, true, false, false, false, false};
  const std::vector<FcrState::Entry> rows = {
      {day(2026, 5, 1), day(2026, 5, 2), "x", first},
      {day(2026, 5, 5), day(2026, 5, 5), "x", first},
      {day(2026, 5, 20), day(2026, 5, 20), "", first},
      {day(2026, 5, 21), day(2026, 5, 21), "y", first},
  };
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    FcrState state;
    for (const std::size_t i : order) {
      FcrState single;
      single.entries = {rows[i]};
      state.merge(single);
    }
    const std::vector<FcrFact> facts = state.facts(7);
    for (std::size_t i = 0; i < order.size(); ++i) {
      CHECK(facts[i].is_repeated == (order[i] == 0 || order[i] == 2));
      CHECK(facts[i].is_first_contact != facts[i].is_repeated);
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("first contact resolution of no tickets is absent and never 0") {
  const Result result = finish(FcrTally{});
  CHECK_FALSE(result.value.amount);
  CHECK(result.reason == "there are no tickets");
  CHECK_FALSE(result.interval);
  CHECK(finish(FcrTally{}, FcrRule::resolved).reason == "there are no solved tickets");
  const Result unknown = result_of("1,a,2026-05-01,2026-05-01,closed,,0,,\n");
  CHECK_FALSE(unknown.value.amount);
  CHECK(unknown.reason == "there are no tickets that can be judged");
}

// Wilson: 40 of 50 is 66.96 % .. 88.76 %.
TEST_CASE("the interval of first contact resolution is Wilson's") {
  const Result result = by_hand("40", "50");
  CHECK(*result.value.amount == Ratio{4, 5});
  REQUIRE(result.interval);
  CHECK(result.interval->low == Approx(0.6696).margin(0.00005));
  CHECK(result.interval->high == Approx(0.8876).margin(0.00005));
  check_fact(result, "first_contact", 40);
  check_fact(result, "received", 50);
  CHECK_FALSE(result.fact("open").amount);
}

TEST_CASE("impossible first contacts by hand are refused") {
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("51", "50"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("-1", "50"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("1.5", "50"); }));
  CHECK(test::fails_with(ErrorCode::usage, [] { by_hand("40", "50", "resolved"); }));
  CHECK_FALSE(by_hand("0", "0").value.amount);
}

TEST_CASE("the days of --repeat-within are whole and not too many") {
  for (const char* text : {"7 days", "-1", "d", "", "1.5d", "3651d", "99999999999d", "7dd"}) {
    INFO(text);
    Question question = ask("fcr");
    question.options["repeat-within"] = text;
    CHECK(test::fails_with(ErrorCode::usage, [&] { question.metric->roles(question); }));
  }
}

TEST_CASE("a ticket export that says neither contacts nor first contact is refused") {
  CHECK(test::fails_with(ErrorCode::refused, [] {
    answer(ask("fcr"), "ticket_id,opened_on,closed_on\n1,2026-05-01,2026-05-01\n");
  }));
}

TEST_CASE(
    "without a status or a day of closing anywhere all tickets count as open, and it is said") {
  const Report report =
      answer(ask("fcr"), "ticket_id,opened_on,contacts\n1,2026-05-01,1\n2,2026-05-02,1\n");
  CHECK(*report.results.at(0).value.amount == Ratio{0, 2});
  REQUIRE(report.warnings.size() == 1);
}

TEST_CASE("closed in the year 9999 is not closed") {
  CHECK_FALSE(is_first_contact("1,a,2026-05-01,9999-12-31,,1,0,,\n"));
}
