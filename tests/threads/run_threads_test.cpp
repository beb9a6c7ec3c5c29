#include <fmt/format.h>

#include <map>
#include <random>

#include "csm/by_customer.hpp"
#include "csm/error.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_tables.hpp"
#include "support/slow_table.hpp"

// The same bytes of output for any number of threads.

namespace csm::test {
namespace {

/// The report, or what it was refused with.
std::string outcome(const Question& question, const std::string& text, const Reading& reading) {
  try {
    return to_json_report(answer(question, text, reading));
  } catch (const Error& error) {
    return error.what();
  }
}

Reading on_threads(std::size_t threads, std::size_t block_size, bool is_strict) {
  Reading reading;
  reading.threads = threads;
  reading.block_size = block_size;
  reading.is_strict = is_strict;
  return reading;
}

struct Sum {
  std::int64_t rows = 0;
  std::int64_t amount = 0;
  void merge(const Sum& other) {
    rows += other.rows;
    amount += other.amount;
  }
};

struct SumTally {
  std::int64_t customers = 0;
  std::int64_t rows = 0;
  std::int64_t squares = 0;
  void add(const Sum& sum) {
    ++customers;
    rows += sum.rows;
    squares += sum.amount * sum.amount;
  }
  void merge(const SumTally& other) {
    customers += other.customers;
    rows += other.rows;
    squares += other.squares;
  }
  friend bool operator==(const SumTally&, const SumTally&) = default;
};

}  // namespace

TEST_CASE("a report is the same for any number of threads and any blocks") {
  std::mt19937_64 dice(21);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const char* metrics[] = {"churn", "mrr", "nps", "cohorts"};
    const std::string metric = metrics[seed % 4];
    const std::string text = slow::to_csv(metric == "nps" ? slow::random_answers(seed)
                                                          : slow::random_subscriptions(seed));
    const bool is_strict = seed % 5 == 0;
    Question question = ask(metric, seed % 2 == 0 ? "2026-05" : "");
    if (seed % 3 == 0) {
      question.by = {read_cut(metric == "nps" ? "score" : "customer_id")};
      question.max_segments = 1000;
    }
    if (seed % 7 == 0 && metric != "nps") {
      question.period = read_period("2026-04..2026-06", std::nullopt);
      question.every = Grain::month;
    }
    if (seed % 11 == 0) {
      question.list = true;
      question.list_parts = {"all"};
    }
    const std::string whole = outcome(question, text, on_threads(1, 1 << 18, is_strict));
    const std::size_t block_size = 1 + dice() % 200;
    const std::size_t threads = 2 + dice() % 6;
    INFO("seed " << seed << ", blocks of " << block_size << ", threads " << threads);
    CHECK(outcome(question, text, on_threads(threads, block_size, is_strict)) == whole);
  }
}

TEST_CASE("a long list, whose members are looked at by several threads, is the same") {
  std::mt19937_64 dice(25);
  std::string text = "customer_id,started_on,ended_on,amount,currency,note\n";
  for (int row = 0; row < 4000; ++row) {
    text += fmt::format("c{},2026-0{}-0{},{},{},USD,n{}\n", dice() % 2500, 1 + dice() % 5,
                        1 + dice() % 9, dice() % 2 == 0 ? "2026-05-20" : "", dice() % 90, row);
  }
  Question question = ask("churn", "2026-05");
  question.list = true;
  question.list_parts = {"all"};
  question.list_columns = {"note", "customer_id"};
  const std::string whole = outcome(question, text, on_threads(1, 1 << 18, false));
  CHECK(whole.find("\"part\": \"churned\"") != whole.npos);
  for (const std::size_t threads : {std::size_t{2}, std::size_t{5}}) {
    CHECK(outcome(question, text, on_threads(threads, 1 << 12, false)) == whole);
  }
}

TEST_CASE("totals below the rows are none for any number of threads and any blocks") {
  std::mt19937_64 dice(24);
  const Question question = ask("nps");
  for (int round = 0; round < 60; ++round) {
    std::string text = "name,score\n";
    const std::size_t rows = dice() % 200;
    for (std::size_t row = 0; row < rows; ++row) {
      text += dice() % 4 == 0 ? "Total,3\n" : dice() % 9 == 0 ? "b\n" : "c,10\n";
    }
    text += "d,8\n";
    const std::size_t line = rows + 3;
    const std::string whole =
        outcome(question, text + "Mean,7\nCount,4\n", on_threads(1, 1 << 18, false));
    for (int i = 0; i < 2; ++i) {
      CHECK(whole.find(fmt::format("table:{}: ", line + static_cast<std::size_t>(i))) !=
            whole.npos);
    }
    const std::size_t block_size = 1 + dice() % 100;
    const std::size_t threads = 1 + dice() % 6;
    INFO("blocks of " << block_size << ", threads " << threads);
    CHECK(outcome(question, text + "Mean,7\nCount,4\n", on_threads(threads, block_size, false)) ==
          whole);
    const Report without = answer(question, text);
    const Report with = answer(question, text + "Mean,7\nCount,4\n");
    CHECK(with.results[0].value.amount == without.results[0].value.amount);
    CHECK(with.input->rows == without.input->rows);
  }
}

TEST_CASE("of several faults the first in the file is told, whichever thread meets its own first") {
  std::mt19937_64 dice(23);
  const Question question = ask("nps");
  for (int round = 0; round < 40; ++round) {
    std::string text = "score,comment\n";
    const std::size_t rows = 5000 + dice() % 5000;
    const std::size_t first_bad = 1 + dice() % rows;
    for (std::size_t row = 1; row <= rows; ++row) {
      const bool is_bad = row == first_bad || (row > first_bad && dice() % 300 == 0);
      text += is_bad ? "eleven,x\n" : "9,well\n";
    }
    if (dice() % 2 == 0) text += "9,\"never closed\n";
    const std::string told = outcome(question, text, on_threads(4, 1 << 14, true));
    CHECK(told.starts_with("table:" + std::to_string(first_bad + 1) + ":1: score:"));
  }
}

TEST_CASE("customers gathered in any parts are those of a map") {
  std::mt19937_64 dice(22);
  for (int round = 0; round < 20; ++round) {
    const std::size_t parts = 1 + dice() % 4;
    std::vector<ByCustomer<Sum>> gathered(parts);
    std::map<std::string, Sum> wanted;
    const std::uint64_t ids = 1 + dice() % (round % 2 == 0 ? 50 : 30000);
    for (int row = 0; row < 60000; ++row) {
      const std::string id = "customer-" + std::to_string(dice() % ids);
      const Sum sum{1, static_cast<std::int64_t>(dice() % 7) - 3};
      gathered[dice() % parts].row_of(CustomerId{id}) = sum;
      wanted[id].merge(sum);
    }
    for (std::size_t i = 1; i < parts; ++i) gathered[0].merge(gathered[i]);
    SumTally tally;
    for (const auto& [id, sum] : wanted) tally.add(sum);
    CHECK(gathered[0].tally<SumTally>([](SumTally& to, const Sum& sum) { to.add(sum); }) == tally);
  }
}

TEST_CASE("customers grouped again and again while rows come are those of a map") {
  std::mt19937_64 dice(23);
  ByCustomer<Sum> gathered;
  std::map<std::string, Sum> wanted;
  const auto tally = [&] {
    return gathered.tally<SumTally>([](SumTally& to, const Sum& sum) { to.add(sum); });
  };
  for (int round = 0; round < 12; ++round) {
    ByCustomer<Sum> others;
    for (int row = 0; row < 20000; ++row) {
      const std::string id = "customer-" + std::to_string(dice() % (2000 << round / 2));
      const Sum sum{1, static_cast<std::int64_t>(dice() % 7) - 3};
      (dice() % 2 == 0 ? others : gathered).row_of(CustomerId{id}) = sum;
      wanted[id].merge(sum);
    }
    if (round % 3 == 0) others.customers();
    if (round % 2 == 0) tally();
    gathered.merge(others);
    SumTally of_map;
    for (const auto& [id, sum] : wanted) of_map.add(sum);
    CHECK(tally() == of_map);
  }
}

TEST_CASE("ids of any length that differ in a byte have different keys") {
  for (std::size_t size = 0; size < 80; ++size) {
    const std::string id(size, 'x');
    CHECK(CustomerKey::of(id) == CustomerKey::of(id));
    CHECK_FALSE(CustomerKey::of(id) == CustomerKey::of(id + "x"));
    CHECK_FALSE(CustomerKey::of(id + std::string(1, '\0')) == CustomerKey::of(id));
    for (std::size_t i = 0; i < size; ++i) {
      std::string other = id;
      other[i] = 'y';
      CHECK_FALSE(CustomerKey::of(id) == CustomerKey::of(other));
    }
  }
}

}  // namespace csm::test
