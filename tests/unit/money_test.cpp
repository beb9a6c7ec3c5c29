#include "csm/money.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

Money money(std::string_view amount, std::string_view currency) {
  return {dec(amount), Currency::of(currency).value()};
}

std::string printed(std::string_view amount, std::string_view currency) {
  return to_decimal(money(amount, currency));
}

}  // namespace

TEST_CASE("the table of currencies is sorted and has 159 distinct codes of three capitals") {
  const auto codes = currency_codes();
  CHECK(codes.size() == 159);
  CHECK(std::is_sorted(codes.begin(), codes.end()));
  CHECK(std::set<std::string_view>(codes.begin(), codes.end()).size() == 159);
  for (const std::string_view code : codes) {
    INFO(code);
    CHECK(code.size() == 3);
    CHECK(std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
    REQUIRE(Currency::of(code));
    CHECK(Currency::of(code)->code() == code);
    CHECK(Currency::of(code)->is_known());
  }
}

TEST_CASE("the currencies that amounts come in most are all known") {
  for (const std::string_view code :
       {"USD", "EUR", "JPY", "GBP", "CNY", "AUD", "CAD", "CHF", "HKD", "SGD", "SEK", "KRW",
        "NOK", "NZD", "INR", "MXN", "TWD", "ZAR", "BRL", "DKK", "PLN", "THB", "ILS", "IDR",
        "CZK", "AED", "TRY", "HUF", "CLP", "SAR", "PHP", "MYR", "COP", "RUB", "RON"}) {
    INFO(code);
    CHECK(Currency::of(code));
  }
}

// ISO 4217, list one, column "minor unit".
TEST_CASE("a currency has the decimals of its minor unit in ISO 4217") {
  const std::set<std::string_view> none = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                           "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  const std::set<std::string_view> three = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  for (const std::string_view code : currency_codes()) {
    INFO(code);
    const int expected = none.contains(code) ? 0 : three.contains(code) ? 3 : code == "CLF" ? 4 : 2;
    CHECK(Currency::of(code)->decimals() == expected);
  }
  CHECK(Currency::of("JPY")->decimals() == 0);
  CHECK(Currency::of("USD")->decimals() == 2);
  CHECK(Currency::of("KWD")->decimals() == 3);
  CHECK(Currency::of("CLF")->decimals() == 4);
  CHECK(Currency{}.decimals() == 2);
}

TEST_CASE("a currency is the same in any case") {
  for (const std::string_view word : {"usd", "Usd", "uSD", "USD"}) {
    REQUIRE(Currency::of(word));
    CHECK(Currency::of(word)->code() == "USD");
    CHECK(*Currency::of(word) == *Currency::of("USD"));
  }
}

TEST_CASE("a word that ISO 4217 does not list is no currency") {
  for (const std::string_view word : {"", "US", "USDX", "US$", "$", "€", "ABC", "XXX", "XAU", "XTS",
                                      "BTC", "U D", " USD", "usd "}) {
    INFO(word);
    CHECK_FALSE(Currency::of(word));
  }
  CHECK_FALSE(Currency{}.is_known());
  CHECK(Currency{}.code().empty());
}

TEST_CASE("amounts of one currency are added exactly") {
  CHECK(money("0.1", "USD") + money("0.2", "USD") == money("0.3", "USD"));
  CHECK(money("1", "USD") - money("0.99", "USD") == money("0.01", "USD"));
  CHECK(money("1", "USD") - money("2", "USD") == money("-1", "USD"));
  CHECK(Money{dec("1"), {}} + Money{dec("2"), {}} == Money{dec("3"), {}});
}

TEST_CASE("amounts of two currencies are never added") {
  const Money dollars = money("1", "USD");
  const Money euros = money("1", "EUR");
  const Money unknown{dec("1"), {}};
  CHECK(test::fails_with(ErrorCode::failed, [&] { return dollars + euros; }));
  CHECK(test::fails_with(ErrorCode::failed, [&] { return dollars - euros; }));
  CHECK(test::fails_with(ErrorCode::failed, [&] { return dollars + unknown; }));
}

TEST_CASE("money is rounded once, half to even, to the decimals of its currency") {
  CHECK(printed("12500", "USD") == "12500.00");
  CHECK(printed("2.665", "USD") == "2.66");
  CHECK(printed("2.675", "USD") == "2.68");
  CHECK(printed("2.6650000001", "USD") == "2.67");
  CHECK(printed("0.005", "USD") == "0.00");
  CHECK(printed("0.015", "USD") == "0.02");
  CHECK(printed("9.995", "USD") == "10.00");
  CHECK(printed("0.5", "JPY") == "0");
  CHECK(printed("1.5", "JPY") == "2");
  CHECK(printed("2.5", "JPY") == "2");
  CHECK(printed("1.2345", "KWD") == "1.234");
  CHECK(printed("1.2355", "KWD") == "1.236");
  CHECK(printed("1.23456", "CLF") == "1.2346");
  CHECK(printed("0.0049999", "USD") == "0.00");  // by way of 0.005 it would be 0.00 or 0.01
}

TEST_CASE("a negative amount rounds like its opposite, and never to a negative zero") {
  CHECK(printed("-2.665", "USD") == "-2.66");
  CHECK(printed("-2.675", "USD") == "-2.68");
  CHECK(printed("-0.01", "USD") == "-0.01");
  CHECK(printed("-0.005", "USD") == "0.00");
  CHECK(printed("-0.5", "JPY") == "0");
  CHECK(printed("-9.995", "USD") == "-10.00");
}
