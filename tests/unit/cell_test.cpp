#include "csm/records/cell.hpp"

#include <array>

#include "csm/records/field.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

std::string folded_word(std::string_view text, std::size_t size = 24) {
  std::array<char, 64> buffer{};
  return std::string(folded(text, buffer.data(), size));
}

/// The value of a cell, or nothing where it is faulty.
template <class Value>
std::optional<Value> value_of(std::string_view text, const CellRules& rules = {}) {
  Value value{};
  if (read_value(text, rules, value) != nullptr) return std::nullopt;
  return value;
}

std::string interval_of(std::string_view text) {
  const auto interval = value_of<BillingInterval>(text);
  if (!interval) return "fault";
  constexpr std::array<const char*, 6> units = {"day", "week", "month", "quarter", "year", "once"};
  return std::to_string(interval->count) + " " + units[static_cast<std::size_t>(interval->unit)];
}

struct Row {
  CustomerId id;
  std::optional<Decimal> score;
  Date joined{};
  OptionalDay left;
};

/// A column read in the loop over it is what its cells are, each by itself.
template <auto Member>
void check_column(CellColumn cells, Need need) {
  std::vector<Row> rows(cells.size());
  std::vector<CellFault> faults;
  read_column<Row, Member>(cells, {}, need, Row{}, rows, faults);
  std::vector<CellFault> expected_faults;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    INFO(cells[i]);
    std::vector<CellFault> faults_of_cell;
    std::array<Row, 1> alone{};
    read_column<Row, Member>(cells.subspan(i, 1), {}, need, Row{}, alone, faults_of_cell);
    const auto date = read_iso_date(trimmed(cells[i]));
    const bool is_good = date || (is_missing(trimmed(cells[i])) && need == Need::optional);
    CHECK(faults_of_cell.empty() == is_good);
    CHECK(rows[i].*Member == alone[0].*Member);
    if (date && !is_never(*date)) CHECK(alone[0].*Member == *date);
    if (!is_good) expected_faults.push_back({i, nullptr});
  }
  REQUIRE(faults.size() == expected_faults.size());
  for (std::size_t i = 0; i < faults.size(); ++i) CHECK(faults[i].row == expected_faults[i].row);
}

}  // namespace

TEST_CASE("blank, NA, N/A, null and - are missing in any case, and nothing else is") {
  for (const std::string_view text :
       {"", "NA", "na", "Na", "nA", "N/A", "n/a", "N/a", "null", "NULL", "Null", "-"}) {
    INFO(text);
    CHECK(is_missing(text));
  }
  for (const std::string_view text : {"0", "--", "none", "nan", "nil", "N.A.", "N A", "NAN",
                                      "nulls", "n", "a", "/", "na/", "?", ".", "false", "\u2013"}) {
    INFO(text);
    CHECK_FALSE(is_missing(text));
  }
}

TEST_CASE("cells are read without the blanks around them") {
  CHECK(trimmed("  a b \t") == "a b");
  CHECK(trimmed("a") == "a");
  CHECK(trimmed(" \t ").empty());
  CHECK(trimmed("").empty());
}

TEST_CASE("words are compared without case, blanks and punctuation") {
  CHECK(folded_word("Past due") == "pastdue");
  CHECK(folded_word("past_due") == "pastdue");
  CHECK(folded_word("PAST-DUE!") == "pastdue");
  CHECK(folded_word("30 Days") == "30days");
  CHECK(folded_word("Gekündigt") == "gekündigt");
  CHECK(folded_word("  ").empty());
  CHECK(folded_word("abcdef", 4) == "abcd");
}

TEST_CASE("yes and no are read in their usual spellings") {
  for (const std::string_view text : {"yes", "Yes", "YES", "true", "True", "TRUE", "1", "y", "t"}) {
    INFO(text);
    CHECK(value_of<bool>(text) == true);
  }
  for (const std::string_view text :
       {"on", "On", "ja", "JA", "oui", "si", "Sí", "sì", "sim", "vrai", "wahr", "verdadero"}) {
    INFO(text);
    CHECK(value_of<bool>(text) == true);
  }
  for (const std::string_view text :
       {"off", "OFF", "nein", "Nein", "nej", "nee", "non", "não", "nao", "faux", "falsch"}) {
    INFO(text);
    CHECK(value_of<bool>(text) == false);
  }
  for (const std::string_view text : {"no", "No", "NO", "false", "False", "FALSE", "0", "n", "f"}) {
    INFO(text);
    CHECK(value_of<bool>(text) == false);
  }
  for (const std::string_view text :
       {"2", "maybe", "yess", "10", "onn", "x", "truefalse", "-1", "+1"}) {
    INFO(text);
    CHECK_FALSE(value_of<bool>(text).has_value());
  }
}

TEST_CASE("an interval is a word for its unit, or a number of units") {
  for (const std::string_view text : {"day", "Days", "daily"}) CHECK(interval_of(text) == "1 day");
  for (const std::string_view text : {"week", "WEEKLY"}) CHECK(interval_of(text) == "1 week");
  for (const std::string_view text : {"month", "Monthly", "months"}) {
    CHECK(interval_of(text) == "1 month");
  }
  for (const std::string_view text : {"quarter", "quarterly"}) {
    CHECK(interval_of(text) == "1 quarter");
  }
  for (const std::string_view text : {"year", "Yearly", "annual", "annually"}) {
    CHECK(interval_of(text) == "1 year");
  }
  for (const std::string_view text : {"once", "one-time", "One off"}) {
    CHECK(interval_of(text) == "1 once");
  }
  CHECK(interval_of("6 months") == "6 month");
  CHECK(interval_of("3months") == "3 month");
  CHECK(interval_of("2 years") == "2 year");
  CHECK(interval_of("90 days") == "90 day");
  CHECK(interval_of("4-weeks") == "4 week");
  CHECK(interval_of("semi-annual") == "6 month");
  CHECK(interval_of("half-yearly") == "6 month");
  CHECK(interval_of("biennial") == "2 year");
}

TEST_CASE("what is no interval is a fault") {
  for (const std::string_view text :
       {"fortnight", "monthy", "0 months", "-1 month", "1.5 months", "months 6", "6", "6 onces",
        "2 once", "99999 days", "m", "%"}) {
    INFO(text);
    CHECK(interval_of(text) == "fault");
  }
}

TEST_CASE("statuses have their meaning in the spellings of billing systems") {
  CHECK(value_of<Status>("active") == Status::active);
  CHECK(value_of<Status>("Past Due") == Status::past_due);
  CHECK(value_of<Status>("past_due") == Status::past_due);
  CHECK(value_of<Status>("PAUSED") == Status::paused);
  CHECK(value_of<Status>("canceled") == Status::canceled);
  CHECK(value_of<Status>("Cancelled") == Status::canceled);
  CHECK(value_of<Status>("trialing") == Status::trialing);
  CHECK(value_of<Status>("in_trial") == Status::trialing);
  CHECK(value_of<Status>("incomplete") == Status::incomplete);
  CHECK(value_of<Status>("incomplete_expired") == Status::incomplete);
  CHECK(value_of<Status>("unpaid") == Status::unpaid);
  CHECK(value_of<Status>("whatever") == Status::other);
}

// The definition of churn: "trialing, incomplete, incomplete_expired, unpaid are no customers at
// any time; every other status counts by its dates".
TEST_CASE("trialing, incomplete and unpaid are no customers and every other status is one") {
  for (const std::string_view text : {"trialing", "incomplete", "incomplete_expired", "unpaid"}) {
    INFO(text);
    CHECK_FALSE(is_customer(value_of<Status>(text).value()));
  }
  for (const std::string_view text : {"active", "past_due", "canceled", "paused", "non_renewing"}) {
    INFO(text);
    CHECK(is_customer(value_of<Status>(text).value()));
  }
  CHECK(is_customer(Status::none));
}

TEST_CASE("numbers, whole numbers and currencies are read, and faults say what was wanted") {
  CHECK(value_of<Decimal>("1234.56") == dec("1234.56"));
  CHECK_FALSE(value_of<Decimal>("1,234.56"));
  CHECK(value_of<int>("42") == 42);
  CHECK(value_of<int>("3.0") == 3);
  CHECK(value_of<int>("-2") == -2);
  CHECK_FALSE(value_of<int>("2.5"));
  CHECK_FALSE(value_of<int>("4294967297"));
  CHECK(value_of<Currency>("eur") == Currency::of("EUR"));
  CHECK_FALSE(value_of<Currency>("euro"));
  Decimal number;
  CHECK(std::string(read_value("x", {}, number)).find("1234.56") != std::string::npos);
  CHECK(std::string(read_value("1e30", {}, number)).find("too large") != std::string::npos);
  CHECK(std::string(read_value("1e-13", {}, number)).find("12 decimals") != std::string::npos);
}

TEST_CASE("a column's form of dates decides how its cells are read") {
  const CellRules iso;
  const CellRules day_first{.dates = DateReading::day_first};
  const CellRules month_first{.dates = DateReading::month_first};
  const DatePattern pattern("%d %b %Y");
  const CellRules by_pattern{.dates = DateReading::pattern, .pattern = &pattern};
  CHECK(value_of<Date>("2026-05-03", iso) == day(2026, 5, 3));
  CHECK(value_of<Date>("03/05/2026", day_first) == day(2026, 5, 3));
  CHECK(value_of<Date>("3.5.2026", day_first) == day(2026, 5, 3));
  CHECK(value_of<Date>("3-5-2026", day_first) == day(2026, 5, 3));
  CHECK(value_of<Date>("5/3/2026", month_first) == day(2026, 5, 3));
  CHECK(value_of<Date>("5/3/2026 09:15", month_first) == day(2026, 5, 3));
  CHECK(value_of<Date>("3 May 2026", by_pattern) == day(2026, 5, 3));
  CHECK_FALSE(value_of<Date>("03/05/2026", iso));
  CHECK_FALSE(value_of<Date>("2026-05-03", day_first));
  CHECK_FALSE(value_of<Date>("13/02/2026", month_first));
  CHECK_FALSE(value_of<Date>("02/13/2026", day_first));
  CHECK(value_of<Date>("03/05/26", day_first) == day(2026, 5, 3));
  CHECK_FALSE(value_of<Date>("03-05-26", day_first));
  CHECK_FALSE(value_of<Date>("03/05/20260", day_first));
  CHECK_FALSE(value_of<Date>("03/05/2026 25:00", day_first));
  CHECK_FALSE(value_of<Date>("31/04/2026", day_first));
  CHECK_FALSE(value_of<Date>("2026-05-03", by_pattern));
}

TEST_CASE("ids are text: 007 is not 7") {
  CHECK(value_of<CustomerId>("007") == CustomerId{"007"});
  CHECK_FALSE(value_of<CustomerId>("007") == CustomerId{"7"});
}

TEST_CASE("a missing cell is a fault only where a value is needed, and never 0") {
  const std::array<std::string_view, 4> cells = {"", " NA ", "7", "x"};
  for (const Need need : {Need::optional, Need::column, Need::filled, Need::value}) {
    std::array<Row, 4> rows{};
    std::vector<CellFault> faults;
    read_column<Row, &Row::score>(cells, {}, need, Row{}, rows, faults);
    const bool is_needed = need == Need::filled || need == Need::value;
    REQUIRE(faults.size() == (is_needed ? 3U : 1U));
    CHECK(faults.back().row == 3);
    CHECK_FALSE(rows[0].score);
    CHECK_FALSE(rows[1].score);
    CHECK(rows[2].score == dec("7"));
  }
}

TEST_CASE("in an id only blank is missing: NA may be North America") {
  const std::array<std::string_view, 4> cells = {"NA", "null", "-", " \t"};
  std::array<Row, 4> rows{};
  std::vector<CellFault> faults;
  read_column<Row, &Row::id>(cells, {.is_id = true}, Need::value, Row{}, rows, faults);
  CHECK(rows[0].id.text == "NA");
  CHECK(rows[1].id.text == "null");
  CHECK(rows[2].id.text == "-");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].row == 3);
  CHECK(std::string(faults[0].fault) == "is blank");
}

TEST_CASE("a date in a column is the same whatever stands around it") {
  using namespace std::literals;
  constexpr std::string_view texts[] = {"",
                                        "2025-05-31",
                                        "2025-05-31",
                                        "2025-05-31T10:00:00Z",
                                        "2025-06-01",
                                        "2025-06-01T23:59:59Z",
                                        "NA",
                                        "2025-02-29",
                                        "1970-01-01",
                                        "1970-01-01T24:00:01Z",
                                        "x",
                                        "\0\0\0\0\0\0\0\0\0\0"sv,
                                        " ",
                                        "2099-12-31 08:00:00",
                                        " 2025-05-31 ",
                                        "9999-12-31",
                                        "1969-12-31",
                                        "2025-05-31T10:00:00",
                                        "2025-13-01",
                                        "0001-01-01"};
  constexpr std::size_t count = std::size(texts);
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t c = 0; c < count; ++c) {
        const std::array cells = {texts[a], texts[b], texts[c]};
        check_column<&Row::joined>(cells, Need::optional);
        check_column<&Row::left>(cells, Need::optional);
        check_column<&Row::left>(cells, Need::value);
      }
    }
  }
}

TEST_CASE("a day of leaving in the year 9999 is none") {
  CHECK_FALSE(OptionalDay(day(9999, 1, 1)));
  CHECK_FALSE(OptionalDay(day(9999, 12, 31)));
  CHECK(*OptionalDay(day(9998, 12, 31)) == day(9998, 12, 31));
  CHECK(OptionalDay{}.or_never() == never);
  CHECK(OptionalDay{}.or_no_day() == no_day);
}

TEST_CASE("a ' before what a spreadsheet would take for a number or a formula is none of the id") {
  CHECK(id_of("'0012") == "0012");
  CHECK(id_of("'=1+1") == "=1+1");
  CHECK(id_of("'+49") == "+49");
  CHECK(id_of("'-7") == "-7");
  CHECK(id_of("'@acme") == "@acme");
  for (const std::string_view id : {"", "'", "'s", "''1", "'Acme'", "0012", "12'", "=1"}) {
    CHECK(id_of(id) == id);
  }
}

TEST_CASE("ids are read without it, and what people say is read as it stands") {
  CustomerId customer;
  read_value("'007", {}, customer);
  CHECK(customer.text == "007");
  RecordId record;
  read_value("'007", {}, record);
  CHECK(record.text == "007");
  Comment comment;
  read_value("'90s design", {}, comment);
  CHECK(comment.text == "'90s design");
}
