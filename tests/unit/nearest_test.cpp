#include "text/nearest.hpp"

#include <array>

#include "support/catch.hpp"

using namespace csm;

namespace {

constexpr std::array<std::string_view, 6> commands = {"churn", "mrr",  "expansion",
                                                      "nps",   "csat", "retention-cost"};

}  // namespace

TEST_CASE("a slip of the finger is understood: a letter more, less, changed or swapped") {
  CHECK(nearest("churnn", commands) == "churn");
  CHECK(nearest("chrn", commands) == "churn");
  CHECK(nearest("chorn", commands) == "churn");
  CHECK(nearest("chrun", commands) == "churn");
  CHECK(nearest("mmr", commands) == "mrr");
  CHECK(nearest("CHURN", commands) == "churn");
  CHECK(nearest("expantion", commands) == "expansion");
}

TEST_CASE("a beginning of three letters is understood") {
  CHECK(nearest("exp", commands) == "expansion");
  CHECK(nearest("retention", commands) == "retention-cost");
  CHECK(nearest("churnrate", commands) == "churn");
}

TEST_CASE("what is near nothing has no nearest") {
  CHECK(nearest("zebra", commands).empty());
  CHECK(nearest("x", commands).empty());
  CHECK(nearest("", commands).empty());
  CHECK(nearest("churn", {}).empty());
  CHECK(nearest(std::string(100000, 'c'), commands).empty());
}

TEST_CASE("of several the nearest is taken, and of equals the first") {
  constexpr std::array<std::string_view, 3> words = {"started_in", "started_on", "stated_on"};
  CHECK(nearest("started_on", words) == "started_on");
  constexpr std::array<std::string_view, 2> equals = {"cat", "car"};
  CHECK(nearest("cap", equals) == "cat");
}

TEST_CASE("the question is only asked where something is near") {
  CHECK(did_you_mean("chrun", commands) == ". Did you mean churn?");
  CHECK(did_you_mean("zebra", commands).empty());
}

TEST_CASE("words are joined by commas") {
  CHECK(joined(std::vector<std::string>{"a", "b", "c"}) == "a, b, c");
  CHECK(joined(std::vector<std::string>{"a"}) == "a");
  CHECK(joined(std::vector<std::string>{}).empty());
}
