#include <algorithm>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_tables.hpp"

// How a table is written changes no figure: the same rows with semicolons, decimal commas and days
// first are the same rows.

namespace csm::test {
namespace {

using slow::Table;

constexpr std::uint64_t seeds = 1000;

bool is_date_column(const std::string& name) {
  return name.ends_with("_on") || name.ends_with("_end");
}
bool is_number_column(const std::string& name) {
  return name == "amount" || name == "mrr" || name == "quantity" || name.starts_with("discount_");
}

/// 2026-05-03 -> 03.05.2026.
std::string with_day_first(const std::string& iso) {
  return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

/// 1234.5 -> 1.234,5.
std::string with_comma(const std::string& number) {
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string text = number;
  if (point < text.size()) text[point] = ',';
  for (std::size_t i = point; i > 3; i -= 3) text.insert(i - 3, 1, '.');
  return text;
}

/// The table without rows that another notation could mend: it has only values and blanks in its
/// columns of dates and numbers.
Table readable(const Table& table) {
  Table kept{table.header, {}};
  for (const auto& row : table.rows) {
    bool is_readable = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_value = is_date_column(table.header[i]) ? slow::parse_day(row[i]).has_value()
                            : is_number_column(table.header[i])
                                ? slow::parse_decimal(row[i]).has_value()
                                : true;
      is_readable = is_readable && (is_value || slow::is_missing(row[i])) &&
                    row[i].find_first_of(" \t+") == std::string::npos;
    }
    if (is_readable) kept.rows.push_back(row);
  }
  return kept;
}

/// Adds a row whose dates and numbers can be read in one way only, in either notation.
void add_proof(Table& table) {
  std::vector<std::string> row;
  for (const std::string& name : table.header) {
    row.push_back(is_date_column(name)     ? "2026-01-31"
                  : is_number_column(name) ? "10.5"
                  : name == "customer_id"  ? "proof"
                                           : "");
  }
  table.rows.push_back(row);
}

std::string in_other_notation(const Table& table) {
  Table other = table;
  for (auto& row : other.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (slow::is_missing(row[i])) continue;
      if (is_date_column(table.header[i])) row[i] = with_day_first(row[i]);
      if (is_number_column(table.header[i])) row[i] = with_comma(row[i]);
    }
  }
  std::string text = slow::to_tsv(other);
  std::replace(text.begin(), text.end(), '\t', ';');
  return text;
}

void check_same(const Report& one, const Report& other) {
  CHECK(one.input->rows == other.input->rows);
  CHECK(one.input->bad == other.input->bad);
  REQUIRE(one.results.size() == other.results.size());
  for (std::size_t i = 0; i < one.results.size(); ++i) {
    const Result& a = one.results[i];
    const Result& b = other.results[i];
    CHECK(a.value == b.value);
    CHECK(a.span->period.label == b.span->period.label);
    REQUIRE(a.facts.size() == b.facts.size());
    for (std::size_t fact = 0; fact < a.facts.size(); ++fact) {
      INFO(a.facts[fact].name);
      CHECK(a.facts[fact].value == b.facts[fact].value);
    }
  }
}

void check_notations(Table table) {
  table = readable(table);
  if (table.rows.empty()) return;
  Reading told;
  told.dates = DateReading::day_first;
  if (std::any_of(table.header.begin(), table.header.end(), is_number_column)) {
    told.decimals = DecimalMark::comma;
  }
  const Question question = ask("mrr", "2026-05");
  check_same(answer(question, slow::to_csv(table)),
             answer(question, in_other_notation(table), told));
  add_proof(table);
  check_same(answer(question, slow::to_csv(table)), answer(question, in_other_notation(table)));
}

}  // namespace

TEST_CASE("subscriptions written with semicolons, decimal commas and days first give one MRR") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    INFO("seed " << seed);
    check_notations(slow::random_subscriptions(seed));
  }
}

TEST_CASE("a form that shows only behind the first block is found all the same") {
  std::string points = "customer_id;started_on;amount;ended_on\n";
  std::string commas = points;
  for (int i = 0; i < 400; ++i) {
    points += std::to_string(i) + ";2026-01-02;" + std::to_string(i) + ";\n";
    commas += std::to_string(i) + ";02/01/2026;" + std::to_string(i) + ";\n";
  }
  points += "x;2026-01-31;1234;\ny;2026-01-31;1234.5;\n";
  commas += "x;31/01/2026;1.234;\ny;31/01/2026;1234,5;\n";
  const Question question = ask("mrr", "2026-05");
  for (const std::size_t block_size : {64U, 1000U, 100'000U}) {
    Reading reading;
    reading.block_size = block_size;
    check_same(answer(question, points, reading), answer(question, commas, reading));
  }
}

}  // namespace csm::test
