#include "records/written_number.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

/// The number in a cell; nothing where it is none.
std::optional<Decimal> number_of(std::string_view text, DecimalMark decimals) {
  const WrittenNumber number = read_written_number(text, decimals);
  if (number.reading.fault != DecimalFault::none) return std::nullopt;
  return number.reading.value;
}
std::optional<Decimal> with_point(std::string_view text) {
  return number_of(text, DecimalMark::point);
}
std::optional<Decimal> with_comma(std::string_view text) {
  return number_of(text, DecimalMark::comma);
}

std::string sign_of(std::string_view text) {
  const CurrencySign* sign = sign_beside(text);
  return sign == nullptr ? "" : std::string(sign->codes);
}

}  // namespace

TEST_CASE("thousands may be separated by a comma, a blank or an apostrophe before a point") {
  for (const std::string_view text :
       {"1234567.5", "1,234,567.5", "1 234 567.5", "1'234'567.5", "1\u00a0234\u00a0567.5",
        "1\u202f234\u202f567.5", "1\u2019234\u2019567.5"}) {
    INFO(text);
    CHECK(with_point(text) == dec("1234567.5"));
  }
}

TEST_CASE("thousands may be separated by a point, a blank or an apostrophe before a comma") {
  for (const std::string_view text : {"1234567,5", "1.234.567,5", "1 234 567,5", "1'234'567,5"}) {
    INFO(text);
    CHECK(with_comma(text) == dec("1234567.5"));
  }
}

TEST_CASE("1,234 and 1.234 are what the mark of the decimals makes them") {
  CHECK(with_point("1,234") == dec("1234"));
  CHECK(with_comma("1,234") == dec("1.234"));
  CHECK(with_point("1.234") == dec("1.234"));
  CHECK(with_comma("1.234") == dec("1234"));
}

TEST_CASE("a number in brackets or with a minus on either side is negative") {
  for (const std::string_view text :
       {"-420.81", "(420.81)", "420.81-", "( 420.81 )", "$(420.81)", "($420.81)", "-$420.81",
        "$-420.81", "420.81- USD", "\u2212420.81", "- 420.81", "(USD 420.81)"}) {
    INFO(text);
    CHECK(with_point(text) == dec("-420.81"));
  }
  CHECK(with_comma("(1.420,81)") == dec("-1420.81"));
}

TEST_CASE("a currency stands on either side of a number, as a sign or a code") {
  for (const std::string_view text :
       {"$5.50", "$ 5.50", "5.50 $", "5.50$", "US$5.50", "USD 5.50", "usd5.50", "5.50 USD", "€5.50",
        "5.50\u00a0€", "kr 5.50", "Kr. 5.50", "5.50 kr.", "R 5.50", "5.50 zł", "+$5.50"}) {
    INFO(text);
    CHECK(with_point(text) == dec("5.50"));
  }
  CHECK(sign_of("US$5") == "USD");
  CHECK(sign_of("5 CHF") == "CHF");
  CHECK(sign_of("€5,50") == "EUR");
  CHECK(sign_of("5") == "");
  CHECK(sign_of("$x") == "");
}

TEST_CASE("a sign may mean every currency that has it, and is taken for the usual one") {
  const CurrencySign* dollar = sign_beside("$5");
  REQUIRE(dollar != nullptr);
  CHECK(dollar->may_mean(*Currency::of("USD")));
  CHECK(dollar->may_mean(*Currency::of("CAD")));
  CHECK_FALSE(dollar->may_mean(*Currency::of("EUR")));
  CHECK(dollar->usual() == Currency::of("USD"));
  const CurrencySign* krona = sign_beside("5 kr");
  REQUIRE(krona != nullptr);
  CHECK(krona->may_mean(*Currency::of("SEK")));
  CHECK_FALSE(krona->usual());
}

TEST_CASE("what is not wholly a number is none, never half a one") {
  for (const std::string_view text :
       {"1,23,4",     "1,23,456.00",  "1,2345",      "12,34",    ",123",
        "1,,234",     "1,234,",       "1,234.",      "1.2.3",    "1,234 567",
        "1 234,567",  "1'234,567",    "0,123",       "0123,456", "1234,567",
        "1 23",       "1  234",       "$",           "$$5",      "$5 USD",
        "5 pcs",      "(5",           "5)",          "((5))",    "(-5)",
        "--5",        "-5-",          "+5-",         "5+",       "-(5)",
        ")5(",        "()",           "-",           "1-2",      "2026-05-03",
        "1.5.2026",   "5 %",          "5 5",         "x5",       "5x",
        "1,234e2",    "1 234 567 89", "1,234.567,8", "",         " ",
        "1,\u00a0234"}) {
    INFO(text);
    CHECK_FALSE(with_point(text));
  }
  for (const std::string_view text : {"1.23,4.5", "1.2345", "12.34", "1.234.", "1.234,", "1,5e2",
                                      "1,2,3", "0.123", "12.5", "5,"}) {
    INFO(text);
    CHECK_FALSE(with_comma(text));
  }
}

TEST_CASE("where no number has shown its mark only unmistakable ones are read") {
  const auto unmarked = [](std::string_view text) { return number_of(text, DecimalMark::none); };
  CHECK(unmarked("12.5") == dec("12.5"));
  CHECK(unmarked("1 234") == dec("1234"));
  CHECK(unmarked("(12)") == dec("-12"));
  CHECK_FALSE(unmarked("1,234"));
  CHECK_FALSE(unmarked("12,5"));
  CHECK_FALSE(unmarked("1,234.5"));
}

TEST_CASE("more digits than can be held are a fault of their own, with separators too") {
  const auto fault = [](std::string_view text) {
    return read_written_number(text, DecimalMark::point).reading.fault;
  };
  CHECK(fault("1,000,000,000,000,000,000") == DecimalFault::too_large);
  CHECK(fault("$0.0000000000001") == DecimalFault::too_many_decimals);
  CHECK(fault("$" + std::string(100, '1')) == DecimalFault::not_a_number);
}

TEST_CASE("a cell tells the mark of its column's decimals, or leaves it open") {
  for (const std::string_view text :
       {"12.50", "1,234.56", "1,234,567", "0.125", "1234.567", "$5.5"}) {
    INFO(text);
    CHECK(mark_evidence(text) == MarkEvidence::point);
  }
  for (const std::string_view text :
       {"12,50", "1.234,56", "1.234.567", "0,125", "1234,567", "5,5 €"}) {
    INFO(text);
    CHECK(mark_evidence(text) == MarkEvidence::comma);
  }
  CHECK(mark_evidence("1,234") == MarkEvidence::either);
  CHECK(mark_evidence("€1,234") == MarkEvidence::either);
  CHECK(mark_evidence("1.234") == MarkEvidence::thousandth);
  for (const std::string_view text : {"12", "1 234", "", "x", "1,23,4", "12.0,0.1"}) {
    INFO(text);
    CHECK(mark_evidence(text) == MarkEvidence::none);
  }
}
