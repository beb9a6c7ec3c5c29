#include "csm/condition.hpp"

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

bool keeps(std::string_view expression, std::string_view cell) {
  bool keeps = false;
  REQUIRE(Condition(expression).keeps(cell, {}, keeps) == nullptr);
  return keeps;
}

/// The message of a bad expression up to its first line's end, and where the mark stands.
std::pair<std::string, std::size_t> fault_of(std::string_view expression) {
  const auto error = test::error_of([&] { Condition condition(expression); });
  if (!error) return {"none", 0};
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->where == "--where");
  const std::string& message = error->message;
  const std::size_t mark_line = message.rfind('\n');
  return {message.substr(0, message.find(":\n")), message.size() - mark_line - 4};
}

}  // namespace

TEST_CASE("a text is equal to itself alone") {
  CHECK(keeps("plan=pro", "pro"));
  CHECK(keeps("plan == pro", "pro"));
  CHECK_FALSE(keeps("plan=pro", "Pro"));
  CHECK_FALSE(keeps("plan=pro", "pro plus"));
  CHECK(keeps("plan!=pro", "basic"));
  CHECK_FALSE(keeps("plan <> pro", "pro"));
}

TEST_CASE("numbers are equal however they are written, ids with zeros in front are texts") {
  CHECK(keeps("amount=100", "100.00"));
  CHECK(keeps("amount=0.5", "0.50"));
  CHECK_FALSE(keeps("customer_id=007", "7"));
  CHECK_FALSE(keeps("customer_id=7", "007"));
  CHECK(keeps("customer_id=007", "007"));
}

TEST_CASE("numbers are ordered as numbers, dates as dates") {
  CHECK(keeps("amount>=100", "100"));
  CHECK(keeps("amount>9", "10"));
  CHECK_FALSE(keeps("amount<9", "10"));
  CHECK(keeps("amount<=-1.5", "-2"));
  CHECK(keeps("started_on<2026-05-31", "2026-05-30T23:59:59Z"));
  CHECK_FALSE(keeps("started_on>2026-05-31", "2026-05-31"));
}

TEST_CASE("a cell that is to be ordered and is no number is a fault") {
  bool out = true;
  CHECK(Condition("amount>5").keeps("many", {}, out) != nullptr);
  CHECK(Condition("started_on>2026-01-01").keeps("soon", {}, out) != nullptr);
  CHECK_FALSE(out);
}

TEST_CASE("only blank is missing, and it is unequal to all and neither above nor below") {
  CHECK(keeps("country is missing", ""));
  CHECK_FALSE(keeps("country is missing", "NA"));
  CHECK(keeps("country is not missing", "NA"));
  CHECK_FALSE(keeps("country=AT", ""));
  CHECK(keeps("country!=AT", ""));
  CHECK_FALSE(keeps("amount<5", ""));
  CHECK_FALSE(keeps("amount>=5", ""));
  CHECK_FALSE(keeps("email~a*", ""));
}

TEST_CASE("a list holds its values") {
  CHECK(keeps("country in (AT, DE)", "DE"));
  CHECK(keeps("country in (AT,DE)", "AT"));
  CHECK_FALSE(keeps("country in (AT, DE)", "A"));
  CHECK(keeps("country not in (AT, DE)", "FR"));
  CHECK(keeps("country not in (AT, DE)", ""));
  CHECK(keeps("plan in (\"a, b\", 'c)')", "a, b"));
  CHECK(keeps("plan in (\"a, b\", 'c)')", "c)"));
}

TEST_CASE("a regular expression matches a part of the cell") {
  CHECK(keeps("email ~ @example\\.com$", "anna@example.com"));
  CHECK_FALSE(keeps("email ~ @example\\.com$", "anna@example.com.org"));
  CHECK(keeps("email !~ ^test", "anna"));
  CHECK(keeps("email ~ (?i)ANNA", "anna"));
}

TEST_CASE("an expression that makes others take for ever takes no longer than the cell") {
  const std::string cell(100'000, 'a');
  CHECK_FALSE(keeps("name ~ ^(a+)+$b", cell));
}

TEST_CASE("columns and values may stand in quotes, and columns may hold blanks without") {
  CHECK(Condition("\"Plan = name\"=pro").column() == "Plan = name");
  CHECK(Condition("'is in'=x").column() == "is in");
  CHECK(Condition("Plan name = pro").column() == "Plan name");
  CHECK(Condition("main in (a)").column() == "main");
  CHECK(keeps("plan=\" pro\"", " pro"));
  CHECK(keeps("plan=a = b", "a = b"));
}

TEST_CASE("a bad expression is refused with its place marked") {
  using Fault = std::pair<std::string, std::size_t>;
  CHECK(fault_of("=pro") == Fault{"the name of a column is missing", 0});
  CHECK(fault_of("plan=") ==
        Fault{"a value is missing; what is blank is asked for by \"is missing\"", 5});
  CHECK(fault_of("plan in AT, DE") ==
        Fault{"a list in brackets was expected here, such as (a, b)", 8});
  CHECK(fault_of("plan in (AT") == Fault{"a ) was expected here", 11});
  CHECK(fault_of("plan in (AT) or so") == Fault{"nothing was expected any more", 13});
  CHECK(fault_of("\"plan=pro") == Fault{"this quote never closes", 0});
  CHECK(fault_of("amount > much") ==
        Fault{"a number such as 100, or a date such as 2026-05-31, was expected here", 9});
  CHECK(fault_of("email ~ (a").first.starts_with("this is no regular expression"));
  CHECK(fault_of("plan").second == 4);
  CHECK(fault_of("").first == "the name of a column is missing");
}
