#include "csm/exchange_rates.hpp"

#include "csm/error.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

const Currency usd = *Currency::of("USD");
const Currency eur = *Currency::of("EUR");

Date day(const char* text) { return *read_iso_date(text); }
ExchangeRates::Rate rate(const char* number) {
  return *ExchangeRates::rate_of(read_decimal(number).value);
}

ExchangeRates some_rates() {
  ExchangeRates rates(eur, "rates.csv");
  CHECK(rates.add(usd, day("2026-05-15"), rate("0.95")));
  CHECK(rates.add(usd, day("2026-04-30"), rate("0.9")));
  return rates;
}

}  // namespace

TEST_CASE("a rate holds from its day until the day of the next one") {
  const ExchangeRates rates = some_rates();
  CHECK_FALSE(rates.find(usd, day("2026-04-29")));
  CHECK(rates.find(usd, day("2026-04-30")) == rate("0.9"));
  CHECK(rates.find(usd, day("2026-05-14")) == rate("0.9"));
  CHECK(rates.find(usd, day("2026-05-15")) == rate("0.95"));
  CHECK(rates.find(usd, never) == rate("0.95"));
  CHECK(rates.newest() == day("2026-05-15"));
}

TEST_CASE("the currency itself is worth one of it on any day") {
  CHECK(some_rates().find(eur, Date::min()) == ExchangeRates::Rate{1, 1});
}

TEST_CASE("a day has one rate: the same again is taken, another is not") {
  ExchangeRates rates = some_rates();
  CHECK(rates.add(usd, day("2026-04-30"), rate("0.90")));
  CHECK_FALSE(rates.add(usd, day("2026-04-30"), rate("0.91")));
  CHECK(rates.find(usd, day("2026-04-30")) == rate("0.9"));
}

TEST_CASE("a rate is above 0 and has no more digits than 63 bits hold") {
  CHECK(ExchangeRates::rate_of(read_decimal("0.000000000001").value) ==
        ExchangeRates::Rate{1, 1'000'000'000'000});
  CHECK(ExchangeRates::rate_of(Decimal{9000000}) == ExchangeRates::Rate{9000000, 1});
  CHECK_FALSE(ExchangeRates::rate_of(Decimal{0}));
  CHECK_FALSE(ExchangeRates::rate_of(Decimal{-1}));
  CHECK_FALSE(ExchangeRates::rate_of(read_decimal("9300000.000000000001").value));
}

TEST_CASE("an amount at a rate is rounded to a whole number, half to even, below 0 too") {
  CHECK(at_rate(10, {1, 4}) == 2);    // 2.5
  CHECK(at_rate(14, {1, 4}) == 4);    // 3.5
  CHECK(at_rate(-10, {1, 4}) == -2);  // -2.5
  CHECK(at_rate(-14, {1, 4}) == -4);
  CHECK(at_rate(100, {1, 3}) == 33);
  CHECK(at_rate(200, {1, 3}) == 67);
  CHECK(at_rate(-200, {1, 3}) == -67);
  CHECK(at_rate(7, {1, 1}) == 7);
}

TEST_CASE("amounts near the largest are converted exactly, and beyond it that fails") {
  const Int128 large = Int128{1} << 120;
  CHECK(at_rate(large, {3, 2}) == large / 2 * 3);
  CHECK(at_rate(large + 1, {1, 1}) == large + 1);
  constexpr std::int64_t most = 9'223'372'036'854'775'807;
  CHECK(at_rate(large, {most, most}) == large);
  CHECK(test::fails_with(ErrorCode::failed, [&] { at_rate(large, {1 << 10, 1}); }));
}
