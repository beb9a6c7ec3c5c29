#include "csm/cube.hpp"

#include <string>
#include <utility>

#include "support/catch.hpp"

namespace csm::test {
namespace {

struct Sum {
  int amount = 0;
  void merge(const Sum& other) { amount += other.amount; }
  friend bool operator==(const Sum&, const Sum&) = default;
};

TEST_CASE("a cube finds each key's tally, whichever was asked for before") {
  Cube<std::string, Sum> cube;
  for (int round = 0; round < 3; ++round) {
    cube["a"].amount += 1;
    cube["a"].amount += 1;
    cube["b"].amount += 10;
  }
  CHECK(cube.size() == 2);
  CHECK(cube["a"].amount == 6);
  CHECK(cube["b"].amount == 30);
}

TEST_CASE("copied, moved and assigned cubes have tallies of their own") {
  Cube<std::string, Sum> cube;
  cube["a"].amount = 1;
  Cube<std::string, Sum> copy = cube;
  copy["a"].amount += 1;
  CHECK(cube["a"].amount == 1);
  Cube<std::string, Sum> moved = std::move(copy);
  copy = {};
  copy["a"].amount += 5;
  CHECK(moved["a"].amount == 2);
  CHECK(copy["a"].amount == 5);
  copy = cube;
  copy["a"].amount += 1;
  CHECK(cube["a"].amount == 1);
  CHECK(copy == moved);
  cube = std::move(copy);
  cube["a"].amount += 1;
  CHECK(cube["a"].amount == 3);
}

}  // namespace
}  // namespace csm::test
