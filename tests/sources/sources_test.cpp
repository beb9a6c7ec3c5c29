#include <algorithm>
#include <array>
#include <random>

#include "csm/error.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/compressed.hpp"
#include "support/random_costs.hpp"
#include "support/random_factors.hpp"
#include "support/random_surveys.hpp"
#include "support/random_tables.hpp"
#include "support/slow_cohorts.hpp"
#include "support/slow_renewal.hpp"
#include "support/slow_table.hpp"

// The same rows give the same figures from wherever they come, however they are cut.

namespace csm::test {
namespace {

using slow::Table;

/// A metric with a random table that suits it.
struct Case {
  Question question;
  Table table;
};

/// Purchases of few customers around the first of May.
Table random_sales(std::uint64_t seed) {
  static const char* const kinds[] = {"upsell", "Cross-Sell", "add on",    "loyalty",
                                      "once",   "renewal",    "recurring", ""};
  std::mt19937_64 dice(seed);
  Table table{{"customer_id", "purchased_on", "amount", "kind"}, {}};
  for (std::uint64_t rows = dice() % 12; rows > 0; --rows) {
    table.rows.push_back(
        {"c" + std::to_string(dice() % 4),
         slow::format_day(slow::day_of("2026-05-01") - 3 + static_cast<int>(dice() % 6)),
         dice() % 10 == 0 ? "" : std::to_string(static_cast<int>(dice() % 9) - 3),
         kinds[dice() % std::size(kinds)]});
  }
  return table;
}

/// Purchases and refunds of few customers about the end of 2025, in two currencies at times.
Table random_purchases(std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  const bool has_currency = dice() % 2 == 0;
  Table table{{"amount", "customer_id", "purchased_on"}, {}};
  if (has_currency) table.header.push_back("currency");
  const char* amounts[] = {"10", "0", "-3", "0.005", "99.99", "1", "oops", ""};
  for (std::uint64_t i = 0; i < dice() % 30; ++i) {
    table.rows.push_back(
        {amounts[dice() % 8], "c" + std::to_string(dice() % 6),
         "2025-1" + std::to_string(dice() % 3) + "-0" + std::to_string(1 + dice() % 9)});
    if (has_currency) table.rows.back().emplace_back(dice() % 4 == 0 ? "EUR" : "USD");
  }
  return table;
}

Case random_case(std::uint64_t seed) {
  switch (seed % 14) {
    case 0:
      return {ask("churn", "2026-05"), slow::random_subscriptions(seed)};
    case 1:
      return {ask("churn"), slow::random_snapshot(seed)};
    case 2:
      return {ask("nps"), slow::random_answers(seed)};
    case 3:
      return {ask("csat"), slow::random_scores(seed)};
    case 4:
      return {ask("ces"), slow::random_scores(seed)};
    case 5:
      return {ask("renewal"), slow::random_contracts(seed)};
    case 6: {
      Question question = ask("retention-cost");
      question.options = {{"customers", "7"}};
      return {question, slow::random_costs(seed)};
    }
    case 7:
      return {ask("expansion", "2026-05"), random_sales(seed)};
    case 8: {
      // Without quotes, whose places depend on where a row stands.
      Question question = ask("feedback");
      question.options = {{"themes", "themes.txt"}, {"quotes", "0"}};
      question.files["themes"] = {"themes.txt", "price: price, 太贵\nslow: slow, the app\n"};
      return {question, slow::random_comments(seed)};
    }
    case 9: {
      Question question = ask("health");
      question.options = {
          {"factor", "logins:0.4:0..30\nopen_tickets:0.2:10..0\nadoption:0.3:0..7"}};
      return {question, slow::random_factors(seed)};
    }
    case 10:
      return {ask("clv"), slow::random_subscriptions(seed)};
    case 11: {
      Question question = ask("clv", seed % 24 == 11 ? "2025-11" : "");
      if (seed % 3 == 0) question.options = {{"merge-days", "true"}};
      return {question, random_purchases(seed)};
    }
    case 12:
      return {ask("cohorts", "", seed % 3 == 0 ? "mrr" : "customers"),
              slow::random_histories(seed)};
    default:
      return {ask("mrr", "2026-05"), slow::random_subscriptions(seed)};
  }
}

/// The JSON of the results alone: what must not depend on the way of reading.
std::string figures(Report report) {
  const std::int64_t rows = report.input->rows;
  const std::int64_t bad = report.input->bad;
  const auto left_out = report.input->not_counted;
  report.input = InputSummary{};
  report.input->rows = rows;
  report.input->bad = bad;
  report.input->not_counted = left_out;
  // How a file is written is said, and differs by the way it is written.
  std::erase_if(report.notes, [](const std::string& note) {
    return note.find("cells are delimited by") != std::string::npos;
  });
  return to_json_report(report);
}

}  // namespace

TEST_CASE("CSV, TSV, JSON and NDJSON of the same rows give the same figures", "[sources]") {
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    INFO("seed " << seed);
    const Case c = random_case(seed);
    if (c.table.rows.empty()) continue;
    const std::string wanted = figures(answer(c.question, slow::to_csv(c.table)));
    CHECK(figures(answer(c.question, slow::to_tsv(c.table))) == wanted);
    CHECK(figures(answer(c.question, slow::to_json(c.table))) == wanted);
    CHECK(figures(answer(c.question, slow::to_ndjson(c.table))) == wanted);
    CHECK(figures(answer(c.question, "{\"data\": " + slow::to_json(c.table) +
                                         ", \"has_more\": false}")) == wanted);
  }
}

TEST_CASE("the figures do not depend on the size of the blocks", "[sources]") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    const Case c = random_case(seed);
    const std::string csv = slow::to_csv(c.table);
    const std::string wanted = to_json_report(answer(c.question, csv));
    for (const std::size_t block_size : {1U, 2U, 3U, 7U, 31U, 64U, 500U}) {
      Reading reading;
      reading.block_size = block_size;
      CHECK(to_json_report(answer(c.question, csv, reading)) == wanted);
    }
  }
}

TEST_CASE("rows packed by gzip or zstd, whole or in parts, give the same report", "[sources]") {
  std::mt19937_64 dice(13);
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    const Case c = random_case(seed);
    const std::string text = seed % 2 == 0 ? slow::to_csv(c.table) : slow::to_ndjson(c.table);
    if (text.empty()) continue;
    const std::string wanted = to_json_report(answer(c.question, text));
    const std::size_t cut = dice() % text.size();
    Reading reading;
    reading.block_size = 1 + dice() % 300;
    reading.threads = 1 + dice() % 3;
    CHECK(to_json_report(answer(c.question, gzip_of(text), reading)) == wanted);
    CHECK(to_json_report(answer(c.question, zstd_of(text), reading)) == wanted);
    CHECK(to_json_report(answer(
              c.question, gzip_of(text.substr(0, cut)) + gzip_of(text.substr(cut)), reading)) ==
          wanted);
    CHECK(to_json_report(answer(
              c.question, zstd_of(text.substr(0, cut)) + zstd_of(text.substr(cut)), reading)) ==
          wanted);
  }
}

TEST_CASE("the figures do not depend on the order of the rows", "[sources]") {
  std::mt19937_64 dice(5);
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    Case c = random_case(seed);
    const std::string wanted = figures(answer(c.question, slow::to_csv(c.table)));
    std::shuffle(c.table.rows.begin(), c.table.rows.end(), dice);
    CHECK(figures(answer(c.question, slow::to_csv(c.table))) == wanted);
  }
}

TEST_CASE("several files together are one table, and their columns may stand in any order",
          "[sources]") {
  std::mt19937_64 dice(6);
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    const Case c = random_case(seed);
    const std::string wanted = figures(answer(c.question, slow::to_csv(c.table)));
    std::vector<Table> parts(3, Table{c.table.header, {}});
    for (const auto& row : c.table.rows) parts[dice() % 3].rows.push_back(row);
    std::reverse(parts[1].header.begin(), parts[1].header.end());
    for (auto& row : parts[1].rows) std::reverse(row.begin(), row.end());
    CHECK(figures(answer_all(c.question, {slow::to_csv(parts[0]), slow::to_tsv(parts[1]),
                                          slow::to_csv(parts[2])})) == wanted);
  }
}

namespace {

/// The report of rows that are given to so many forks one by one, as chance has it.
template <class Row>
std::string forked(Question question, const std::vector<Row>& rows, std::size_t forks,
                   std::mt19937_64& dice) {
  question.rule = &question.metric->rules.front();
  std::vector<std::unique_ptr<Computation>> parts;
  parts.push_back(question.metric->start(question, *question.period));
  while (parts.size() < forks) parts.push_back(parts.front()->fork());
  for (const Row& row : rows) parts[dice() % forks]->add(std::span<const Row>(&row, 1));
  for (std::size_t i = 1; i < forks; ++i) parts[0]->merge(*parts[i]);
  Report report{question.metric, question.rule, {}, InputSummary{}, {}, {}};
  parts[0]->finish({*question.period, std::nullopt}, report);
  return to_json_report(report);
}

}  // namespace

TEST_CASE("a computation split over forks ends in the same report", "[sources]") {
  for (const std::string_view metric : {"churn", "mrr"}) {
    const Question question = ask(metric, "2026-05");
    std::mt19937_64 dice(9);
    for (int round = 0; round < 300; ++round) {
      std::vector<Subscription> rows;
      std::vector<std::string> ids;
      for (int i = 0; i < 30; ++i) ids.push_back("c" + std::to_string(dice() % 8));
      for (const std::string& id : ids) {
        Subscription row;
        row.customer_id = {id};
        row.started_on =
            question.period->begin + std::chrono::days{static_cast<int>(dice() % 60) - 20};
        if (dice() % 2 == 0)
          row.ended_on = Date{row.started_on + std::chrono::days{static_cast<int>(dice() % 40)}};
        row.amount = Decimal{static_cast<int>(dice() % 3) * 10};
        REQUIRE(complete(row, {}).fault == nullptr);
        rows.push_back(row);
      }
      const auto report_of = [&](std::size_t forks) { return forked(question, rows, forks, dice); };
      const std::string wanted = report_of(1);
      CHECK(report_of(2) == wanted);
      CHECK(report_of(5) == wanted);
    }
  }
}

TEST_CASE("the answers of a survey split over forks end in the same report", "[sources]") {
  std::mt19937_64 dice(10);
  for (int round = 0; round < 300; ++round) {
    const bool is_in_words = round % 3 == 0;
    const Question question = ask(is_in_words || round % 3 == 1 ? "csat" : "ces", "2026-05");
    std::vector<Answer> rows(30);
    for (Answer& row : rows) {
      row.answered_on =
          question.period->begin + std::chrono::days{static_cast<int>(dice() % 60) - 20};
      if (is_in_words) {
        row.word = &answer_words[dice() % answer_words.size()];
      } else if (dice() % 5 > 0) {
        row.score = Decimal{1 + static_cast<int>(dice() % 7)};
      }
    }
    const auto report_of = [&](std::size_t forks) { return forked(question, rows, forks, dice); };
    const std::string wanted = report_of(1);
    CHECK(report_of(2) == wanted);
    CHECK(report_of(5) == wanted);
  }
}

TEST_CASE("comments split over forks end in the same report, quotes too", "[sources]") {
  static constexpr std::string_view said[] = {"slow app", "the price", "good price, slow", "",
                                              "app"};
  std::mt19937_64 dice(11);
  for (int round = 0; round < 300; ++round) {
    Question question = ask("feedback", "2026-05");
    question.options = {{"themes", "themes.txt"}, {"quotes", "2"}};
    question.files["themes"] = {"themes.txt", "price: price\nslow: slow\n"};
    std::vector<Answer> rows(60);
    for (Answer& row : rows) {
      row.answered_on =
          question.period->begin + std::chrono::days{static_cast<int>(dice() % 40) - 5};
      if (dice() % 5 > 0) row.score = Decimal{static_cast<int>(dice() % 11)};
      row.comment.text = said[dice() % 5];
      row.place = {dice() % 2 == 0 ? "a.csv" : "b.csv", 1 + dice() % 4};
    }
    const auto report_of = [&](std::size_t forks) { return forked(question, rows, forks, dice); };
    const std::string wanted = report_of(1);
    CHECK(report_of(2) == wanted);
    CHECK(report_of(5) == wanted);
  }
}

TEST_CASE("the rows of customers' health split over forks end in the same report", "[sources]") {
  std::mt19937_64 dice(12);
  for (int round = 0; round < 300; ++round) {
    Question question = ask("health", round % 2 == 0 ? "2026-05" : "all");
    question.options = {{"factor", "a:2:0..3\nb:1:7..0"}};
    const Date begin = read_period("2026-05", std::nullopt).begin;
    std::vector<std::array<std::optional<Decimal>, 2>> values(30);
    std::vector<std::string> ids;
    std::vector<Factors> rows(30);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ids.push_back("c" + std::to_string(dice() % 8));
      for (auto& value : values[i]) {
        if (dice() % 5 > 0) value = Decimal{static_cast<int>(dice() % 4)};
      }
    }
    const bool is_dated = round % 3 > 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].customer_id = {ids[i]};
      rows[i].is_dated = is_dated;
      if (is_dated)
        rows[i].measured_on = begin + std::chrono::days{static_cast<int>(dice() % 5) - 2};
      rows[i].values = values[i];
      if (dice() % 3 > 0) rows[i].mrr = Decimal{static_cast<int>(dice() % 3)};
    }
    const auto report_of = [&](std::size_t forks) { return forked(question, rows, forks, dice); };
    const std::string wanted = report_of(1);
    CHECK(report_of(2) == wanted);
    CHECK(report_of(5) == wanted);
  }
}

TEST_CASE("purchases beside services split over forks end in the same report", "[sources]") {
  std::mt19937_64 dice(12);
  for (int round = 0; round < 300; ++round) {
    Question question = ask("clv", "2026-05");
    question.rule = &question.metric->rules.front();
    if (round % 2 == 0) question.options = {{"merge-days", "true"}};
    const auto any_day = [&] {
      return question.period->begin + std::chrono::days{static_cast<int>(dice() % 60) - 20};
    };
    std::vector<std::string> ids;
    for (int i = 0; i < 30; ++i) ids.push_back("c" + std::to_string(dice() % 8));
    std::vector<Purchase> purchases(ids.size());
    std::vector<Customer> customers(ids.size() / 3);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      purchases[i].customer_id = {ids[i]};
      purchases[i].purchased_on = any_day();
      purchases[i].amount = Decimal{static_cast<int>(dice() % 5) - 1};
      if (dice() % 8 == 0) purchases[i].currency = *Currency::of("EUR");
    }
    for (std::size_t i = 0; i < customers.size(); ++i) {
      customers[i].customer_id = {ids[i]};
      customers[i].started_on = any_day();
      if (dice() % 2 == 0)
        customers[i].churned_on = Date{customers[i].started_on + std::chrono::days{9}};
      REQUIRE(complete(customers[i], {}).fault == nullptr);
    }
    const auto report_of = [&](std::size_t forks) {
      std::vector<std::unique_ptr<Computation>> parts;
      parts.push_back(question.metric->start(question, *question.period));
      while (parts.size() < forks) parts.push_back(parts.front()->fork());
      const auto add = [&](const auto& rows) {
        for (const auto& row : rows) parts[dice() % forks]->add(std::span(&row, 1));
      };
      add(purchases);
      add(customers);
      for (std::size_t i = 1; i < forks; ++i) parts[0]->merge(*parts[i]);
      Report report{question.metric, question.rule, {}, InputSummary{}, {}, {}};
      parts[0]->finish({*question.period, question.period->end}, report);
      return to_json_report(report);
    };
    const std::string wanted = report_of(1);
    CHECK(report_of(2) == wanted);
    CHECK(report_of(5) == wanted);
  }
}

TEST_CASE("an assumption that fails late makes the run start again, not the figure wrong",
          "[sources]") {
  Reading reading;
  reading.block_size = 64;
  SECTION("the newest date stands in the last row") {
    std::string csv = "customer_id,started_on,churned_on\n";
    for (int i = 0; i < 200; ++i) csv += "c" + std::to_string(i) + ",2025-01-15,\n";
    csv += "late,2026-05-20,\n";
    const Report report = answer(ask("churn"), csv, reading);
    CHECK(report.results[0].span->period.label == "2026-05");
    CHECK(report.results[0].fact("opening").amount == Ratio{200, 1});
    CHECK(report.results[0].fact("joined").amount == Ratio{1, 1});
  }
  SECTION("the one date that tells day from month stands in the last row") {
    std::string csv = "customer_id,started_on,churned_on\n";
    for (int i = 0; i < 200; ++i) csv += "c" + std::to_string(i) + ",03/04/2026,\n";
    csv += "late,13/05/2026,\n";
    const Report report = answer(ask("churn"), csv, reading);
    CHECK(report.results[0].span->period.label == "2026-05");
    CHECK(report.results[0].fact("opening").amount == Ratio{200, 1});
    CHECK(report.input->bad == 0);
  }
  SECTION("a column that was blank at first turns out to be month first") {
    std::string csv = "customer_id,started_on,churned_on\n";
    for (int i = 0; i < 200; ++i) csv += "c" + std::to_string(i) + ",2026-01-15,\n";
    csv += "gone,2026-01-15,05/20/2026\n";
    const Report report = answer(ask("churn"), csv, reading);
    CHECK(report.input->bad == 0);
    CHECK(report.results[0].fact("churned").amount == Ratio{1, 1});
  }
  SECTION("day first and month first mixed far apart are refused") {
    std::string csv = "customer_id,started_on,churned_on\nfirst,13/05/2026,\n";
    for (int i = 0; i < 200; ++i) csv += "c" + std::to_string(i) + ",03/04/2026,\n";
    csv += "late,05/13/2026,\n";
    CHECK_THROWS_AS(answer(ask("churn"), csv, reading), Error);
  }
}

}  // namespace csm::test
