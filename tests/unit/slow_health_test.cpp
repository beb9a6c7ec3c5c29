#include "support/slow_health.hpp"

#include "support/catch.hpp"
#include "support/random_health.hpp"

using namespace csm::slow;

namespace {

const int may = day_of("2026-05-01");
const int june = day_of("2026-06-01");

/// logins weigh 3 on 0..20, tickets 2 on 10..0.
HealthOptions two_factors() {
  HealthOptions options;
  options.factors = {{"logins", "3", "0", "20"}, {"tickets", "2", "10", "0"}};
  return options;
}

Table of(std::vector<std::string> header, std::vector<std::vector<std::string>> rows) {
  return {std::move(header), std::move(rows)};
}

}  // namespace

TEST_CASE("slow health: each factor is brought to its line, clipped and weighed") {
  // a: logins 15 of 20 are 75, tickets 4 on 10..0 are 60: (3 x 75 + 2 x 60) / 5 = 69
  // b: logins 30 are clipped to 100, tickets 12 to 0: 300 / 5 = 60
  const HealthFigures health =
      slow_health(of({"customer_id", "logins", "tickets"}, {{"a", "15", "4"}, {"b", "30", "12"}}),
                  two_factors());
  REQUIRE(health.list.size() == 2);
  CHECK(health.list[0].id == "b");
  CHECK(health.list[0].score == Rational(60));
  CHECK(health.list[1].score == Rational(69));
  CHECK(health.list[1].shares[0] == Rational(45));
  CHECK(health.list[1].shares[1] == Rational(24));
  CHECK(health.mean == Rational(129, 2));
  CHECK(health.median == Rational(129, 2));
  CHECK_FALSE(health.has_movers);
}

TEST_CASE("slow health: 60 % of the weight is enough, less is not") {
  // Logins alone are 3 of 5, tickets alone 2 of 5.
  const HealthFigures health = slow_health(
      of({"customer_id", "logins", "tickets"}, {{"a", "10", "-"}, {"b", "", "0"}}), two_factors());
  CHECK(health.customers == 2);
  CHECK(health.scored == 1);
  CHECK(health.bands.at("yellow") == 1);
  CHECK(health.bands.at("insufficient") == 1);
  CHECK(health.list[0].score == Rational(50));
  CHECK(health.list[1].id == "b");
  CHECK_FALSE(health.list[1].score);
}

TEST_CASE("slow health: raw answers are added, and their band is of the most they could be") {
  HealthOptions options;
  options.is_sum = true;
  options.factors = {{"q1"}, {"q2"}, {"q3"}, {"q4"}, {"q5"}};
  // a: 8 + 7 + 9 = 24 of 30 is 80 %; b: 2 + 2 + 2 + 2 + 10 = 18 of 50 is 36 %; c: two of five
  const HealthFigures health = slow_health(
      of({"customer_id", "q1", "q2", "q3", "q4", "q5"}, {{"a", "8", "", "7", "9", ""},
                                                         {"b", "2", "2", "2", "2", "10"},
                                                         {"c", "9", "9", "", "", ""},
                                                         {"d", "0.5", "9", "9", "9", "9"}}),
      options);
  CHECK(health.bad == 1);
  CHECK(health.bands.at("green") == 1);
  CHECK(health.bands.at("red") == 1);
  CHECK(health.bands.at("insufficient") == 1);
  CHECK(health.mean == Rational(21));
  CHECK(health.list[0].id == "b");
}

TEST_CASE("slow health: the latest row before the period's end counts, and movers before it") {
  // a: 40 in April, 80 in May: red to green; b: 70 in May only; c: June only; d: April only
  HealthOptions options;
  options.factors = {{"use"}};
  const Table table = of({"customer_id", "measured_on", "use"}, {{"a", "2026-04-30", "40"},
                                                                 {"a", "2026-05-31", "80"},
                                                                 {"a", "2026-06-01", "10"},
                                                                 {"b", "2026-05-01", "70"},
                                                                 {"c", "2026-06-01", "70"},
                                                                 {"d", "2026-04-01", "90"},
                                                                 {"d", "", "10"}});
  options.begin = may;
  options.end = june;
  HealthFigures health = slow_health(table, options);
  CHECK(health.customers == 3);
  CHECK(health.mean == Rational(80));
  CHECK(health.compared == 2);
  CHECK(health.improved == 1);
  CHECK(health.worsened == 0);
  CHECK(health.after_end == 2);
  CHECK(health.earlier == 1);
  CHECK(health.others == 0);
  CHECK(health.undated == 1);
  options.begin.reset();
  options.end.reset();
  // a: 10 now, 80 before; the others have one day each
  health = slow_health(table, options);
  CHECK(health.customers == 4);
  CHECK(health.compared == 1);
  CHECK(health.worsened == 1);
}

TEST_CASE("slow health: of one day's rows the lowest counts, insufficient below any") {
  const std::vector<std::string> header = {"customer_id", "logins", "tickets", "mrr"};
  // 10 and 2.5 are (150 + 150) / 5 = 60; 14 and 5.5 are (210 + 90) / 5 = 60
  const std::vector<std::string> low = {"a", "10", "2.5", "7"};
  const std::vector<std::string> cheap = {"a", "10", "2.5", "6"};
  const std::vector<std::string> tied = {"a", "14", "5.5", "1"};
  const std::vector<std::string> high = {"a", "20", "0", "0"};
  const std::vector<std::string> unknown = {"a", "", "0", "9"};
  const auto mrr = [&](std::vector<std::vector<std::string>> rows) {
    return slow_health(of(header, std::move(rows)), two_factors()).mrr.begin()->second;
  };
  CHECK(mrr({low, high}) == 7);
  CHECK(mrr({tied, low}) == 7);
  CHECK(mrr({low, cheap, tied, high}) == 6);
  CHECK(mrr({low, unknown, high}) == 9);
}

TEST_CASE("slow health: a score is rounded once, half to even, its band is not") {
  CHECK(rounded_half_even(Rational(1, 3)) == *parse_decimal("0.333333333333"));
  CHECK(rounded_half_even(Rational(2, 3)) == *parse_decimal("0.666666666667"));
  CHECK(rounded_half_even(*parse_decimal("0.0000000000005")) == 0);
  CHECK(rounded_half_even(*parse_decimal("0.0000000000015")) == *parse_decimal("0.000000000002"));
  CHECK(rounded_half_even(*parse_decimal("-0.0000000000015")) == *parse_decimal("-0.000000000002"));
  // 3 factors: 100, 100, 24.999999999999 are 74.9999999999996..., rounded to 75, and still yellow
  HealthOptions options;
  options.factors = {{"a"}, {"b"}, {"c"}};
  const HealthFigures health = slow_health(
      of({"customer_id", "a", "b", "c"}, {{"x", "100", "100", "24.999999999999"}}), options);
  CHECK(health.list[0].score == *parse_decimal("75"));
  CHECK(health.bands.at("yellow") == 1);
}

TEST_CASE("slow health: MRR stands by currency and band of the row that counts") {
  const HealthFigures health = slow_health(
      of({"customer_id", "logins", "tickets", "mrr", "currency"}, {{"a", "20", "0", "100", "usd"},
                                                                   {"b", "20", "1", "50.5", "USD"},
                                                                   {"c", "0", "10", "7", "EUR"},
                                                                   {"d", "", "", "", "EUR"},
                                                                   {"e", "0", "10", "-1", "EUR"},
                                                                   {"f", "0", "ten", "1", "EUR"}}),
      two_factors());
  CHECK(health.mrr.size() == 2);
  CHECK(health.mrr.at({"USD", "green"}) == Rational(301, 2));
  CHECK(health.mrr.at({"EUR", "red"}) == 7);
  CHECK(health.bad == 2);
}

TEST_CASE("random tables of health meet every rule often") {
  long bad = 0;
  long undated = 0;
  long after_end = 0;
  long others = 0;
  long earlier = 0;
  long moved = 0;
  std::map<std::string, long> bands;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const HealthCase drawn = random_health(seed);
    const HealthFigures health = slow_health(drawn.table, drawn.options);
    CHECK(health.customers == static_cast<long>(health.list.size()));
    CHECK(health.bad + health.undated + health.after_end + health.others + health.earlier +
              health.customers ==
          static_cast<long>(drawn.table.rows.size()));
    bad += health.bad;
    undated += health.undated;
    after_end += health.after_end;
    others += health.others;
    earlier += health.earlier;
    moved += health.improved + health.worsened;
    for (const auto& [band, count] : health.bands) bands[band] += count;
  }
  CAPTURE(bad, undated, after_end, others, earlier, moved);
  CHECK(bad > 300);
  CHECK(undated > 100);
  CHECK(after_end > 100);
  CHECK(others > 500);
  CHECK(earlier > 100);
  CHECK(moved > 50);
  for (const char* band : {"red", "yellow", "green", "insufficient"}) CHECK(bands[band] > 150);
}
