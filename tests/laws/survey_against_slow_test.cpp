#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "csm/error.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_surveys.hpp"
#include "support/random_tables.hpp"
#include "support/slow_survey.hpp"

// Satisfaction and effort against the slow, obvious second implementation on seeded random tables.

namespace csm::test {
namespace {

using slow::Rational;
using slow::Table;
using Wanted = std::vector<std::pair<std::string, std::optional<Rational>>>;

constexpr std::uint64_t seeds = 3000;

std::string shown_as(const std::optional<Rational>& value) { return value ? value->str() : "n/a"; }

std::string shown_as(const std::optional<Ratio>& ratio) {
  if (!ratio) return "n/a";
  return Rational(boost::multiprecision::cpp_int(to_string(ratio->num)),
                  boost::multiprecision::cpp_int(to_string(ratio->den)))
      .str();
}

void check_facts(const Result& result, const Wanted& wanted) {
  for (const auto& [name, value] : wanted) {
    CHECK(name + " " + shown_as(test::fact(result, name)) == name + " " + shown_as(value));
  }
}

void check_distribution(const Result& result, const std::map<std::string, long>& wanted) {
  for (const Fact& fact : result.facts) {
    if (fact.name != "distribution") continue;
    std::map<std::string, long> found;
    for (const auto& [name, count] : std::get<Breakdown>(fact.value)) {
      found[name] = static_cast<long>(count.amount->num / count.amount->den);
    }
    CHECK(found == wanted);
  }
}

/// The rows that count, are bad or are left out; false where every row is bad, so nothing is known.
bool check_rows(const Report& report, const slow::SurveyRows& rows) {
  CHECK(report.input->bad == rows.bad);
  REQUIRE(report.results.size() == 1);
  const Result& result = report.results[0];
  if (report.input->bad == report.input->rows) {
    CHECK_FALSE(result.value.amount.has_value());
    return false;
  }
  check_facts(result, {{"unscored", Rational(rows.unscored)}});
  const auto found = report.input->not_counted.find("not offered");
  CHECK((found == report.input->not_counted.end() ? 0 : found->second) == rows.not_offered);
  const auto counted = static_cast<std::int64_t>(rows.scores.size() + rows.words.size());
  CHECK(report.input->used() == counted + rows.unscored);
  return true;
}

void check_csat(const Table& table, const Question& question, const slow::SurveyOptions& options,
                std::optional<int> positive_from) {
  const slow::SurveyRows rows = slow::slow_survey(table, options, !options.scale);
  const slow::CsatFigures wanted = slow::slow_csat(rows, options, positive_from);
  if (wanted.is_mixed) {
    CHECK_THROWS_AS(answer(question, slow::to_csv(table)), Error);
    return;
  }
  const Report report = answer(question, slow::to_csv(table));
  if (!check_rows(report, rows)) return;
  const Result& result = report.results[0];
  CHECK(shown_as(result.value.amount) == shown_as(wanted.csat));
  check_facts(result, {{"positive", Rational(wanted.positive)},
                       {"answers", Rational(wanted.answers)},
                       {"mean", wanted.mean},
                       {"top2", wanted.top2},
                       {"top3", wanted.top3},
                       {"bottom2", wanted.bottom2}});
  check_distribution(result, wanted.distribution);
}

void check_mean_interval(const Result& result, const slow::CesFigures& wanted, std::size_t n) {
  REQUIRE(result.interval.has_value() == wanted.sample_variance.has_value());
  if (!result.interval) return;
  const boost::math::students_t distribution(static_cast<double>(n - 1));
  const double half =
      boost::math::quantile(distribution, 0.975) *
      std::sqrt(wanted.sample_variance->convert_to<double>() / static_cast<double>(n));
  const double mean = wanted.mean->convert_to<double>();
  CHECK(std::abs(result.interval->low - (mean - half)) < 1e-9);
  CHECK(std::abs(result.interval->high - (mean + half)) < 1e-9);
}

void check_ces(const Table& table, const Question& question, const slow::SurveyOptions& options,
               bool low_is_easy) {
  const slow::SurveyRows rows = slow::slow_survey(table, options, false);
  const slow::CesFigures wanted = slow::slow_ces(rows, options.scale->second, low_is_easy);
  const Report report = answer(question, slow::to_csv(table));
  if (!check_rows(report, rows)) return;
  const Result& result = report.results[0];
  const bool is_mean = question.rule->id == "mean";
  CHECK(shown_as(result.value.amount) == shown_as(is_mean ? wanted.mean : wanted.easy_share));
  check_facts(result, {{"easy", Rational(wanted.easy)},
                       {"neutral", Rational(wanted.neutral)},
                       {"difficult", Rational(wanted.difficult)},
                       {"easy_share", wanted.easy_share},
                       {"net", wanted.net},
                       {"mean", wanted.mean}});
  check_distribution(result, wanted.distribution);
  if (is_mean) check_mean_interval(result, wanted, rows.scores.size());
}

/// May in half of the cases where the table has the days, else the whole file.
void draw_period(std::uint64_t seed, const Table& table, Question& question,
                 slow::SurveyOptions& options) {
  if (seed % 2 == 0 || !slow::has_column(table, "answered_on")) return;
  question.period = read_period("2026-05", std::nullopt);
  options.begin = slow::random_period_begin();
  options.end = slow::random_period_end();
}

}  // namespace

TEST_CASE("satisfaction is what the slow reading of its definition gives", "[slow]") {
  const std::pair<const char*, std::pair<int, int>> scales[] = {
      {"1-3", {1, 3}}, {"1-5", {1, 5}}, {"1-7", {1, 7}}, {"1-10", {1, 10}}, {"0-10", {0, 10}}};
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = slow::random_scores(seed);
    Question question = ask("csat");
    slow::SurveyOptions options;
    std::optional<int> positive_from;
    draw_period(seed, table, question, options);
    if (seed % 3 == 0) {
      const auto& [name, scale] = scales[seed / 3 % 5];
      question.options["scale"] = name;
      options.scale = scale;
    }
    if (seed % 5 == 0) {
      positive_from = options.scale && seed % 2 == 0 ? options.scale->second : 3;
      question.options["positive-from"] = std::to_string(*positive_from);
    }
    check_csat(table, question, options, positive_from);
  }
}

TEST_CASE("satisfaction in words is what the slow reading gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = slow::random_words(seed);
    Question question = ask("csat");
    slow::SurveyOptions options;
    draw_period(seed, table, question, options);
    if (seed % 7 == 0) {
      question.options["scale"] = "1-5";
      options.scale = std::pair(1, 5);
    }
    check_csat(table, question, options, std::nullopt);
  }
}

TEST_CASE("effort is what the slow reading of its definition gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const Table table = seed % 10 == 9 ? slow::random_words(seed) : slow::random_scores(seed);
    Question question = ask("ces", "", seed % 4 == 0 ? "mean" : "easy");
    slow::SurveyOptions options;
    options.scale = std::pair(1, 7);
    draw_period(seed, table, question, options);
    if (seed % 3 == 0) {
      question.options["scale"] = "1-5";
      options.scale = std::pair(1, 5);
    }
    const bool low_is_easy = seed % 5 < 2;
    if (low_is_easy) question.options["low-is-easy"] = "true";
    check_ces(table, question, options, low_is_easy);
  }
}

}  // namespace csm::test
