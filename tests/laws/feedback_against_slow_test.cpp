#include <algorithm>
#include <cmath>

#include "csm/error.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/random_feedback.hpp"
#include "support/random_rows.hpp"
#include "support/random_tables.hpp"
#include "support/slow_feedback.hpp"

// Comments of seeded random surveys give what the slow, obvious second reading of them gives.

namespace csm::test {
namespace {

using slow::FeedbackFigures;
using slow::Rational;
using slow::ThemeFigures;

constexpr std::uint64_t seeds = 3000;
constexpr long prior_total = 500;  // the weight that the output states
constexpr double significant = 1.96;

std::string shown_as(const std::optional<Rational>& value) { return value ? value->str() : "n/a"; }

std::string shown_as(const std::optional<Ratio>& ratio) {
  if (!ratio) return "n/a";
  return Rational(boost::multiprecision::cpp_int(to_string(ratio->num)),
                  boost::multiprecision::cpp_int(to_string(ratio->den)))
      .str();
}

const Listing* list_of(const Result& result, std::string_view name) {
  for (const Listing& list : result.lists) {
    if (list.name == name) return &list;
  }
  return nullptr;
}

/// The cell of a row by its column, as text; an exact number as a fraction.
std::string cell_of(const Listing& list, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    if (list.columns[i] != column) continue;
    const Cell& cell = list.rows[row][i];
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return shown_as(std::get<Quantity>(cell).amount);
  }
  return "no column " + std::string(column);
}

double number_of(const Listing& list, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    if (list.columns[i] != column) continue;
    const Quantity& quantity = std::get<Quantity>(list.rows[row][i]);
    if (quantity.amount) return quantity.amount->to_double();
  }
  return NAN;
}

struct Asked {
  Question question = ask("feedback");
  slow::FeedbackOptions options;
  std::size_t quotes = 3;
  std::size_t words = 10;
};

void check_fact(const Result& result, std::string_view name, const std::optional<Rational>& value) {
  CHECK(std::string(name) + " " + shown_as(test::fact(result, name)) ==
        std::string(name) + " " + shown_as(value));
}

void check_mentions(const Result& result, const FeedbackFigures& wanted) {
  for (const Fact& fact : result.facts) {
    if (fact.name != "mentions") continue;
    std::vector<std::string> found;
    for (const auto& [name, count] : std::get<Breakdown>(fact.value)) {
      found.push_back(name + " " + shown_as(count.amount));
    }
    std::vector<std::string> themes;
    for (const ThemeFigures& theme : wanted.themes) {
      themes.push_back(theme.name + " " + std::to_string(theme.mentions));
    }
    CHECK(found == themes);
  }
}

void check_facts(const Result& result, const FeedbackFigures& wanted, const Asked& asked) {
  // of no answers nothing is known, not even that none says anything
  CHECK(shown_as(result.value.amount) ==
        (wanted.answers == 0 ? "n/a" : std::to_string(wanted.comments)));
  check_fact(result, "comments", Rational(wanted.comments));
  check_fact(result, "answers", Rational(wanted.answers));
  check_fact(result, "comment_share", wanted.comment_share);
  check_fact(result, "scored", Rational(wanted.scored));
  std::optional<Rational> unmatched;
  if (!asked.options.themes.empty()) unmatched = Rational(wanted.unmatched);
  check_fact(result, "unmatched", unmatched);
  const bool csat = asked.options.csat;
  check_fact(result, "nps", csat ? std::nullopt : wanted.figure);
  check_fact(result, "csat", csat ? wanted.figure : std::nullopt);
  check_fact(result, "promoters", Rational(wanted.promoters));
  check_fact(result, "passives", Rational(wanted.passives));
  check_fact(result, "detractors", Rational(wanted.detractors));
  check_mentions(result, wanted);
}

/// The most mentions first, ties in the dictionary's order.
std::vector<ThemeFigures> in_order(std::vector<ThemeFigures> themes) {
  std::stable_sort(themes.begin(), themes.end(),
                   [](const auto& a, const auto& b) { return a.mentions > b.mentions; });
  return themes;
}

void check_themes(const Result& result, const FeedbackFigures& wanted, const Asked& asked) {
  const Listing* list = list_of(result, "themes");
  const std::vector<ThemeFigures> themes = in_order(wanted.themes);
  if (list == nullptr) {
    CHECK(themes.empty());
    return;
  }
  REQUIRE(list->rows.size() == themes.size());
  for (std::size_t i = 0; i < themes.size(); ++i) {
    const ThemeFigures& theme = themes[i];
    INFO(theme.name);
    CHECK(cell_of(*list, i, "theme") == theme.name);
    CHECK(cell_of(*list, i, "mentions") == std::to_string(theme.mentions));
    CHECK(cell_of(*list, i, "share") == shown_as(theme.share));
    CHECK(cell_of(*list, i, "mean_score") == shown_as(theme.mean));
    CHECK(cell_of(*list, i, asked.options.csat ? "csat" : "nps") == shown_as(theme.figure));
    CHECK(cell_of(*list, i, "impact") == shown_as(theme.impact));
    if (wanted.comments == 0) continue;
    const auto interval = wilson(theme.mentions, wanted.comments, 0.95);
    CHECK(std::abs(number_of(*list, i, "low") - interval->low) < 1e-6);
    CHECK(std::abs(number_of(*list, i, "high") - interval->high) < 1e-6);
  }
}

void check_quotes(const Result& result, const FeedbackFigures& wanted, const Asked& asked) {
  const Listing* list = list_of(result, "quotes");
  std::vector<std::string> found;
  for (std::size_t i = 0; list != nullptr && i < list->rows.size(); ++i) {
    found.push_back(cell_of(*list, i, "theme") + "|" + cell_of(*list, i, "score") + "|" +
                    cell_of(*list, i, "comment"));
  }
  std::vector<std::string> quotes;
  for (const ThemeFigures& theme : in_order(wanted.themes)) {
    for (std::size_t i = 0; i < std::min(asked.quotes, theme.quotes.size()); ++i) {
      const slow::FeedbackAnswer& answer = theme.quotes[i];
      quotes.push_back(theme.name + "|" +
                       (answer.word.empty() ? shown_as(answer.score) : answer.word) + "|" +
                       answer.comment);
    }
  }
  CHECK(found == quotes);
}

struct Said {
  std::string by;
  std::string word;
  long detractors = 0;
  long promoters = 0;
  double z = 0;
};

std::string rounded(double z) { return std::to_string(std::llround(z * 1e6)); }

std::string said_of(const Listing& list, std::size_t row) {
  return cell_of(list, row, "said_by") + " " + cell_of(list, row, "word") + " " +
         cell_of(list, row, "detractors") + " " + cell_of(list, row, "promoters") + " " +
         rounded(number_of(list, row, "z"));
}

/// What detractors say first, then the greater |z|, then the word's bytes.
bool is_in_order(const Listing& list, std::size_t row) {
  const std::string before = cell_of(list, row - 1, "said_by");
  const std::string by = cell_of(list, row, "said_by");
  if (before != by) return before == "detractors";
  const double x = std::abs(number_of(list, row - 1, "z"));
  const double y = std::abs(number_of(list, row, "z"));
  return x != y ? x > y : cell_of(list, row - 1, "word") < cell_of(list, row, "word");
}

std::vector<Said> said_in(const slow::Vocabulary& vocabulary, std::size_t most) {
  std::vector<Said> all;
  for (const slow::WordFigures& word : vocabulary.words) {
    const auto z = slow::slow_z(word, vocabulary, prior_total);
    if (word.comments < 3 || !z || std::abs(*z) < significant) continue;
    all.push_back(
        {*z > 0 ? "detractors" : "promoters", word.text, word.detractors, word.promoters, *z});
  }
  std::sort(all.begin(), all.end(), [](const Said& a, const Said& b) {
    const double x = std::abs(a.z);
    const double y = std::abs(b.z);
    return std::abs(x - y) > 1e-9 ? x > y : a.word < b.word;
  });
  std::vector<Said> shown;
  for (const char* side : {"detractors", "promoters"}) {
    std::size_t left = most;
    for (const Said& one : all) {
      if (one.by != side || left == 0) continue;
      shown.push_back(one);
      --left;
    }
  }
  return shown;
}

void check_words(const Result& result, const FeedbackFigures& wanted, const Asked& asked) {
  const Listing* list = list_of(result, "words");
  REQUIRE(list != nullptr);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < list->rows.size(); ++i) {
    found.push_back(said_of(*list, i));
    if (i > 0) CHECK(is_in_order(*list, i));
  }
  std::vector<std::string> said;
  for (const auto* vocabulary : {&wanted.words, &wanted.phrases}) {
    for (const Said& one : said_in(*vocabulary, asked.words)) {
      said.push_back(one.by + " " + one.word + " " + std::to_string(one.detractors) + " " +
                     std::to_string(one.promoters) + " " + rounded(one.z));
    }
  }
  std::sort(found.begin(), found.end());
  std::sort(said.begin(), said.end());
  CHECK(found == said);
}

long left_out(const Report& report, std::string_view why) {
  const auto found = report.input->not_counted.find(std::string(why));
  return found == report.input->not_counted.end() ? 0 : static_cast<long>(found->second);
}

void check(const Report& report, const FeedbackFigures& wanted, const Asked& asked) {
  CHECK(report.input->bad == wanted.bad);
  REQUIRE(report.results.size() == 1);
  if (report.input->bad == report.input->rows) return;
  CHECK(left_out(report, "without an answer") == wanted.without_answer);
  CHECK(left_out(report, "not offered") == wanted.not_offered);
  CHECK(left_out(report, "outside the period") == wanted.outside);
  CHECK(left_out(report, "without a date") == wanted.undated);
  const Result& result = report.results[0];
  check_facts(result, wanted, asked);
  check_themes(result, wanted, asked);
  check_quotes(result, wanted, asked);
  check_words(result, wanted, asked);
}

Asked asked_of(std::uint64_t seed, const slow::Table& table, bool csat) {
  Asked asked;
  const bool has_days =
      slow::has_column(table, "answered_on") || slow::has_column(table, "sent_on");
  if (seed % 2 == 0 && has_days && slow::has_column(table, "answered_on")) {
    asked.question.period = read_period("2026-05", std::nullopt);
    asked.options.begin = slow::random_period_begin();
    asked.options.end = slow::random_period_end();
  }
  if (seed % 4 != 3) {
    asked.options.themes = slow::random_themes(seed);
    asked.question.options["themes"] = "themes.txt";
    asked.question.files["themes"] = {"themes.txt",
                                      slow::to_dictionary(asked.options.themes, seed)};
  }
  if (csat) asked.question.options["score"] = "csat";
  asked.options.csat = csat;
  if (seed % 5 == 0 && !asked.options.themes.empty()) {
    asked.quotes = seed % 3 == 0 ? 1 : 7;
    asked.question.options["quotes"] = std::to_string(asked.quotes);
  }
  if (seed % 7 == 0) {
    asked.words = 1;
    asked.question.options["words"] = "1";
  }
  return asked;
}

void shuffle_rows(slow::Table& table, std::uint64_t seed) {
  slow::Dice dice(seed);
  for (int i = static_cast<int>(table.rows.size()) - 1; i > 0; --i) {
    std::swap(table.rows[static_cast<std::size_t>(i)],
              table.rows[static_cast<std::size_t>(dice.below(i + 1))]);
  }
}

}  // namespace

TEST_CASE("feedback is what the slow reading of its definition gives", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const slow::Table table = slow::random_feedback(seed, false);
    const Asked asked = asked_of(seed, table, false);
    check(answer(asked.question, slow::to_csv(table)), slow::slow_feedback(table, asked.options),
          asked);
  }
}

TEST_CASE("feedback of satisfaction is what the slow reading of its definition gives", "[slow]") {
  const std::pair<const char*, std::pair<int, int>> scales[] = {
      {"1-3", {1, 3}}, {"1-5", {1, 5}}, {"1-7", {1, 7}}, {"1-10", {1, 10}}, {"0-10", {0, 10}}};
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    INFO("seed " << seed);
    const slow::Table table = slow::random_feedback(seed, true);
    Asked asked = asked_of(seed, table, true);
    if (seed % 3 == 0) {
      const auto& [name, scale] = scales[seed / 3 % 5];
      asked.question.options["scale"] = name;
      asked.options.scale = scale;
    }
    const FeedbackFigures wanted = slow::slow_feedback(table, asked.options);
    if (wanted.is_mixed) {
      CHECK_THROWS_AS(answer(asked.question, slow::to_csv(table)), Error);
    } else {
      check(answer(asked.question, slow::to_csv(table)), wanted, asked);
    }
  }
}

TEST_CASE("words that set detractors apart are those of the slow reading", "[slow]") {
  for (std::uint64_t seed = 0; seed < seeds / 10; ++seed) {
    INFO("seed " << seed);
    const slow::Table table = slow::random_opinions(seed);
    const Asked asked = asked_of(seed, table, false);
    check(answer(asked.question, slow::to_csv(table)), slow::slow_feedback(table, asked.options),
          asked);
  }
}

TEST_CASE("feedback does not depend on the order or the split of the rows", "[laws]") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    const slow::Table table =
        seed % 10 == 0 ? slow::random_opinions(seed) : slow::random_feedback(seed, false);
    const Asked asked = asked_of(seed, table, false);
    slow::Table mixed = table;
    shuffle_rows(mixed, seed);
    // the places of quotes move with the rows, and they decide between equal scores and days
    const FeedbackFigures wanted = slow::slow_feedback(mixed, asked.options);
    check(answer(asked.question, slow::to_csv(mixed)), wanted, asked);
    const auto half = static_cast<std::ptrdiff_t>(mixed.rows.size() / 2);
    slow::Table first = mixed;
    slow::Table second = mixed;
    first.rows.erase(first.rows.begin() + half, first.rows.end());
    second.rows.erase(second.rows.begin(), second.rows.begin() + half);
    if (first.rows.empty()) continue;
    check(answer_all(asked.question, {slow::to_csv(first), slow::to_csv(second)}), wanted, asked);
    Reading in_small_blocks;
    in_small_blocks.block_size = 64;
    CHECK(to_json_report(answer(asked.question, slow::to_csv(table))) ==
          to_json_report(answer(asked.question, slow::to_csv(table), in_small_blocks)));
  }
}

}  // namespace csm::test
