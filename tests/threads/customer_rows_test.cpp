#include "metrics/customer_rows.hpp"

#include <map>
#include <random>

#include "support/catch.hpp"

// Rows of whole customers, gathered apart and looked at on several threads.

namespace csm::test {
namespace {

/// Digits of a customer's rows in their order: what depends on all of them at once.
struct Words {
  std::map<std::string, int> seen;

  void add(std::span<const int> rows) {
    std::string word;
    for (const int row : rows) word += std::to_string(row);
    ++seen[word];
  }
  void merge(const Words& other) {
    for (const auto& [word, n] : other.seen) seen[word] += n;
  }
};

Words words_of(CustomerRows<int>& rows) {
  return rows.tally<Words>([](Words& to, std::span<const int> customer) { to.add(customer); });
}

}  // namespace

TEST_CASE("rows gathered in any parts are those of whole customers, each in its order") {
  std::mt19937_64 dice(31);
  for (int round = 0; round < 20; ++round) {
    const std::size_t parts = 1 + dice() % 5;
    std::vector<CustomerRows<int>> gathered(parts);
    std::map<std::string, std::vector<int>> wanted;
    const std::uint64_t ids = 1 + dice() % (round % 2 == 0 ? 20 : 20000);
    for (int row = 0; row < 20000; ++row) {
      const std::string id = "customer-" + std::to_string(dice() % ids);
      const int digit = static_cast<int>(dice() % 10);
      gathered[dice() % parts].add(CustomerId{id}, digit);
      wanted[id].push_back(digit);
    }
    Words words;
    for (auto& [id, digits] : wanted) {
      std::sort(digits.begin(), digits.end());
      words.add(digits);
    }
    for (std::size_t i = 1; i < parts; ++i) gathered[0].merge(gathered[i]);
    CHECK(words_of(gathered[0]).seen == words.seen);
  }
}

TEST_CASE("rows that are a customer alone are never put together") {
  CustomerRows<int> one;
  CustomerRows<int> other;
  for (const int row : {1, 2, 2}) one.add_alone(row);
  for (const int row : {2, 3}) other.add_alone(row);
  one.merge(other);
  CHECK(words_of(one).seen == std::map<std::string, int>{{"1", 1}, {"2", 3}, {"3", 1}});
}

TEST_CASE("of nobody there are no rows") {
  CustomerRows<int> nobody;
  CHECK(words_of(nobody).seen.empty());
}

}  // namespace csm::test
