#include "report/heat_map.hpp"

#include "support/catch.hpp"

using namespace csm;

namespace {

/// So many cohorts of ten customers, one a month from 2020-01 on; of each as many ages are known as
/// there are cohorts behind it, and a customer is lost a month.
Listing cohorts(int count) {
  Listing list;
  list.title = "share still here";
  list.columns = {"cohort", "customers"};
  list.shares_from = 2;
  for (int age = 0; age < count; ++age) list.columns.push_back("age_" + std::to_string(age));
  for (int i = 0; i < count; ++i) {
    const std::string month = std::to_string(101 + i % 12).substr(1);
    std::vector<Cell> row = {std::to_string(2020 + i / 12) + "-" + month, Quantity::count(10)};
    for (int age = 0; age < count; ++age) {
      const bool is_known = i + age < count;
      row.emplace_back(is_known ? Quantity::share(std::max(0, 10 - age), 10)
                                : Quantity{std::nullopt, Unit::share, {}});
    }
    list.rows.push_back(std::move(row));
  }
  return list;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

constexpr Screen terminal{true, false};
constexpr Screen colours{true, true};

}  // namespace

TEST_CASE("a heat map has a line a cohort, blank where an age is not known") {
  CHECK(heat_map_text(cohorts(3), {}) ==
        "  share still here\n"
        "    cohort   customers    0   1   2\n"
        "    2020-01         10  100  90  80\n"
        "    2020-02         10  100  90\n"
        "    2020-03         10  100\n");
}

TEST_CASE("in a pipe a heat map has every cohort and age, in lines of 80 columns") {
  const std::vector<std::string> lines = lines_of(heat_map_text(cohorts(40), {}));
  // A title; blocks of 13 ages under their headings: 40, 27, 14 and 1 cohorts know of some.
  CHECK(lines.size() == 1 + 41 + 1 + 28 + 1 + 15 + 1 + 2);
  for (const std::string& line : lines) CHECK(line.size() <= 80);
  CHECK(lines.back() == "    2020-01         10    0");
  CHECK(heat_map_text(cohorts(40), {}).find('\x1b') == std::string::npos);
}

TEST_CASE("a terminal has the last 24 cohorts and says how many there are besides") {
  const std::vector<std::string> lines = lines_of(heat_map_text(cohorts(40), terminal));
  REQUIRE(lines.size() == 1 + 1 + 24 + 1);
  CHECK(lines[2].starts_with("    2021-05"));
  CHECK(lines.back() == "  and 16 earlier ones, ages up to 39 (a pipe and --format json have all)");
}

TEST_CASE("shares are shaded where colours are allowed, the greatest strongest") {
  const std::string text = heat_map_text(cohorts(3), colours);
  CHECK(text.find("\x1b[48;5;18;38;5;231m 100\x1b[0m\x1b[48;5;18;38;5;231m  90\x1b[0m"
                  "\x1b[48;5;195;38;5;16m  80\x1b[0m\n") != std::string::npos);
  CHECK(heat_map_text(cohorts(3), terminal).find('\x1b') == std::string::npos);
}

TEST_CASE("shares that are all the same have one shade, and those above 100 % their room") {
  Listing list = cohorts(2);
  list.rows[0][3] = Quantity::share(1234, 100);
  CHECK(heat_map_text(list, {}) ==
        "  share still here\n"
        "    cohort   customers     0    1\n"
        "    2020-01         10   100 1234\n"
        "    2020-02         10   100\n");
  const std::string text = heat_map_text(list, colours);
  CHECK(text.find("\x1b[48;5;18;38;5;231m 1234\x1b[0m") != std::string::npos);
}
