#include <algorithm>
#include <random>

#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_health.hpp"
#include "support/shown_as.hpp"

// Health scores against their slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::HealthFigures;
using slow::HealthOptions;
using slow::Rational;
using slow::Table;

constexpr std::uint64_t seeds = 4000;

std::optional<Rational> exact(const Quantity& quantity) {
  if (!quantity.amount) return std::nullopt;
  return Rational(boost::multiprecision::cpp_int(to_string(quantity.amount->num)),
                  boost::multiprecision::cpp_int(to_string(quantity.amount->den)));
}

using Facts = std::map<std::string, std::string>;

std::string in_lines(const Facts& facts) {
  std::string text;
  for (const auto& [name, value] : facts) text += name + " " + value + "\n";
  return text;
}

/// Every fact as text, "n/a" where absent.
Facts facts_of(const Result& result) {
  Facts facts;
  for (const Fact& fact : result.facts) {
    facts[std::string(fact.name)] =
        std::visit([](const auto& value) { return shown_as(value); }, fact.value);
  }
  facts["value"] = shown_as(result.value);
  return facts;
}

/// MRR by band, in one currency without its name.
std::string mrr_by_band(const HealthFigures& f) {
  std::map<std::string, std::map<std::string, Rational>> by_currency;
  for (const auto& [key, amount] : f.mrr) by_currency[key.first][key.second] = amount;
  std::string text;
  for (auto& [currency, amounts] : by_currency) {
    for (const char* band : {"red", "yellow", "green", "insufficient"}) {
      if (by_currency.size() > 1) text += (currency.empty() ? "unknown" : currency) + " ";
      text += std::string(band) + " " + shown_as(amounts[band]) + "; ";
    }
  }
  return text;
}

std::string count_of(const std::map<std::string, long>& counts, const std::string& name) {
  const auto found = counts.find(name);
  return std::to_string(found == counts.end() ? 0 : found->second);
}

std::string if_known(bool is_known, long count) { return is_known ? std::to_string(count) : "n/a"; }

Facts facts_of(const HealthFigures& f) {
  return {{"value", shown_as(f.mean)},
          {"mean", shown_as(f.mean)},
          {"median", shown_as(f.median)},
          {"customers", std::to_string(f.customers)},
          {"scored", std::to_string(f.scored)},
          {"insufficient", count_of(f.bands, "insufficient")},
          {"bands", "red " + count_of(f.bands, "red") + "; yellow " + count_of(f.bands, "yellow") +
                        "; green " + count_of(f.bands, "green") + "; "},
          {"mrr_by_band", mrr_by_band(f)},
          {"improved", if_known(f.has_movers, f.improved)},
          {"worsened", if_known(f.has_movers, f.worsened)},
          {"compared", if_known(f.has_movers, f.compared)}};
}

/// The question of a drawn case, its options as they would be typed.
Question question_of(const HealthOptions& options) {
  Question question = ask("health", options.end ? "2026-05" : "");
  std::string factors;
  for (const slow::HealthFactor& factor : options.factors) {
    if (!factors.empty()) factors += '\n';
    factors += factor.column;
    if (options.is_sum) continue;
    factors += ":" + factor.weight + ":" + factor.worst + ".." + factor.best;
  }
  question.options["factor"] = factors;
  if (options.is_sum) question.options["scoring"] = "sum";
  question.options["bands"] = options.red + "," + options.green;
  return question;
}

std::string text_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return shown_as(std::get<Quantity>(cell));
}

/// Each share to the last place, and their sum exactly.
void check_shares(const std::vector<Cell>& row, const slow::HealthCustomer& wanted) {
  const Rational last_place(1, 1'000'000'000'000);
  Rational sum = 0;
  for (std::size_t i = 0; i < wanted.shares.size(); ++i) {
    const Cell& cell = row.at(3 + i);
    if (wanted.is_missing[i] || !wanted.shares[i]) {
      CHECK(text_of(cell) == (wanted.is_missing[i] ? "missing" : "n/a"));
      continue;
    }
    REQUIRE(std::holds_alternative<Quantity>(cell));
    const auto share = exact(std::get<Quantity>(cell));
    REQUIRE(share.has_value());
    CHECK(abs(Rational(*share - *wanted.shares[i])) <= last_place);
    sum += *share;
  }
  if (wanted.score) CHECK(shown_as(sum) == shown_as(wanted.score));
}

void check_list(const Result& result, const HealthFigures& wanted) {
  REQUIRE(result.lists.size() == (wanted.list.empty() ? 0 : 1));
  if (wanted.list.empty()) return;
  const Listing& list = result.lists[0];
  CHECK(list.name == "customers");
  REQUIRE(list.rows.size() == wanted.list.size());
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const std::vector<Cell>& row = list.rows[i];
    const slow::HealthCustomer& customer = wanted.list[i];
    REQUIRE(row.size() == list.columns.size());
    CHECK(row.size() == 3 + customer.shares.size() + (wanted.has_movers ? 1 : 0));
    CHECK(text_of(row[0]) == customer.id);
    CHECK(text_of(row[1]) == shown_as(customer.score));
    CHECK(text_of(row[2]) == customer.band);
    check_shares(row, customer);
    if (wanted.has_movers) CHECK(text_of(row.back()) == shown_as(customer.earlier));
  }
}

std::map<std::string, std::int64_t> left_out_of(const HealthFigures& f) {
  std::map<std::string, std::int64_t> left_out = {{"without a date", f.undated},
                                                  {"outside the period", f.after_end},
                                                  {"other rows of a customer", f.others}};
  std::erase_if(left_out, [](const auto& reason) { return reason.second == 0; });
  return left_out;
}

/// Whether customers moved, some are not scored, and rows were left out.
bool check(const slow::HealthCase& drawn) {
  const HealthFigures wanted = slow::slow_health(drawn.table, drawn.options);
  const Report report = answer(question_of(drawn.options), slow::to_csv(drawn.table));
  CHECK(report.input->bad == wanted.bad);
  REQUIRE(report.results.size() == 1);
  if (report.input->bad == report.input->rows) return false;
  const Result& result = report.results[0];
  CHECK(in_lines(facts_of(result)) == in_lines(facts_of(wanted)));
  CHECK_FALSE(result.interval.has_value());
  CHECK(result.interval_reason.empty() == false);
  CHECK(result.reason.empty() == wanted.mean.has_value());
  check_list(result, wanted);
  CHECK(report.input->not_counted == left_out_of(wanted));
  return wanted.improved > 0 && wanted.scored < wanted.customers && wanted.undated > 0;
}

/// All that a report says of the figures.
std::string in_lines(const Report& report) {
  std::string text = in_lines(facts_of(report.results.at(0)));
  for (const Listing& list : report.results[0].lists) {
    for (const auto& row : list.rows) {
      for (const Cell& cell : row) text += text_of(cell) + "; ";
      text += "\n";
    }
  }
  for (const auto& [reason, count] : report.input->not_counted) {
    text += reason + " " + std::to_string(count) + "\n";
  }
  return text + std::to_string(report.input->rows) + " " + std::to_string(report.input->bad);
}

}  // namespace

TEST_CASE("health is what the slow reading of its definition gives", "[slow]") {
  int telling = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    telling += check(slow::random_health(seed)) ? 1 : 0;
  }
  CHECK(telling > 100);
}

TEST_CASE("health does not depend on the order of the rows or their split into files", "[slow]") {
  std::mt19937_64 dice(7);
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    INFO("seed " << seed);
    slow::HealthCase drawn = slow::random_health(seed);
    const Question question = question_of(drawn.options);
    const std::string wanted = in_lines(answer(question, slow::to_csv(drawn.table)));
    std::shuffle(drawn.table.rows.begin(), drawn.table.rows.end(), dice);
    CHECK(in_lines(answer(question, slow::to_csv(drawn.table))) == wanted);
    Table parts[2] = {{drawn.table.header, {}}, {drawn.table.header, {}}};
    for (const auto& row : drawn.table.rows) parts[dice() % 2].rows.push_back(row);
    CHECK(in_lines(answer_all(question, {slow::to_csv(parts[0]), slow::to_csv(parts[1])})) ==
          wanted);
  }
}

}  // namespace csm::test
