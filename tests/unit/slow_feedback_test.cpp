#include "support/slow_feedback.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/random_feedback.hpp"
#include "support/slow_text.hpp"

using namespace csm::slow;

namespace {

using Texts = std::vector<std::string>;

bool is_said_in(const std::string& entry, const std::string& comment) {
  return is_said(entry_words_of(entry), words_of(comment));
}

/// Three promoters, a passive and two detractors; one more comment has no score, one answer no
/// comment, one row neither, one is off the scale.
const Table survey = {{"score", "comment"},
                      {{"10", "Great support"},
                       {"9", "great price"},
                       {"9", "-"},
                       {"8", "Price is fine"},
                       {"3", "Too expensive, and the price went up"},
                       {"0", "support is slow"},
                       {"", "No price on the site"},
                       {"NA", "n/a"},
                       {"11", "price"}}};

FeedbackFigures figures_of_survey() {
  FeedbackOptions options;
  options.themes = {{"Price", {"pric*", "too expensive"}}, {"Support", {"support"}}};
  return slow_feedback(survey, options);
}

}  // namespace

TEST_CASE("words are runs of letters and digits, apostrophes inside them are kept") {
  CHECK(words_of("Don\xE2\x80\x99t stop, it's 24/7!") == Texts{"don't", "stop", "it's", "24", "7"});
  CHECK(words_of("'tis the dogs' rock'n'roll, a''b") ==
        Texts{"tis", "the", "dogs", "rock'n'roll", "a", "b"});
  CHECK(words_of("... \xF0\x9F\x98\x80 ?!").empty());
}

TEST_CASE("case is folded in every alphabet and letters are composed") {
  CHECK(words_of("Stra\xC3\x9F"
                 "e STRASSE STRA\xE1\xBA\x9E"
                 "E") == Texts{"strasse", "strasse", "strasse"});
  CHECK(words_of("CAFE\xCC\x81 caf\xC3\xA9") == Texts{"caf\xC3\xA9", "caf\xC3\xA9"});
  CHECK(words_of("\xCE\xA3\xCE\x91\xCE\xA3") == words_of("\xCF\x83\xCE\xB1\xCF\x82"));
  CHECK(words_of("\xC4\xB0") == Texts{"i\xCC\x87"});
}

TEST_CASE("every ideograph is a word, bytes that are no UTF-8 separate words") {
  CHECK(words_of("iPhone\xE8\xB4\xB5\xE4\xBA\x86") ==
        Texts{"iphone", "\xE8\xB4\xB5", "\xE4\xBA\x86"});
  CHECK(words_of("a\xFF"
                 "b\xC3") == Texts{"a", "b"});
  CHECK(words_of("a\xC0\x80"
                 "b\xED\xA0\x80"
                 "c") == Texts{"a", "b", "c"});
}

TEST_CASE("symbols separate words, what only joins or breaks is not there") {
  CHECK(words_of("acme\u2122 it\u00B4s too\u200Bdear") == Texts{"acme", "it", "s", "too", "dear"});
  CHECK(words_of("sup\u00ADport\u2060 \uFF21\uFF42\uFF11 \uFB01ne x\u00B2") ==
        Texts{"support", "ab1", "fine", "x2"});
}

TEST_CASE("an entry is said where its words stand one after the other") {
  CHECK(is_said_in("too expensive", "It is TOO - expensive."));
  CHECK_FALSE(is_said_in("too expensive", "too very expensive"));
  CHECK(is_said_in("expens*", "expenses"));
  CHECK_FALSE(is_said_in("expens", "expenses"));
  CHECK(is_said_in("too expens*", "too expenses"));
  CHECK(is_said_in("\"easy-to-use\"", "easy to use"));
  CHECK(is_said_in("\xE8\xB4\xB5\xE4\xBA\x86", "\xE5\xA4\xAA\xE8\xB4\xB5\xE4\xBA\x86"));
}

TEST_CASE("answers, comments and scores are counted, what is neither is left out") {
  const FeedbackFigures figures = figures_of_survey();
  CHECK(figures.answers == 7);
  CHECK(figures.comments == 6);
  CHECK(figures.comment_share == Rational(6, 7));
  CHECK(figures.scored == 6);
  CHECK(figures.without_answer == 1);
  CHECK(figures.bad == 1);
  CHECK(figures.promoters == 2);
  CHECK(figures.passives == 1);
  CHECK(figures.detractors == 2);
  CHECK(figures.unmatched == 0);
  // 3 promoters and 2 detractors of 6
  CHECK(figures.figure == Rational(100, 6));
}

TEST_CASE("a theme's impact is the figure of all without the figure of the others") {
  const FeedbackFigures figures = figures_of_survey();
  REQUIRE(figures.themes.size() == 2);
  const ThemeFigures& price = figures.themes[0];
  CHECK(price.mentions == 4);
  CHECK(price.share == Rational(4, 6));
  CHECK(price.mean == Rational(20, 3));
  CHECK(price.figure == Rational(0));
  // without 9, 8 and 3: 10, 9 and 0, two promoters and a detractor of 3
  CHECK(price.impact == Rational(100, 6) - Rational(100, 3));
  const ThemeFigures& support = figures.themes[1];
  CHECK(support.mentions == 2);
  // without 10 and 0: 9, 9, 8 and 3
  CHECK(support.impact == Rational(100, 6) - Rational(25));
}

TEST_CASE("quotes begin with the lowest score and end with those without one") {
  const FeedbackFigures figures = figures_of_survey();
  std::vector<std::size_t> rows;
  for (const FeedbackAnswer& answer : figures.themes[0].quotes) rows.push_back(answer.row);
  CHECK(rows == std::vector<std::size_t>{4, 3, 1, 6});
}

TEST_CASE("words count every time they are said, phrases apart from them") {
  const Table table = {{"score", "comment"},
                       {{"1", "slow slow support"}, {"10", "slow"}, {"8", "slow support"}}};
  const FeedbackFigures figures = slow_feedback(table, {});
  CHECK(figures.words.all == 6);
  CHECK(figures.words.detractors == 3);
  CHECK(figures.words.promoters == 1);
  REQUIRE(figures.words.words.size() == 2);
  const WordFigures& slow = figures.words.words[0];
  CHECK(slow.text == "slow");
  CHECK(slow.detractors == 2);
  CHECK(slow.promoters == 1);
  CHECK(slow.all == 4);
  CHECK(slow.comments == 3);
  REQUIRE(figures.phrases.words.size() == 2);
  CHECK(figures.phrases.words[1].text == "slow support");
  CHECK(figures.phrases.words[1].all == 2);
}

TEST_CASE("z is the log-odds ratio over its standard error") {
  // 3 of 4 against 1 of 4, prior 1 of 2: odds 4/2 and 2/4, variance 1/4 + 1/2
  CHECK(std::abs(*slow_log_odds_z(3, 4, 1, 4, 1, 2) - std::log(4) / std::sqrt(0.75)) < 1e-12);
  CHECK(slow_log_odds_z(2, 5, 2, 5, 1, 3) == 0.0);
  CHECK_FALSE(slow_log_odds_z(4, 4, 2, 2, 5, 5));
}

TEST_CASE("satisfaction takes the smallest scale that holds all answers") {
  FeedbackOptions options;
  options.csat = true;
  const Table five = {{"score", "comment"}, {{"5", "a"}, {"3", "b"}, {"1", "c"}, {"4", ""}}};
  const FeedbackFigures figures = slow_feedback(five, options);
  CHECK(figures.highest == 5);
  CHECK(figures.figure == Rational(1, 2));
  CHECK(figures.promoters == 1);
  CHECK(figures.passives == 1);
  CHECK(figures.detractors == 1);
  const Table ten = {{"score", "comment"}, {{"6", "a"}, {"5", "b"}, {"8", "c"}}};
  CHECK(slow_feedback(ten, options).figure == Rational(2, 3));
}

TEST_CASE("random answers meet every figure of feedback often") {
  FeedbackFigures sum;
  long impacts = 0;
  long significant = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    FeedbackOptions options{day_of("2026-05-01"), day_of("2026-06-01"), false, {}, {}};
    options.themes = random_themes(seed);
    const FeedbackFigures one = slow_feedback(random_feedback(seed, false), options);
    sum.comments += one.comments;
    sum.unmatched += one.unmatched;
    sum.promoters += one.promoters;
    sum.passives += one.passives;
    sum.detractors += one.detractors;
    sum.bad += one.bad;
    sum.without_answer += one.without_answer;
    sum.outside += one.outside;
    sum.undated += one.undated;
    for (const ThemeFigures& theme : one.themes) {
      impacts += theme.mentions > 0 && theme.impact && *theme.impact != 0 ? 1 : 0;
    }
    const FeedbackFigures other = slow_feedback(random_opinions(seed), {});
    for (const auto* vocabulary : {&other.words, &other.phrases}) {
      for (const WordFigures& word : vocabulary->words) {
        const auto z = slow_z(word, *vocabulary, 500);
        significant += word.comments >= 3 && z && std::abs(*z) >= 1.96 ? 1 : 0;
      }
    }
  }
  for (const long count :
       {sum.comments, sum.unmatched, sum.promoters, sum.passives, sum.detractors, sum.bad,
        sum.without_answer, sum.outside, sum.undated, impacts, significant}) {
    CHECK(count >= 20);
  }
}
