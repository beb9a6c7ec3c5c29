#include "bench/bench_tables.hpp"

#include <iterator>
#include <random>

#include "csm/date.hpp"

namespace csm::bench {
namespace {

std::string day(std::mt19937_64& dice, int first_year, int years) {
  const auto pick = [&](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
  return to_iso(*make_date(first_year + pick(years), 1 + pick(12), 1 + pick(28)));
}

}  // namespace

std::string customer_id(std::size_t number) {
  constexpr std::string_view letters =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::mt19937_64 dice(number);
  std::string id = "cus_";
  for (int i = 0; i < 14; ++i) id += letters[dice() % letters.size()];
  return id;
}

std::string customers_csv(std::size_t rows) {
  std::mt19937_64 dice(1);
  std::string text = "customer_id,name,email,plan,country,started_on,churned_on,mrr,currency\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string number = std::to_string(i);
    text += customer_id(i) + ",Ada " + number + ",ada" + number + "@example.com,pro,FR," +
            day(dice, 2019, 5) + "," + (dice() % 3 == 0 ? day(dice, 2024, 2) : "") + ",49.00,USD\n";
  }
  return text;
}

std::string answers_csv(std::size_t rows) {
  constexpr const char* comments[] = {
      "", "", "", "fine", "\"slow, but kind\"", "\"said \"\"no\"\"\"", "\"two\nlines\""};
  std::mt19937_64 dice(2);
  std::string text = "response_id,customer_id,responded_at,score,comment\n";
  for (std::size_t i = 0; i < rows; ++i) {
    text += "r" + std::to_string(i) + "," + customer_id(dice() % rows) + "," + day(dice, 2024, 1) +
            "T09:15:30Z," + std::to_string(dice() % 11) + "," +
            comments[dice() % std::size(comments)] + "\n";
  }
  return text;
}

std::string subscriptions_header() {
  return "subscription_id,customer_id,plan,interval,amount,quantity,currency,status,started_at,"
         "canceled_at\n";
}

std::string subscriptions_part(std::size_t first, std::size_t rows, std::size_t all) {
  constexpr const char* plans[] = {",free,month,0.00", ",starter,month,19.00", ",pro,year,490.00",
                                   ",business,month,99.00"};
  std::mt19937_64 dice(first);
  std::string text;
  for (std::size_t i = first; i < first + rows; ++i) {
    const bool has_ended = dice() % 2 == 0;
    const std::size_t customer = dice() % (all * 2 / 5);
    text += "sub_" + std::to_string(i) + ",cus_" +
            std::to_string(10'000'000'000'000 + customer * 7'919'000'003 % 89'999'999'999'999) +
            plans[dice() % std::size(plans)] + "," + std::to_string(1 + dice() % 3) + ",USD," +
            (has_ended ? "canceled," : "active,") + day(dice, 2019, 6) + "," +
            (has_ended ? day(dice, 2025, 1) : "") + "\n";
  }
  return text;
}

}  // namespace csm::bench
