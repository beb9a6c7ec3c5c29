#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <vector>

#include "csm/by_customer.hpp"
#include "csm/customer_map.hpp"
#include "csm/customer_pieces.hpp"
#include "csm/error.hpp"
#include "csm/records/kept_row.hpp"
#include "csm/run.hpp"
#include "csm/segments.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"

// What is kept of customers stays within what it may take, and is given back.

namespace csm::test {
namespace {

struct Sum {
  std::int64_t amount = 0;
  void merge(const Sum& other) { amount += other.amount; }
};

/// Only in here there is a limit.
struct Limit {
  explicit Limit(std::uint64_t bytes) { CustomerMemory::allow(bytes); }
  ~Limit() { CustomerMemory::allow(0); }
};

std::string id_of(std::int64_t customer) { return "customer-" + std::to_string(customer); }

/// How many customers fit, and what is said then.
struct Outcome {
  std::int64_t customers = 0;
  std::string told;
};

template <class Add>
Outcome fill(const Add& add) {
  Outcome outcome;
  try {
    for (; outcome.customers < 1'000'000; ++outcome.customers) add(id_of(outcome.customers));
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::failed);
    outcome.told = error.what();
  }
  return outcome;
}

TEST_CASE("customers beyond the limit end in an error that says how many and how much") {
  const std::int64_t before = CustomerMemory::taken();
  const Limit limit(1 << 20);
  {
    ByCustomer<Sum> gathered;
    const Outcome outcome =
        fill([&](const std::string& id) { gathered.row_of(CustomerId{id}) = {1}; });
    // An entry of the key's 15 bytes and the state's 8 takes 24; pieces may not be full.
    CHECK(outcome.customers <= (1 << 20) / 24);
    CHECK(outcome.customers > (1 << 20) / 24 / 2);
    CHECK(outcome.told.starts_with("--memory: the customers outgrow the 1.0 MiB"));
    CHECK(outcome.told.find(", after about 4") != std::string::npos);
    CHECK(CustomerMemory::taken() <= before + (1 << 20));
    CHECK(gathered.customers() == outcome.customers);
  }
  CHECK(CustomerMemory::taken() == before);
}

TEST_CASE("rows of few customers never outgrow a limit that the customers fit into") {
  const Limit limit(1 << 18);
  ByCustomer<Sum> gathered;
  for (std::int64_t row = 0; row < 200'000; ++row)
    gathered.row_of(CustomerId{id_of(row % 2000)}) = {1};
  CHECK(gathered.customers() == 2000);
  CHECK(gathered.count([](const Sum& sum) { return sum.amount == 100; }) == 2000);
}

TEST_CASE("states with lists count against the limit with all their items") {
  struct Days {
    CustomerList<std::int64_t> days;
    void merge(const Days& other) { days.insert(days.end(), other.days.begin(), other.days.end()); }
  };
  const std::int64_t before = CustomerMemory::taken();
  const Limit limit(4 << 20);
  {
    CustomerMap<Days> one;
    const Outcome outcome = fill([&](const std::string&) { one[{"x"}].days.push_back(1); });
    CHECK(outcome.customers <= (4 << 20) / 8);
    CHECK(outcome.customers > (4 << 20) / 8 / 4);
    CHECK(outcome.told.starts_with("--memory: the customers outgrow the 4.0 MiB"));
  }
  CustomerMap<Days> many;
  CHECK(fill([&](const std::string& id) { many[{id}]; }).customers < (4 << 20) / 40);
  CHECK(CustomerMemory::taken() <= before + (4 << 20) + (1 << 16));
}

TEST_CASE("merged maps hold each customer once, whichever of them had it") {
  std::mt19937_64 dice(31);
  for (int round = 0; round < 50; ++round) {
    CustomerMap<Sum> maps[3];
    std::map<std::string, std::int64_t> wanted;
    for (int row = 0; row < 300; ++row) {
      const std::string id = id_of(static_cast<std::int64_t>(dice() % 100));
      const auto amount = static_cast<std::int64_t>(dice() % 9);
      maps[dice() % 3][{id}].merge({amount});
      wanted[id] += amount;
    }
    maps[0].merge(maps[1]);
    maps[0].merge(maps[2]);
    std::map<std::string, std::int64_t> found;
    maps[0].for_each(
        [&](CustomerId id, const Sum& sum) { found[std::string(id.text)] += sum.amount; });
    CHECK(found == wanted);
  }
}

TEST_CASE("pieces that are in use never overlap, whoever takes them and gives them back") {
  std::atomic<int> overlaps = 0;
  run_on_threads(4, [&](std::size_t thread) {
    struct Piece {
      std::size_t bytes;
      unsigned char* at;
    };
    std::mt19937_64 dice(40 + thread);
    std::vector<Piece> taken;
    for (int round = 0; round < 3000; ++round) {
      const std::size_t bytes = std::size_t{23 * 64} << dice() % 5;
      taken.push_back({bytes, static_cast<unsigned char*>(CustomerPieces::take(bytes))});
      std::fill_n(taken.back().at, bytes, static_cast<unsigned char>(thread));
      if (taken.size() < 40) continue;
      std::swap(taken[dice() % taken.size()], taken.back());
      const Piece piece = taken.back();
      taken.pop_back();
      const auto others = std::count_if(piece.at, piece.at + piece.bytes,
                                        [&](unsigned char byte) { return byte != thread; });
      overlaps += others > 0 ? 1 : 0;
      CustomerPieces::give_back(piece.at, piece.bytes);
    }
    for (const Piece& piece : taken) CustomerPieces::give_back(piece.at, piece.bytes);
  });
  CHECK(overlaps == 0);
}

TEST_CASE("a piece larger than any block is taken whole") {
  constexpr std::size_t bytes = std::size_t{20} << 20;
  auto* piece = static_cast<unsigned char*>(CustomerPieces::take(bytes));
  std::fill_n(piece, bytes, static_cast<unsigned char>(7));
  CHECK(piece[bytes - 1] == 7);
  CustomerPieces::give_back(piece, bytes);
  CHECK(CustomerPieces::take(bytes) == piece);
  CustomerPieces::give_back(piece, bytes);
}

TEST_CASE("each customer is tallied with what something else knows of it") {
  struct Pairs {
    std::int64_t known = 0;
    std::int64_t unknown = 0;
    std::int64_t products = 0;
    void merge(const Pairs& other) {
      known += other.known;
      unknown += other.unknown;
      products += other.products;
    }
  };
  std::mt19937_64 dice(32);
  for (int round = 0; round < 20; ++round) {
    const std::uint64_t ids = 1 + dice() % (round % 2 == 0 ? 40 : 20000);
    ByCustomer<Sum> ones[2];
    ByCustomer<Sum> others[2];
    std::map<std::uint64_t, std::int64_t> one;
    std::map<std::uint64_t, std::int64_t> other;
    for (int row = 0; row < 20000; ++row) {
      const std::uint64_t id = dice() % ids;
      const auto amount = static_cast<std::int64_t>(dice() % 5);
      const bool is_one = dice() % 2 == 0;
      (is_one ? ones : others)[dice() % 2].row_of(
          CustomerId{id_of(static_cast<std::int64_t>(id))}) = {amount};
      (is_one ? one : other)[id] += amount;
    }
    ones[0].merge(ones[1]);
    others[0].merge(others[1]);
    Pairs wanted;
    for (const auto& [id, amount] : one) {
      const auto found = other.find(id);
      ++(found == other.end() ? wanted.unknown : wanted.known);
      if (found != other.end()) wanted.products += amount * found->second;
    }
    const auto pairs =
        ones[0].tally_beside<Pairs>(others[0], [](Pairs& to, const Sum& a, const Sum* b) {
          ++(b == nullptr ? to.unknown : to.known);
          if (b != nullptr) to.products += a.amount * b->amount;
        });
    CHECK(pairs.known == wanted.known);
    CHECK(pairs.unknown == wanted.unknown);
    CHECK(pairs.products == wanted.products);
  }
}

TEST_CASE("a customer and a day are one key, whatever the days") {
  ByCustomer<Presence> days;
  for (std::int64_t row = 0; row < 60'000; ++row) {
    const CustomerKey customer = CustomerKey::of(id_of(row % 100));
    days.row_of(customer.with(static_cast<std::uint32_t>(row / 100 % 300)));
  }
  CHECK(days.customers() == 100 * 300);
}

TEST_CASE("texts within states count against the limit with what the system takes for them") {
  struct Named {
    CustomerText text;
    void merge(const Named&) {}
  };
  const std::int64_t before = CustomerMemory::taken();
  const Limit limit(4 << 20);
  {
    CustomerMap<Named> named;
    const Outcome outcome =
        fill([&](const std::string& id) { named[{id}].text.assign(1000, 'x'); });
    CHECK(outcome.customers < (4 << 20) / 1000);
    CHECK(outcome.customers > (4 << 20) / 1000 / 2);
  }
  CHECK(CustomerMemory::taken() <= before + (1 << 16));
}

TEST_CASE("what stands beside lists is on the account as long as they are, and twice for a copy") {
  const std::int64_t before = CustomerMemory::taken();
  const Limit limit(8 << 20);
  {
    CustomerShare one;
    one.take(3 << 20);
    CHECK(CustomerMemory::taken() == before + (3 << 20));
    const CustomerShare moved = std::move(one);
    CHECK(CustomerMemory::taken() == before + (3 << 20));
    const CustomerShare copy = moved;
    CHECK(CustomerMemory::taken() == before + (6 << 20));
    CHECK_THROWS_AS(CustomerShare(moved), Error);
    CHECK(CustomerMemory::taken() == before + (6 << 20));
  }
  CHECK(CustomerMemory::taken() == before);
}

TEST_CASE("rows that are kept count with their texts and values, which copies share") {
  const std::int64_t before = CustomerMemory::taken();
  const Limit none(0);
  {
    const std::string comment(1 << 20, 'x');
    Answer answer;
    answer.comment.text = comment;
    const KeptRow kept(answer);
    CHECK(CustomerMemory::taken() >= before + (1 << 20) - (1 << 16));
    const KeptRow copy = kept;  // NOLINT: what is looked at
    CHECK(CustomerMemory::taken() <= before + (1 << 20) + (1 << 17));
    const std::vector<std::optional<Decimal>> values(1 << 16);
    Factors factors;
    factors.values = values;
    const KeptRow of_factors(factors);
    CHECK(CustomerMemory::taken() >= before + (1 << 21));
  }
  CHECK(std::abs(CustomerMemory::taken() - before) <= 1 << 16);
}

TEST_CASE("segments count with their texts") {
  const Limit limit(1 << 20);
  Segments segments({read_cut("plan")}, 1'000'000);
  const Outcome outcome = fill([&](const std::string& id) {
    segments.code_of({{0, id + std::string(100, 'x')}});
  });
  CHECK(outcome.customers < (1 << 20) / 200);
  CHECK(outcome.customers > (1 << 20) / 200 / 4);
}

std::string table_of(int customers) {
  std::string text = "customer_id,started_on,ended_on\n";
  for (int i = 0; i < customers; ++i) text += id_of(i) + ",2026-01-01,\n";
  return text;
}

/// What a run ends in instead of a report.
std::string refusal(int customers, const Reading& reading) {
  try {
    answer(ask("churn"), table_of(customers), reading);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a run within the limit does not depend on it, and beyond it says so on any threads") {
  const Limit none(0);
  for (const std::size_t threads : {1U, 2U, 5U}) {
    Reading reading;
    reading.threads = threads;
    reading.block_size = 1 << 14;
    reading.memory = 64 << 20;
    const Report report = answer(ask("churn"), table_of(30000), reading);
    CHECK(fact(report.results[0], "opening") == Ratio{0, 1});
    CHECK(fact(report.results[0], "closing") == Ratio{30000, 1});
    reading.memory = 1 << 16;
    CHECK(refusal(30000, reading).starts_with("--memory: the customers outgrow the 64.0 KiB"));
  }
}

TEST_CASE(
    "a list beyond the limit ends in the same words, also where the figure keeps no customers") {
  const Limit none(0);
  std::string answers = "response_id,customer_id,answered_on,score\n";
  for (int i = 0; i < 20'000; ++i) {
    answers += "r" + id_of(i) + "," + id_of(i) + ",2026-05-03,9\n";
  }
  for (const std::size_t threads : {1U, 2U}) {
    Reading reading;
    reading.threads = threads;
    reading.block_size = 1 << 14;
    reading.memory = 2 << 20;
    CHECK(fact(answer(ask("nps"), answers, reading).results[0], "promoters") == Ratio{20'000, 1});
    Question question = ask("nps");
    question.list = true;
    try {
      answer(question, answers, reading);
      FAIL("a list of 20,000 rows fits into 2 MiB");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::failed);
      CHECK(std::string(error.what()).starts_with("--memory: the customers outgrow the 2.0 MiB"));
    }
    reading.memory = 64 << 20;
    CHECK(answer(question, answers, reading).list->rows.size() == 20'000);
  }
}

TEST_CASE("how much memory there is is asked once, and not for a small file") {
  const Limit none(0);
  std::atomic<int> asked = 0;
  Reading reading;
  reading.threads = 2;
  reading.find_memory = [&] {
    ++asked;
    return std::uint64_t{1} << 30;
  };
  CHECK(refusal(20, reading).empty());
  CHECK(asked == 0);
  CHECK(refusal(500'000, reading).empty());
  CHECK(asked == 1);
  reading.find_memory = [] { return std::uint64_t{9} << 20; };
  CHECK(refusal(500'000, reading).starts_with("--memory: the customers outgrow the 9.0 MiB"));
}

}  // namespace
}  // namespace csm::test
